"""The card in a courier's phone: it names the key that was made there, and lasts three days.

The phone makes its key once, right after the invitation that registered it, and keeps the secret
half where no script can read it. A copied card lacks it; a phone that is reported lost loses its
card with its registration.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from courier.domain.credentials import CardClaims, HolderKey, ShownCard
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.services.areas import area_of
from courier.services.card_issue import sign_in
from courier.services.core import Actor, Core
from courier.services.issuer_keys import believed
from courier.services.passwords import token_hash
from courier.services.status_lists import place_of_phone
from courier.store.queries import cards as sql
from courier.store.rows.cards import CardRow, PhoneRow
from courier.store.unit_of_work import Work

LASTS = dt.timedelta(hours=72)
FORGOTTEN_AFTER = dt.timedelta(hours=1)  # by then a live code is long past
HALF = 32


@dataclass(frozen=True, slots=True)
class LiveCard:
    """The signed card for this phone, and the moment by the server's clock."""

    card: bytes
    valid_until: dt.datetime
    now: dt.datetime


def keep_holder_key(core: Core, *, actor: Actor, device_token: str, key: HolderKey) -> None:
    """Note the public key of the phone in the courier's hand; the same key again changes nothing.

    Raises BadInput ``holder_key_wrong``, NotFound ``phone_unknown`` and Conflict
    ``phone_has_key``: another key needs another invitation.
    """
    if not core.card_office.is_key(key):
        raise BadInput("holder_key_wrong")
    with core.begin_for(actor) as work:
        phone = _phone(work, actor, device_token)
        written = key.x + key.y
        if phone.holder_key is None:
            facts = {"device_id": phone.device_id, "holder_key": written, "now": core.clock.now()}
            work.run(sql.KEEP_HOLDER_KEY, {"county_id": actor.county_id, **facts})
            work.record(
                county_id=actor.county_id,
                actor=actor.trail,
                action="holder_key_kept",
                subject=f"courier:{actor.person_id}",
                facts={"device": str(phone.device_id)},
            )
            work.commit()
        elif bytes(phone.holder_key) != written:
            raise Conflict("phone_has_key")


def live_card(core: Core, *, actor: Actor, device_token: str) -> LiveCard:
    """A fresh card for this phone.

    Raises NotFound ``card_missing``, ``phone_unknown``, Conflict ``phone_without_key``.
    """
    now = core.clock.now().replace(microsecond=0)
    with core.begin_for(actor) as work:
        phone = _phone(work, actor, device_token)
        if phone.holder_key is None:
            raise Conflict("phone_without_key")
        claims = _claims(core, work, actor, phone, now)
        signed = sign_in(core, work, claims)
        work.commit()
    return LiveCard(signed.card, claims.valid_until, now)


def first_look(work: Work, shown: ShownCard, mark: bytes, now: dt.datetime) -> bytes:
    """The mark of whoever looked at this live code first; the one given if nobody has."""
    if shown.proof is None:
        raise ValueError("only live codes are looked at once")
    facts = [shown.claims.card_number, str(shown.proof.made_at), str(shown.proof.answer)]
    digest = hashlib.sha256("\n".join(facts).encode()).digest()
    found: bytes = work.scalar(
        sql.FIRST_LOOK,
        {"county_id": shown.claims.county_id, "digest": digest, "looked_by": mark, "now": now},
    )
    return bytes(found)


def forget_looks(core: Core) -> int:
    """Drop the notes on live codes that are past; how many."""
    with core.begin() as work:
        gone = work.run(sql.FORGET_LOOKS, {"before": core.clock.now() - FORGOTTEN_AFTER})
        work.commit()
    return gone.rowcount


def _phone(work: Work, actor: Actor, device_token: str) -> PhoneRow:
    phone = work.first(
        PhoneRow,
        sql.PHONE,
        {
            "county_id": actor.county_id,
            "courier_id": actor.person_id,
            "token_hash": token_hash(device_token),
        },
    )
    if phone is None:
        raise NotFound("phone_unknown")
    return phone


def _claims(core: Core, work: Work, actor: Actor, phone: PhoneRow, now: dt.datetime) -> CardClaims:
    """The printed card's, for three days, with this phone's key and place.

    The key that signed the printed one may have been revoked: what stands in the register is ours.
    """
    where: dict[str, object] = {**area_of(actor), "courier_id": actor.person_id}
    row = work.first(CardRow, sql.LIVE_OF_COURIER, where)
    if row is None:
        raise NotFound("card_missing")
    keys = believed(work).public_pems
    printed = core.card_office.read(bytes(row.credential), public_pems=keys).claims
    point = bytes(phone.holder_key or b"")
    return replace(
        printed,
        issued_at=now,
        valid_from=max(now, printed.valid_from),
        valid_until=min(now + LASTS, printed.valid_until),
        status_index=place_of_phone(work, actor.county_id, row.card_id, phone.device_id),
        holder_key=HolderKey(point[:HALF], point[HALF:]),
    )
