"""What a courier's phone takes along: today's visits and their households, and nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.names import name_masked
from courier.domain.phone_items import KEPT_FOR
from courier.domain.understanding.masking import mask
from courier.services.cash_limits import CashRoom, cash_room
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.services.households import HouseholdView, MemberView, households_of_courier
from courier.services.phone_leaves import leaves_of_phone
from courier.services.phone_read_out import read_to, slips_known, sums_aloud
from courier.services.phones import own_phone, unlock_key
from courier.services.read_out import PersonRead
from courier.services.rounds import todays_visits
from courier.services.visit_views import VisitView
from courier.texts import Locale


@dataclass(frozen=True, slots=True)
class PhoneVisit:
    """A visit without telephone; ``contact`` is masked, ``household_id`` of those given along."""

    visit_id: UUID
    visit_no: str
    village: str
    place: str
    state: str
    wanted_on: dt.date | None
    wanted_part: str | None
    contact: str | None
    household_id: UUID | None


@dataclass(frozen=True, slots=True)
class PhoneMember:
    """One person; ``read`` is what is read out, none for who has nothing to pay."""

    view: MemberView
    name: str
    read: PersonRead | None


@dataclass(frozen=True, slots=True)
class PhoneHousehold:
    """A household of one of the visits; ``slip`` tells its slip's code without saying it."""

    household_id: UUID
    household_no: str
    slip: str | None
    members: tuple[PhoneMember, ...]


@dataclass(frozen=True, slots=True)
class PhoneDay:
    """The day as a phone keeps it until ``keep_until``; ``unlock`` opens its store.

    ``aloud`` has the sums that its people may pay, in fen, in the words that people say.
    """

    made_at: dt.datetime
    keep_until: dt.datetime
    unlock: bytes
    coverage_year: int
    courier_no: str
    courier_name: str
    visits: tuple[PhoneVisit, ...]
    households: tuple[PhoneHousehold, ...]
    aloud: Mapping[int, str]
    leaves: tuple[str, ...]
    cash: CashRoom


def phone_day(core: Core, *, actor: Actor, device_token: str, locale: Locale) -> PhoneDay:
    """Today's visits for the registered phone that asks; leaves are set aside for it on the way.

    Raises NotAllowed ``phone_not_registered``.
    """
    now = core.clock.now()
    with core.begin_for(actor) as work:
        phone = own_phone(work, actor, device_token)
        leaves = leaves_of_phone(work, phone, now)
        work.commit()
    visits = todays_visits(core, actor).due
    year = current_coverage_year(core, actor.county_id)
    asked = [one.household_id for one in visits if one.household_id]
    households = households_of_courier(core, actor, asked, year, locale)
    slips = slips_known(core, actor, asked)
    return PhoneDay(
        made_at=now,
        keep_until=now + KEPT_FOR,
        unlock=unlock_key(core, phone),
        coverage_year=year,
        courier_no=phone.courier_no,
        courier_name=phone.name,
        visits=_visits(visits, households),
        households=tuple(_household(one, slips, locale) for one in households),
        aloud=sums_aloud(households, locale),
        leaves=leaves,
        cash=cash_room(core, actor=actor),
    )


def _visits(
    visits: Sequence[VisitView], households: Sequence[HouseholdView]
) -> tuple[PhoneVisit, ...]:
    hers = {one.household_id for one in households}
    return tuple(
        PhoneVisit(
            visit_id=one.visit_id,
            visit_no=one.visit_no,
            village=one.village_name,
            place=mask(one.place or ""),
            state=one.status.value,
            wanted_on=one.wanted_on,
            wanted_part=one.wanted_part,
            contact=name_masked(one.contact_name) if one.contact_name else None,
            household_id=one.household_id if one.household_id in hers else None,
        )
        for one in visits
    )


def _household(view: HouseholdView, slips: Mapping[UUID, str], locale: Locale) -> PhoneHousehold:
    read = read_to(view, locale)
    return PhoneHousehold(
        household_id=view.household_id,
        household_no=view.household_no,
        slip=slips.get(view.household_id),
        members=tuple(
            PhoneMember(one, name_masked(one.name), read.get(one.insuree_id))
            for one in view.members
        ),
    )
