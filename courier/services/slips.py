"""Slips: the paper with a household's code, and what a scanned code turns out to be."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from courier.domain import short_codes
from courier.domain.errors import BadInput, NotAllowed, NotFound, Refused
from courier.domain.faces import SlipFace
from courier.domain.names import name_masked
from courier.domain.paper_grid import grid_of
from courier.domain.policy_windows import WindowKind
from courier.domain.regions import area_prefix
from courier.domain.scanned import CodeKind, Scanned, recognise
from courier.services.core import Actor, ActorKind, Core
from courier.services.coverage import current_coverage_year
from courier.store.queries import households as household_queries
from courier.store.queries import regions as region_queries
from courier.store.queries import slips as queries
from courier.store.rows.households import SlipFaceRow, SlipRow
from courier.store.unit_of_work import Work
from courier.texts import CHINA

NO_PHONE = "12393"  # the national health insurance line, where a place has no number


def issue_slip(core: Core, actor: Actor, household_id: UUID) -> str:
    """The code of the household's slip, issued now if there was none.

    Raises NotFound ``household_not_found``.
    """
    return issue_slips(core, actor, [household_id])[household_id]


def issue_slips(core: Core, actor: Actor, household_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of many households' slips by household, issued where there was none.

    Raises NotFound ``household_not_found`` if one of them is not there.
    """
    with core.begin_for(actor) as work:
        rows = _issued(core, work, actor, household_ids)
        work.commit()
    return {row.household_id: _code(core, actor, row) for row in rows}


def revoke_slip(core: Core, actor: Actor, household_id: UUID) -> None:
    """Make a lost slip worthless. Raises NotFound ``slip_unknown``."""
    with core.begin_for(actor) as work:
        _check_area(work, actor, [household_id])
        if not queries.revoke(work, actor.county_id, household_id, core.clock.now()):
            raise NotFound("slip_unknown")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="slip_revoked",
            subject=f"household:{household_id}",
        )
        work.commit()


def slip_faces(core: Core, actor: Actor, household_ids: Sequence[UUID]) -> tuple[SlipFace, ...]:
    """What is printed on slips, issued where there was none.

    Raises NotFound ``household_not_found``.
    """
    with core.begin_for(actor) as work:
        rows = _issued(core, work, actor, household_ids)
        work.commit()
    year = current_coverage_year(core, actor.county_id)
    return tuple(_face(core, actor, row, year) for row in rows)


def slip_picture(core: Core, actor: Actor, household_id: UUID, locale: str) -> bytes:
    """A slip as PNG. Raises NotFound ``household_not_found``, OutsideFailed ``font_missing``."""
    (face,) = slip_faces(core, actor, [household_id])
    return core.pictures.slip_png(face, locale)


def open_slip(core: Core, actor: Actor, text: str) -> UUID:
    """The household that a scanned or typed code leads to.

    Raises BadInput ``scan_empty``, ``scanned_<kind>`` for a code of something else,
    ``slip_code_unreadable``, ``slip_code_forged``; NotFound ``slip_unknown``; Refused
    ``slip_revoked`` (day) or ``slip_of_other_county``; NotAllowed ``slip_of_other_village``
    (village, office, phone), of which nothing else is shown.
    """
    county_id, token = short_codes.read_slip_code(core.code_key, slip_code_in(text))
    if county_id != actor.county_id:
        raise Refused("slip_of_other_county", phone=NO_PHONE)
    with core.begin() as work:  # the paper may be of any village: who finds it is told whom to call
        slip = queries.slip_by_token(work, county_id, token)
        if slip is None:
            raise NotFound("slip_unknown")
        _refuse_other_village(work, actor, slip)
        if slip.revoked_at is not None:
            raise Refused("slip_revoked", day=slip.revoked_at.astimezone(CHINA).date())
        _note(work, actor, "household_opened", slip)
        work.commit()
    return slip.household_id


def slip_code_in(text: str) -> str:
    """The slip's code in what was scanned or typed.

    Raises BadInput ``scan_empty`` or ``scanned_<kind>`` for a code of something else.
    """
    if not text.strip():
        raise BadInput("scan_empty")
    scanned = recognise(text)
    if scanned.kind is CodeKind.SLIP or _looks_typed(scanned):
        return scanned.text
    raise BadInput(f"scanned_{scanned.kind.value}")


def read_picture(core: Core, picture: bytes) -> str:
    """The code in a photograph: a slip's if there is one among several.

    Raises BadInput ``picture_*`` or ``scan_nothing_found``.
    """
    texts = core.code_reader.read(picture)
    if not texts:
        raise BadInput("scan_nothing_found")
    return next((text for text in texts if recognise(text).kind is CodeKind.SLIP), texts[0])


def _grid(core: Core, actor: Actor, token: str) -> dict[str, str]:
    """None on a courier's picture: who has the whole grid can answer for it ever after."""
    is_office = actor.kind is not ActorKind.COURIER
    return grid_of(core.code_key, actor.county_id, token) if is_office else {}


def _looks_typed(scanned: Scanned) -> bool:
    """A slip's code with a character too few or too many is a slip's code still."""
    return scanned.kind is CodeKind.OTHER and short_codes.normalised(scanned.text).startswith(
        short_codes.SLIP
    )


def _refuse_other_village(work: Work, actor: Actor, slip: SlipRow) -> None:
    """Say whom to call, and keep that it was tried."""
    if household_queries.is_her_village(work, actor.county_id, actor.person_id, slip.village_code):
        return
    office = region_queries.office_of(work, slip.village_code)
    _note(work, actor, "slip_of_other_village", slip)
    work.commit()
    raise NotAllowed(
        "slip_of_other_village",
        village=slip.village_name,
        office=office.name if office else slip.village_name,
        phone=office.phone if office and office.phone else NO_PHONE,
    )


def _note(work: Work, actor: Actor, action: str, slip: SlipRow) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"household:{slip.household_id}",
    )


def _issued(
    core: Core, work: Work, actor: Actor, household_ids: Sequence[UUID]
) -> list[SlipFaceRow]:
    _check_area(work, actor, household_ids)
    tokens = [short_codes.new_token() for _ in household_ids]
    queries.issue(work, actor.county_id, household_ids, tokens, core.clock.now())
    return queries.faces(work, actor.county_id, household_ids)


def _check_area(work: Work, actor: Actor, household_ids: Sequence[UUID]) -> None:
    courier = actor.person_id if actor.kind is ActorKind.COURIER else None
    allowed = queries.households_allowed(
        work, actor.county_id, household_ids, area_prefix(actor.region_code), courier
    )
    if allowed != len(set(household_ids)):
        raise NotFound("household_not_found")


def _code(core: Core, actor: Actor, row: SlipFaceRow) -> str:
    return short_codes.make_slip_code(core.code_key, actor.county_id, row.token)


def _face(core: Core, actor: Actor, row: SlipFaceRow, year: int) -> SlipFace:
    pack = core.shelf.for_region(f"{actor.county_id:06d}000000", year)
    window = pack.window(WindowKind.MAIN) if pack else None
    return SlipFace(
        code=_code(core, actor, row),
        head_masked=name_masked(row.head_name or ""),
        village=f"{row.township_name}{row.village_name}",
        coverage_year=year,
        issuer=row.county_name,
        issuer_phone=row.township_phone or row.county_phone or NO_PHONE,
        people=row.people,
        due_by=window.last if window else None,
        grid=_grid(core, actor, row.token),
    )
