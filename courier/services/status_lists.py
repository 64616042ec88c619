"""The signed list of a county's cards: which are in order, for whoever has no network later.

A list is kept and given out until something changes or five minutes are over; then the next who
asks has it made anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from courier.domain.credentials import CLOCK_SLACK
from courier.domain.errors import NotFound
from courier.domain.status_lists import (
    ASK_AGAIN_AFTER,
    LASTS,
    PlaceState,
    StatusList,
    list_path,
    pack,
)
from courier.services.core import Core
from courier.services.issuer_keys import signing_key
from courier.store.queries import status_lists as sql
from courier.store.rows.status_lists import KeptListRow, ListStateRow, PlacesRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A signed list and its mark; ``signed`` is None where the asker's own is still the newest."""

    etag: str
    signed: bytes | None


def published_list(core: Core, *, county_id: int, known: Collection[str] = ()) -> PublishedList:
    """The newest list of a county; ``known`` are the marks of those at hand.

    Raises NotFound ``county_unknown``.
    """
    now = core.clock.now()
    between = {"fresh": now - ASK_AGAIN_AFTER, "latest": now + CLOCK_SLACK}
    asked = {"county_id": county_id, "known": list(known), **between}
    with core.at_once() as work:
        kept = work.first(KeptListRow, sql.KEPT, asked)
    return _published(kept) if kept else _made_anew(core, asked, now)


def take_place(work: Work, county_id: int) -> int:
    """The next place in a county's list; no card gets it twice."""
    return int(work.scalar(sql.TAKE_PLACE, {"county_id": county_id}))


def place_of_phone(work: Work, county_id: int, card_id: UUID, device_id: UUID) -> int:
    """The place of a card in one phone; taken with its first sync."""
    where = {"county_id": county_id, "card_id": card_id, "device_id": device_id}
    found = work.scalar(sql.PLACE_OF_PHONE, where)
    if found is None:
        work.run(sql.GIVE_PLACE_TO_PHONE, {**where, "place": take_place(work, county_id)})
        found = work.scalar(sql.PLACE_OF_PHONE, where)
    return int(found)


def places_of(work: Work, county_id: int) -> bytes:
    """What the register says of each place now."""
    row = work.first(PlacesRow, sql.PLACES, {"county_id": county_id})
    if row is None:
        return b""
    return pack(
        (
            (PlaceState.IN_ORDER, row.in_order or ()),
            (PlaceState.REVOKED, row.revoked or ()),
            (PlaceState.SUSPENDED, row.suspended or ()),
        )
    )


def _published(kept: KeptListRow) -> PublishedList:
    return PublishedList(kept.etag, None if kept.signed is None else bytes(kept.signed))


def _made_anew(core: Core, asked: dict[str, object], now: dt.datetime) -> PublishedList:
    """One process makes it; the others wait for it and find it kept."""
    with core.begin() as work:
        work.run(sql.HOLD, asked)
        kept = work.first(KeptListRow, sql.KEPT, asked)
        if kept:
            return _published(kept)
        state = work.first(ListStateRow, sql.STATE, asked)
        if state is None or not state.is_county:
            raise NotFound("county_unknown")
        county_id = int(str(asked["county_id"]))
        made = _list(core, work, county_id, _moment(now, state.made_at))
        key = signing_key(core, work)
        signed = core.card_office.sign_list(made, kid=key.kid, private_pem=key.private_pem)
        etag = hashlib.sha256(signed).hexdigest()[:32]
        facts = {"version": state.version, "made_at": made.made_at, "kid": key.kid}
        work.run(sql.KEEP, {**facts, "county_id": county_id, "etag": etag, "signed": signed})
        work.commit()
    return PublishedList(etag, signed)


def _list(core: Core, work: Work, county_id: int, made_at: dt.datetime) -> StatusList:
    address = core.public_url.rstrip("/") + list_path(county_id)
    return StatusList(address, made_at, made_at + LASTS, places_of(work, county_id))


def _moment(now: dt.datetime, before: dt.datetime | None) -> dt.datetime:
    """Never before the last list, even where another server's clock is a little ahead."""
    if before is not None and now < before <= now + CLOCK_SLACK:
        now = before
    return now.replace(microsecond=0)
