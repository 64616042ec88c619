"""A county on the morning of a long day: couriers with their books, and households that asked.

Everything is made by the product's own use-cases, so that what is measured is what there will be.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from courier.domain.receipts import LEAVES
from courier.services.core import Actor, ActorKind, Core
from courier.services.coverage import china_day
from courier.services.invitations import invite_courier
from courier.services.slips import issue_slips
from courier.services.visits import request_visit
from tests.factories.county import COUNTY_ID, EAST, County, id_number, make_county
from tests.factories.money import give_book
from tests.factories.people_at_work import approved
from tests.factories.rosters import csv_file, imported, person

COURIERS_A_VILLAGE = 2  # so that some reach for the same visit
LARGEST_FAMILY = 4
BOOKS = 2
FIRST_BIRTH = dt.date(1950, 1, 1)
SERIALS = 999  # that an ID number has for one day of birth


@dataclass
class Village:
    """A village with the slips of its households; a courier asks at one door after another."""

    code: str
    slips: list[str] = field(default_factory=list)


@dataclass
class Invited:
    """A courier who waits for her first sign-in, and where she works."""

    token: str
    village: Village


@dataclass
class Morning:
    """The county before the first courier sets out."""

    county: County
    couriers: list[Invited]
    villages: list[Village]
    visits: int


def make_morning(core: Core, *, couriers: int, visits: int) -> Morning:
    """Build it: each visit is to a household of one to four people of its own."""
    county = make_county(core)
    count = max(1, couriers // COURIERS_A_VILLAGE)
    villages = [Village(f"{EAST[:9]}{number:03d}") for number in range(100, 100 + count)]
    _settle(core, villages)
    places = [villages[number % count] for number in range(visits)]
    imported(core, county, csv_file(*_people(places)))
    _issue(core, county, villages)
    for number, village in enumerate(places):
        _ask(core, village, number)
    hired = [_hired(core, county, villages[number % count], number) for number in range(couriers)]
    return Morning(county, hired, villages, visits)


def _settle(core: Core, villages: list[Village]) -> None:
    with core.begin() as work:
        for number, village in enumerate(villages, start=1):
            work.run(
                "insert into regions values (:r, :p, 'village', :n, :n, :c, null)",
                {"r": village.code, "p": EAST, "n": f"第{number}村", "c": COUNTY_ID},
            )
        work.commit()


def _people(places: list[Village]) -> list[list[str]]:
    rows = []
    for household, village in enumerate(places):
        for member in range(1 + household % LARGEST_FAMILY):
            serial = len(rows)
            born = FIRST_BIRTH + dt.timedelta(days=serial // SERIALS)
            row = person(
                "王桂英",
                number=id_number(serial % SERIALS, born),
                village=village.code,
                household=f"{household:05d}",
                relation="其他" if member else "户主",
            )
            rows.append(row)
    return rows


def _issue(core: Core, county: County, villages: list[Village]) -> None:
    with core.begin() as work:
        rows = work.run("select household_id, village_code from households").all()
    of_village = {village.code: village for village in villages}
    codes = issue_slips(core, county.chief, [row.household_id for row in rows])
    for row in rows:
        of_village[row.village_code].slips.append(codes[row.household_id])


def _ask(core: Core, village: Village, number: int) -> None:
    request_visit(
        core,
        village_code=village.code,
        contact_name="王大妈",
        contact_phone=f"137{number:08d}",
        place="村口",
        wanted_on=china_day(core),
        note="",
        asked_through="web",
    )


def _hired(core: Core, county: County, village: Village, number: int) -> Invited:
    courier_id = approved(core, county, phone=f"138{number:08d}", village_codes=(village.code,))
    hers = Actor(ActorKind.COURIER, COUNTY_ID, courier_id, "", EAST)
    for _ in range(BOOKS):
        give_book(core, county, hers, leaves=LEAVES)
    token = invite_courier(core, actor=county.clerk, courier_id=courier_id).token
    return Invited(token, village)
