"""The keys that sign cards and status lists: made, changed, revoked, published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.courier_states import clean_reason
from courier.domain.credentials import PRINTED_LASTS, HolderKey
from courier.domain.errors import Conflict, NotFound
from courier.domain.permissions import Permission
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.offline_check import Pinned
from courier.store.queries import issuer_keys as sql
from courier.store.rows.issuer_keys import KeyRow, SigningKeyRow, ToRenewRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key as it is published. ``until`` is when the last card that it signed has ended; None
    while it signs.
    """

    kid: str
    point: HolderKey
    made_at: dt.datetime
    until: dt.datetime | None
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key in use, its secret half open for a moment (PEM)."""

    kid: str
    private_pem: bytes


@dataclass(frozen=True, slots=True)
class CardToRenew:
    """A card that a revoked key signed."""

    courier_id: UUID
    courier_no: str
    name: str
    card_no: str
    township_name: str


def issuer_keys(core: Core) -> Sequence[IssuerKey]:
    """All keys, the oldest first; anybody may know them."""
    with core.at_once() as work:
        rows = work.all(KeyRow, sql.ALL)
    return [
        IssuerKey(
            row.kid,
            core.card_office.published(row.public_pem.encode("ascii")),
            row.created_at,
            row.retired_at and row.retired_at + PRINTED_LASTS,
            row.revoked_at is not None,
        )
        for row in rows
    ]


def believed(work: Work) -> Pinned:
    """The keys that cards are checked with, and which of them were revoked."""
    rows = work.all(KeyRow, sql.ALL)
    return Pinned(
        {row.kid: row.public_pem.encode("ascii") for row in rows},
        frozenset(row.kid for row in rows if row.revoked_at is not None),
    )


def signing_key(core: Core, work: Work) -> SigningKey:
    """The key in use; the first card of an installation makes it."""
    found = work.first(SigningKeyRow, sql.SIGNING)
    if found is None:
        work.run(sql.HOLD)
        found = work.first(SigningKeyRow, sql.SIGNING) or _add(core, work)
    opened = core.sealer.open(FieldKind.ISSUER_KEY, bytes(found.private_sealed))
    return SigningKey(found.kid, opened.encode("ascii"))


def rotate_key(core: Core, *, actor: Actor) -> str:
    """Sign with a new key from now on; answers its name. Cards that are out stay good.

    Raises NotAllowed ``not_your_task``.
    """
    require(actor, Permission.KEEP_KEYS)
    with core.begin_for(actor) as work:
        work.run(sql.HOLD)
        before = work.scalar(sql.RETIRE, {"now": core.clock.now()})
        kid = _add(core, work).kid
        _record(work, actor, "issuer_key_rotated", kid, {"before": before})
        work.commit()
    return kid


def revoke_key(core: Core, *, actor: Actor, kid: str, reason: str) -> int:
    """Believe a key no longer, because its secret may have got out; a new one signs if it was in
    use. Answers how many cards of the actor's area are to be renewed.

    Raises NotAllowed ``not_your_task``, BadInput ``reason_missing``, NotFound
    ``issuer_key_unknown``, Conflict ``issuer_key_revoked``.
    """
    require(actor, Permission.KEEP_KEYS)
    why, now = clean_reason(reason), core.clock.now()
    with core.begin_for(actor) as work:
        work.run(sql.HOLD)
        if not work.run(sql.REVOKE, {"kid": kid, "now": now, "reason": why}).rowcount:
            known = {row.kid for row in work.all(KeyRow, sql.ALL)}
            raise Conflict("issuer_key_revoked") if kid in known else NotFound("issuer_key_unknown")
        if work.first(SigningKeyRow, sql.SIGNING) is None:
            _add(core, work)
        _record(work, actor, "issuer_key_revoked", kid, {"reason": why})
        to_renew = work.all(ToRenewRow, sql.TO_RENEW, {**area_of(actor), "now": now})
        work.commit()
    return len(to_renew)


def cards_to_renew(core: Core, *, actor: Actor) -> Sequence[CardToRenew]:
    """Whose printed cards in the actor's area bear the mark of a revoked key.

    Raises NotAllowed ``not_your_task``.
    """
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        rows = work.all(ToRenewRow, sql.TO_RENEW, {**area_of(actor), "now": core.clock.now()})
    return [
        CardToRenew(row.courier_id, row.courier_no, row.name, row.card_no, row.township_name)
        for row in rows
    ]


def _add(core: Core, work: Work) -> SigningKeyRow:
    pair = core.card_office.new_key()
    sealed = core.sealer.seal(FieldKind.ISSUER_KEY, pair.private_pem.decode("ascii"))
    public_pem = pair.public_pem.decode("ascii")
    facts = {"kid": pair.kid, "public_pem": public_pem, "private_sealed": sealed}
    work.run(sql.ADD, {**facts, "now": core.clock.now()})
    return SigningKeyRow(pair.kid, sealed)


def _record(work: Work, actor: Actor, action: str, kid: str, facts: dict[str, object]) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"issuer_key:{kid}",
        facts=facts,
    )
