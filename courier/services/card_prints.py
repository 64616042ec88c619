"""Cards on paper: one courier's two sides, or sheets of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import UUID

from courier.domain import short_codes
from courier.domain.credentials import to_address
from courier.domain.errors import BadInput, NotFound
from courier.domain.faces import CardFace, CardPictures
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, ActorKind, Core
from courier.services.courier_lists import CourierFilter, facts_of
from courier.store.queries import cards as sql
from courier.store.queries import courier_lists
from courier.store.rows.cards import CardRow
from courier.store.unit_of_work import Work

CHINA = dt.timezone(dt.timedelta(hours=8))
MOST_AT_ONCE = 2000


def card_pictures(core: Core, *, actor: Actor, courier_id: UUID, locale: str) -> CardPictures:
    """Both sides of a courier's live card: for admins of her area, and for herself.

    Raises NotFound ``card_missing``, OutsideFailed ``font_missing``.
    """
    if actor.kind is not ActorKind.ADMIN and courier_id != actor.person_id:
        raise NotFound("card_missing")
    with core.begin_for(actor) as work:
        found = faces_in(core, work, actor, [courier_id])
    if not found:
        raise NotFound("card_missing")
    return core.pictures.card(found[courier_id], locale)


def card_sheets(core: Core, *, actor: Actor, wanted: CourierFilter, locale: str) -> bytes:
    """A PDF of the live cards of these couriers, ten a page, with their backs.

    Raises NotAllowed, BadInput ``batch_empty`` or ``batch_too_large``, OutsideFailed
    ``font_missing``.
    """
    return core.pictures.card_sheets(list(_faces(core, actor, wanted).values()), locale)


def many_card_pictures(
    core: Core, *, actor: Actor, wanted: CourierFilter, locale: str
) -> Iterator[tuple[str, CardPictures]]:
    """The couriers' numbers and both sides of their live cards. Raises as ``card_sheets``."""
    faces = list(_faces(core, actor, wanted).values())
    drawn = core.pictures.cards(faces, locale)
    return zip((face.courier_number for face in faces), drawn, strict=True)


def faces_in(
    core: Core, work: Work, actor: Actor, courier_ids: Sequence[UUID]
) -> dict[UUID, CardFace]:
    """What stands on these couriers' live cards; those without one, or outside, are left out."""
    facts = {**area_of(actor), "courier_ids": list(courier_ids)}
    rows = {row.courier_id: row for row in work.all(CardRow, sql.LIVE_OF_COURIERS, facts)}
    return {one: _face(core, rows[one]) for one in courier_ids if one in rows}


def _faces(core: Core, actor: Actor, wanted: CourierFilter) -> dict[UUID, CardFace]:
    require(actor, Permission.KEEP_COURIERS)
    facts = {**facts_of(core, actor, wanted), "at_work": True, "count": MOST_AT_ONCE + 1}
    with core.begin_for(actor) as work:
        found = list(work.run(courier_lists.ids(facts.keys()), facts).scalars())
        if len(found) > MOST_AT_ONCE:
            raise BadInput("batch_too_large", most=MOST_AT_ONCE)
        faces = faces_in(core, work, actor, found)
        if not faces:
            raise BadInput("batch_empty")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="cards_printed",
            subject=f"region:{actor.region_code}",
            facts={"cards": len(faces)},
        )
        work.commit()
    return faces


def _face(core: Core, row: CardRow) -> CardFace:
    return CardFace(
        name=row.name,
        courier_number=row.courier_no,
        card_number=short_codes.grouped(row.card_no),
        county=row.county_name,
        regions=_regions(row),
        valid_until=row.expires_at.astimezone(CHINA).date(),
        address=to_address(core.public_url, bytes(row.credential)),
        issuer=row.county_name,
        issuer_phone=row.phone or "",
        photo=bytes(row.photo or b""),
    )


def _regions(row: CardRow) -> tuple[str, ...]:
    """The first village with its township, as there is room for one line."""
    first, *others = row.villages or [""]
    return (row.township_name + first, *others)
