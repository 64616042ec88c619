"""An office asks for a visit: to a household by its number, or to somebody who called."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.permissions import Permission
from courier.domain.regions import area_prefix, within
from courier.domain.short_codes import grouped
from courier.domain.visits import (
    LONGEST_NAME,
    LONGEST_PLACE,
    AskedThrough,
    check_day,
    clean_words,
)
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.visit_views import VisitView, view_of
from courier.services.visits import asked_before, clean_note, sealed_phone, write_down
from courier.store.queries import regions as region_queries
from courier.store.queries import unpaid_lists as household_queries
from courier.store.queries import visits as queries
from courier.store.rows.unpaid_lists import HouseholdContactRow
from courier.store.rows.visits import NewVisit
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class OfficeWish:
    """Whom to visit: a household's number, or a name with a telephone number.

    ``asker_phone`` is of somebody far away, who is told of each step as well.
    """

    village_code: str
    household_no: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    asker_phone: str = ""
    place: str = ""
    wanted_on: dt.date | None = None
    note: str = ""


def request_by_office(core: Core, *, actor: Actor, wish: OfficeWish) -> VisitView:
    """Ask for a visit; the same wish again gives the same visit.

    Raises NotAllowed; NotFound ``village_unknown`` (also for one outside her area); BadInput
    ``household_no_unknown``, ``visit_contact_missing``, ``visit_phone_wrong``,
    ``visit_words_long``, ``visit_note_number``, ``visit_day_past``, ``visit_day_far``; Conflict
    ``household_has_visit`` (number); Refused ``visit_too_many``.
    """
    require(actor, Permission.ASK_FOR_VISITS)
    check_day(wish.wanted_on, china_day(core))
    if not within(actor.region_code, wish.village_code):
        raise NotFound("village_unknown")
    with core.begin_for(actor) as work:
        if region_queries.village(work, wish.village_code) is None:
            raise NotFound("village_unknown")
        household_queries.lock_lists(work, actor.county_id)
        new = _new(core, actor, wish, _household(work, actor, wish))
        row = asked_before(work, new) or write_down(work, new, core.clock.now(), actor)
        work.commit()
    return view_of(row, None)


def visit_for_admin(core: Core, *, actor: Actor, visit_id: UUID) -> VisitView:
    """One visit of her area with its steps; contact and place are for the courier alone.

    Raises NotAllowed, NotFound ``visit_not_found``.
    """
    require(actor, Permission.SEE_PROGRESS)
    with core.begin_for(actor) as work:
        row = queries.visit(work, actor.county_id, visit_id)
        if row is None or not row.village_code.startswith(area_prefix(actor.region_code)):
            raise NotFound("visit_not_found")
        steps = queries.states(work, actor.county_id, visit_id)
    return view_of(row, None, steps)


def _household(work: Work, actor: Actor, wish: OfficeWish) -> HouseholdContactRow | None:
    number = wish.household_no.strip()
    if not number:
        return None
    found = household_queries.household_numbered(work, actor.county_id, wish.village_code, number)
    if found is None:
        raise BadInput("household_no_unknown")
    if found.open_visit is not None:
        raise Conflict("household_has_visit", number=grouped(found.open_visit))
    return found


def _new(
    core: Core, actor: Actor, wish: OfficeWish, household: HouseholdContactRow | None
) -> NewVisit:
    name = clean_words(wish.contact_name, LONGEST_NAME)
    if household is None and not name:
        raise BadInput("visit_contact_missing")
    phone = household.contact_phone if household else None
    if wish.contact_phone or household is None:
        phone = sealed_phone(core, wish.contact_phone)
    return NewVisit(
        county_id=actor.county_id,
        village_code=wish.village_code,
        contact_name=name or (household.contact_name if household else ""),
        contact_phone=phone,
        place=clean_words(wish.place, LONGEST_PLACE),
        wanted_on=wish.wanted_on,
        wanted_part=None,
        note=clean_note(wish.note),
        asked_through=AskedThrough.ADMIN.value,
        asker_phone=sealed_phone(core, wish.asker_phone) if wish.asker_phone else None,
        household_id=household.household_id if household else None,
    )
