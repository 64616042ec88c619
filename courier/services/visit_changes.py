"""A visit that was asked for is to be another day, at another house, or in another village.

Whoever knows the number may change it, as she may call it off. Once the courier has set out it is
too late: she is to be called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from courier.domain import short_codes
from courier.domain.errors import NotFound
from courier.domain.understanding.masking import mask_numbers
from courier.domain.visits import (
    LONGEST_NAME,
    LONGEST_PLACE,
    AskedThrough,
    VisitState,
    check_change,
    check_day,
    clean_words,
    read_phone,
)
from courier.domain.wished_times import DayPart
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.visits import VILLAGER, write_down
from courier.store.queries import regions as region_queries
from courier.store.queries import visits as queries
from courier.store.rows.visits import LockedVisit, NewVisit
from courier.store.unit_of_work import Work


def change_day(
    core: Core, *, visit_no: str, wanted_on: dt.date | None, wanted_part: DayPart | None = None
) -> None:
    """Another day or part of it, None for any.

    Raises BadInput ``visit_number_unreadable``, ``visit_day_past``, ``visit_day_far``; NotFound
    ``visit_not_found``; Conflict ``visit_over`` or ``visit_change_…``.
    """
    check_day(wanted_on, china_day(core))
    with _changeable(core, visit_no) as (work, visit):
        queries.move_to(work, _county(visit), visit.visit_id, wanted_on, wanted_part)
        _trail(work, visit, "visit_day_changed", wanted_on=wanted_on, wanted_part=wanted_part)


def change_house(core: Core, *, visit_no: str, place: str) -> None:
    """Another house of the same village.

    Raises BadInput ``visit_number_unreadable``, ``visit_words_long``; NotFound
    ``visit_not_found``; Conflict ``visit_over`` or ``visit_change_…``.
    """
    words = clean_words(mask_numbers(place), LONGEST_PLACE)
    with _changeable(core, visit_no) as (work, visit):
        queries.call_to_place(work, _county(visit), visit.visit_id, words)
        _trail(work, visit, "visit_place_changed")


def change_contact(core: Core, *, visit_no: str, name: str = "", phone: str = "") -> None:
    """Another name to ask for, or another telephone number; empty leaves what stands there.

    Raises BadInput ``visit_number_unreadable``, ``visit_words_long``, ``visit_phone_wrong``;
    NotFound ``visit_not_found``; Conflict ``visit_over`` or ``visit_change_…``.
    """
    words = clean_words(name, LONGEST_NAME)
    sealed = core.sealer.seal(FieldKind.PHONE, read_phone(phone)) if phone else None
    with _changeable(core, visit_no) as (work, visit):
        queries.reach_at(work, _county(visit), visit.visit_id, name=words or None, phone=sealed)
        _trail(work, visit, "visit_phone_changed" if phone else "visit_name_changed")


def change_village(core: Core, *, visit_no: str, village_code: str) -> str:
    """Another village, which other couriers serve: the visit is called off and asked for anew.

    Answers the new number. Raises BadInput ``visit_number_unreadable``; NotFound
    ``visit_not_found``, ``village_unknown``; Conflict ``visit_over`` or ``visit_change_…``.
    """
    with _changeable(core, visit_no) as (work, visit):
        village = region_queries.village(work, village_code)
        if village is None:
            raise NotFound("village_unknown")
        before = queries.visit(work, _county(visit), visit.visit_id)
        if before is None or before.contact_phone is None:
            raise NotFound("visit_not_found")
        now = core.clock.now()
        queries.add_state(work, _county(visit), visit.visit_id, VisitState.CANCELLED, now)
        _trail(work, visit, "visit_cancelled")
        new = NewVisit(
            county_id=village.county_id,
            village_code=village_code,
            contact_name=before.contact_name or "",
            contact_phone=bytes(before.contact_phone),
            place="",
            wanted_on=before.wanted_on,
            wanted_part=before.wanted_part,
            note=before.note or "",
            asked_through=AskedThrough.CHAT.value,
            asker_phone=bytes(before.asker_phone) if before.asker_phone else None,
        )
        return write_down(work, new, now, None).visit_no


@contextmanager
def _changeable(core: Core, visit_no: str) -> Iterator[tuple[Work, LockedVisit]]:
    """One transaction on a visit that may still be changed; committed when the block ends well."""
    county_id, number = short_codes.read_visit_number(visit_no)
    with core.begin() as work:
        visit = queries.lock_by_number(work, county_id, number)
        if visit is None:
            raise NotFound("visit_not_found")
        check_change(VisitState(visit.status))
        yield work, visit
        work.commit()


def _county(visit: LockedVisit) -> int:
    return short_codes.read_visit_number(visit.visit_no)[0]


def _trail(work: Work, visit: LockedVisit, action: str, **facts: object) -> None:
    work.record(
        county_id=_county(visit),
        actor=VILLAGER,
        action=action,
        subject=f"visit:{visit.visit_no}",
        facts=facts,
    )
