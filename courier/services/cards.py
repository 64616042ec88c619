"""Is this card real, and is it in order now? Counts the question, never who asked it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.checks import CheckWay
from courier.domain.credentials import (
    CardStatus,
    Colour,
    HolderKey,
    Reason,
    ShownCard,
    Verdict,
    from_address,
    judge,
    refused,
    to_address,
)
from courier.domain.errors import BadInput, NotFound
from courier.domain.scanned import CodeKind, recognise
from courier.services import card_vectors, live_cards
from courier.services.areas import area_of
from courier.services.checks import count_check
from courier.services.core import Actor, Core
from courier.services.issuer_keys import believed
from courier.services.offline_check import Pinned
from courier.store.queries import cards as sql
from courier.store.rows.cards import CardRow
from courier.store.unit_of_work import Work

CHINA = dt.timezone(dt.timedelta(hours=8))
UNKNOWN = Verdict(Colour.RED, Reason.UNKNOWN)
SHOWN_BEFORE = Verdict(Colour.AMBER, Reason.CODE_SHOWN_BEFORE)


@dataclass(frozen=True, slots=True)
class CardView:
    """A card in the register. ``photo`` is None unless the card is in order."""

    card_no: str
    courier_no: str
    name: str
    villages: tuple[str, ...]
    township_name: str
    county_name: str
    office_phone: str | None
    valid_until: dt.datetime
    credential: bytes
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class CardCheck:
    """What may be said of a card at this moment; ``card`` is None when the register knows none."""

    verdict: Verdict
    checked_at: dt.datetime
    card: CardView | None = None


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A courier's live card and the address in its code."""

    card: CardView
    address: str


@dataclass(frozen=True, slots=True)
class Looker:
    """Who checks: a passing mark of the browser, and the digits that its page showed, if any."""

    mark: bytes
    asked: str | None = None


def check_card(
    core: Core, *, text: str, looker: Looker | None = None, way: CheckWay | None = CheckWay.PAGE
) -> CardCheck:
    """Check a scanned address, a typed card number or the signed text itself.

    ``way`` is what it counts as; None counts nothing.

    Raises BadInput ``card_is_other_code`` (with ``kind``) for a code of another purpose: a slip,
    a receipt, a payment code. Whatever looks like a card and is none is red.
    """
    scanned = recognise(text)
    now = core.clock.now()
    with core.begin() as work:
        try:
            found = _looked_up(core, work, scanned.kind, scanned.text)
        except BadInput as error:
            if error.code == "card_is_other_code":
                raise
            return CardCheck(refused(error.code), now)
        if found is None:
            return CardCheck(UNKNOWN, now)
        shown, row = found
        claims = shown.claims
        verdict = _judged(work, shown, row, now, looker)
        if row is not None and way is not None:
            count_check(
                work,
                county_id=claims.county_id,
                courier_id=row.courier_id,
                way=way,
                reason=verdict.reason,
                now=now,
            )
        work.commit()
    return CardCheck(verdict, now, _view(row, verdict) if row else None)


def verdict_at(
    core: Core,
    *,
    text: str,
    at: dt.datetime,
    asked: str | None = None,
    seen: dt.datetime | None = None,
) -> Verdict:
    """What is to be said of a text at another moment, by today's register; nothing is counted.

    ``asked`` are the digits that the checker showed. Moments of the vectors' year are answered by
    the vectors' registers and lists; ``seen`` is when the newest list seen before was made.
    """
    if card_vectors.speaks_of_vectors(at):
        return card_vectors.vector_verdict(core, text=text, at=at, asked=asked, seen=seen)
    scanned = recognise(text)
    with core.begin() as work:
        try:
            found = _looked_up(core, work, scanned.kind, scanned.text)
        except BadInput as error:
            return refused(error.code)
    if found is None:
        return UNKNOWN
    shown, row = found
    status = _status(row, shown.claims.holder_key)
    return judge(shown.claims, status, at, proof=shown.proof, asked=asked)


def own_card(core: Core, *, actor: Actor) -> OwnCard:
    """The signed-in courier's card. Raises NotFound ``card_missing``."""
    row = _live_card(core, actor, actor.person_id)
    return OwnCard(_shown(row), to_address(core.public_url, bytes(row.credential)))


def _looked_up(
    core: Core, work: Work, kind: CodeKind, text: str
) -> tuple[ShownCard, CardRow | None] | None:
    """What the card says and what the register holds; a typed number speaks by the register."""
    if kind not in {CodeKind.CARD, CodeKind.OTHER}:
        raise BadInput("card_is_other_code", kind=kind.value)
    keys = believed(work)
    number = _as_number(text)
    if number is None:
        shown = _read(core, keys, from_address(text))
        return shown, _find(work, shown.claims.county_id, shown.claims.card_number)
    row = _find(work, *number)
    if row is None:
        return None
    return _read(core, keys, bytes(row.credential)), row


def _read(core: Core, keys: Pinned, data: bytes) -> ShownCard:
    return core.card_office.read(data, public_pems=keys.public_pems, revoked=keys.revoked)


def _judged(
    work: Work, shown: ShownCard, row: CardRow | None, now: dt.datetime, looker: Looker | None
) -> Verdict:
    """The verdict; of a live code that would be green, only its first looker hears so."""
    status = _status(row, shown.claims.holder_key)
    asked = looker.asked if looker else None
    verdict = judge(shown.claims, status, now, proof=shown.proof, asked=asked)
    if verdict.colour is not Colour.GREEN or looker is None or shown.proof is None:
        return verdict
    first = live_cards.first_look(work, shown, looker.mark, now)
    return verdict if first == looker.mark else SHOWN_BEFORE


def _as_number(text: str) -> tuple[int, str] | None:
    try:
        return short_codes.read_card_number(text)
    except BadInput:
        return None


def _find(work: Work, county_id: int, card_no: str) -> CardRow | None:
    return work.first(CardRow, sql.BY_NUMBER, {"county_id": county_id, "card_no": card_no})


def _status(row: CardRow | None, phone: HolderKey | None) -> CardStatus:
    """What the register says now; a card of a phone that is the courier's no longer is void."""
    if row is None:
        return CardStatus.UNKNOWN
    if row.is_revoked or row.status == "revoked":
        return CardStatus.REVOKED
    if phone is not None and phone.x + phone.y != bytes(row.holder_key or b""):
        return CardStatus.REVOKED
    return CardStatus.SUSPENDED if row.status == "suspended" else CardStatus.ACTIVE


def _live_card(core: Core, actor: Actor, courier_id: UUID) -> CardRow:
    with core.begin_for(actor) as work:
        row = work.first(CardRow, sql.LIVE_OF_COURIER, {**area_of(actor), "courier_id": courier_id})
    if row is None:
        raise NotFound("card_missing")
    return row


def _view(row: CardRow, verdict: Verdict) -> CardView:
    """Nobody's face stands beside a red verdict."""
    return _shown(row, with_photo=verdict.colour is not Colour.RED)


def _shown(row: CardRow, *, with_photo: bool = True) -> CardView:
    return CardView(
        card_no=row.card_no,
        courier_no=row.courier_no,
        name=row.name,
        villages=tuple(row.villages),
        township_name=row.township_name,
        county_name=row.county_name,
        office_phone=row.phone,
        valid_until=row.expires_at,
        credential=bytes(row.credential),
        photo=bytes(row.photo) if row.photo is not None and with_photo else None,
    )
