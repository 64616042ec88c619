"""Visits as those see them who ask for one, follow it, or look after all of them.

What a courier does with a visit stands in services/rounds.py.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from courier.domain import short_codes
from courier.domain.courier_states import STOPPED
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.regions import area_prefix
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.visits import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PLACE,
    MOST_OPEN_VISITS,
    AskedThrough,
    VisitState,
    check_day,
    check_step,
    clean_words,
    may_follow,
    read_phone,
)
from courier.domain.wished_times import DayPart
from courier.ports import FieldKind
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.visit_views import (
    VisitTrack,
    VisitView,
    comes_again,
    track_steps,
    view_of,
)
from courier.store.queries import regions as region_queries
from courier.store.queries import visits as queries
from courier.store.rows.visits import NewVisit, VisitRow
from courier.store.unit_of_work import Work

NUMBER_TRIES = 8
VILLAGER = ("villager", "-")  # whoever asks is not signed in


def request_visit(
    core: Core,
    *,
    village_code: str,
    contact_name: str,
    contact_phone: str,
    place: str,
    wanted_on: dt.date | None,
    wanted_part: DayPart | None = None,
    note: str = "",
    asker_phone: str = "",
    asked_through: AskedThrough | str = AskedThrough.CHAT,
    actor: Actor | None = None,
) -> VisitView:
    """Ask for a courier; the answer bears the number by which the visit is followed.

    ``asker_phone`` is of who asks from far away, and is told of each step as well.
    Asking again for the same village, person and day gives the same visit. Raises NotFound
    ``village_unknown``; BadInput ``visit_phone_wrong``, ``visit_contact_missing``,
    ``visit_words_long``, ``visit_note_number``, ``visit_day_past``, ``visit_day_far``;
    Refused ``visit_too_many``.
    """
    now = core.clock.now()
    check_day(wanted_on, china_day(core))
    name = clean_words(contact_name, LONGEST_NAME)
    if not name:
        raise BadInput("visit_contact_missing")
    phone = sealed_phone(core, contact_phone)
    own_phone = sealed_phone(core, asker_phone) if asker_phone else None
    with core.begin() as work:
        village = region_queries.village(work, village_code)
        if village is None:
            raise NotFound("village_unknown")
        new = NewVisit(
            county_id=village.county_id,
            village_code=village_code,
            contact_name=name,
            contact_phone=phone,
            place=clean_words(place, LONGEST_PLACE),
            wanted_on=wanted_on,
            wanted_part=wanted_part,
            note=clean_note(note),
            asked_through=AskedThrough(asked_through).value,
            asker_phone=own_phone,
        )
        row = asked_before(work, new) or write_down(work, new, now, actor)
        work.commit()
    return view_of(row, core.sealer)


def sealed_phone(core: Core, told: str) -> bytes:
    """A telephone number as it is kept. Raises BadInput ``visit_phone_wrong``."""
    return core.sealer.seal(FieldKind.PHONE, read_phone(told))


def clean_note(note: str) -> str:
    """A note on one line. Raises BadInput ``visit_words_long``, ``visit_note_number``."""
    words = clean_words(note, LONGEST_NOTE)
    hidden = mask(words)
    if Hidden.ID_NUMBER in hidden or Hidden.BANK_CARD in hidden:
        raise BadInput("visit_note_number")
    return words


def follow_visit(core: Core, *, visit_no: str) -> VisitTrack:
    """A visit like a parcel, for anybody who knows its number.

    Raises BadInput ``visit_number_unreadable``, NotFound ``visit_not_found``.
    """
    county_id, number = short_codes.read_visit_number(visit_no)
    with core.begin() as work:
        row = queries.visit_by_number(work, county_id, number)
        if row is None:
            raise NotFound("visit_not_found")
        steps = queries.states(work, county_id, row.visit_id)
        office = region_queries.office_of(work, row.village_code)
    status = VisitState(row.status)
    stopped = row.courier_status in STOPPED and not status.is_over
    phone = None if stopped else row.courier_phone
    return VisitTrack(
        visit_no=row.visit_no,
        village_name=row.village_name,
        status=status,
        wanted_on=row.wanted_on,
        wanted_part=row.wanted_part,
        steps=track_steps(status, steps),
        courier_name=row.courier_name,
        courier_phone=core.sealer.open(FieldKind.PHONE, phone) if phone else None,
        courier_stopped=stopped,
        card_no=row.card_no,
        comes_again=comes_again(steps),
        office_name=office.name if office else row.township_name,
        office_phone=office.phone if office else None,
        may_cancel=may_follow(status, VisitState.CANCELLED),
    )


def cancel_visit(core: Core, *, visit_no: str, actor: Actor | None = None) -> VisitTrack:
    """Call a visit off before the courier stands at the door; again is no error.

    Raises BadInput ``visit_number_unreadable``, NotFound ``visit_not_found``, Conflict
    ``visit_over`` or ``visit_other_step``.
    """
    county_id, number = short_codes.read_visit_number(visit_no)
    with core.begin() as work:
        visit = queries.lock_by_number(work, county_id, number)
        if visit is None:
            raise NotFound("visit_not_found")
        if visit.status != VisitState.CANCELLED:
            check_step(VisitState(visit.status), VisitState.CANCELLED)
            queries.add_state(
                work, county_id, visit.visit_id, VisitState.CANCELLED, core.clock.now()
            )
            _trail(work, county_id, actor, "visit_cancelled", visit.visit_no)
        work.commit()
    return follow_visit(core, visit_no=number)


def list_for_admin(
    core: Core, actor: Actor, status: VisitState | None = None
) -> tuple[VisitView, ...]:
    """The newest visits of an admin's area, without places and telephone numbers."""
    with core.begin_for(actor) as work:
        rows = queries.visits_of_area(work, actor.county_id, area_prefix(actor.region_code), status)
    return tuple(view_of(row, None) for row in rows)


def asked_before(work: Work, new: NewVisit) -> VisitRow | None:
    """The same wish once more. Raises Refused ``visit_too_many``."""
    if new.contact_phone is None:
        return None
    queries.lock_phone(work, new.contact_phone)
    waiting = queries.open_visits_of_phone(work, new.county_id, new.contact_phone)
    for row in waiting:
        if (row.village_code, row.contact_name, row.wanted_on) == (
            new.village_code,
            new.contact_name,
            new.wanted_on,
        ):
            return row
    if len(waiting) >= MOST_OPEN_VISITS:
        raise Refused("visit_too_many", most=MOST_OPEN_VISITS)
    return None


def write_down(work: Work, new: NewVisit, now: dt.datetime, actor: Actor | None) -> VisitRow:
    """A new visit within a transaction. Raises Conflict ``visit_no_number``."""
    for _ in range(NUMBER_TRIES):
        number = short_codes.new_visit_number(new.county_id)
        visit_id = queries.insert_visit(work, new, number)
        if visit_id is not None:
            break
    else:
        raise Conflict("visit_no_number")
    queries.add_state(work, new.county_id, visit_id, VisitState.REQUESTED, now)
    _trail(work, new.county_id, actor, "visit_requested", number)
    return cast("VisitRow", queries.visit(work, new.county_id, visit_id))  # written above


def _trail(work: Work, county_id: int, actor: Actor | None, action: str, visit_no: str) -> None:
    work.record(
        county_id=county_id,
        actor=actor.trail if actor else VILLAGER,
        action=action,
        subject=f"visit:{visit_no}",
    )
