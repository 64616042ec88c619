"""Fills an empty database with the demo county: invented places, people and staff.

Everything that has a use-case goes through it, so the demo shows what the product does.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from courier.domain.errors import BadInput, Conflict
from courier.domain.names import sort_key
from courier.domain.permissions import Role
from courier.domain.visits import AskedThrough
from courier.services.admins import create_admin
from courier.services.core import Actor, ActorKind, Core
from courier.services.coverage import china_day
from courier.services.demo_checks import show_checks
from courier.services.demo_couriers import Stage, Walk
from courier.services.demo_guard import is_marked, mark_as_demo
from courier.services.invitations import invite_courier
from courier.services.rosters import import_roster
from courier.services.slips import issue_slips, slip_picture
from courier.services.visits import request_visit
from courier.store.queries import demo as sql
from courier.store.queries import receipt_books
from courier.store.rows.demo import DemoAdminRow

COUNTY_ROLE, TOWNSHIP_ROLE = "county", "township"
BOOK_LEAVES = 50


@dataclass(frozen=True)
class DemoFolder:
    """Where the demo's data stands: ``regions.csv``, ``staff.json``, the roster, portraits."""

    path: Path

    @cached_property
    def staff(self) -> Mapping[str, Any]:
        """Everything that is not a place or a person of the roster."""
        read: Mapping[str, Any] = json.loads((self.path / "staff.json").read_text("utf-8"))
        return read

    def rows(self, name: str) -> list[dict[str, str]]:
        """A table's rows by column."""
        with (self.path / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def county_id(self) -> int:
        """The demo county's number."""
        return int(self.staff["county_id"])


def is_seeded(core: Core) -> bool:
    """Whether the demo county is complete in this database."""
    with core.begin() as work:
        return is_marked(work) and bool(work.scalar(sql.IS_COMPLETE))


def seed_demo(core: Core, folder: DemoFolder, password_of: Callable[[str], str]) -> None:
    """Fill the migrated, empty database. ``password_of`` gives an admin's by sign-in name.

    What an interrupted run has done is not done twice. Raises Refused ``demo_refused`` on a
    database that is not the demo's.
    """
    _found_county(core, folder)
    _appoint(core, folder, password_of)
    _enrol(core, folder)
    _collect(core, folder)
    _hire(core, folder)
    _ask_for_visits(core, folder)
    show_checks(core, folder.county_id)
    with core.begin() as work:
        work.run(sql.MARK_COMPLETE, {"county_id": folder.county_id})
        work.commit()


def invite_demo_courier(core: Core, folder: DemoFolder) -> str | None:
    """A fresh invitation for a courier, so that this browser can be her phone.

    None when no courier is at work any more.
    """
    with core.begin() as work:
        courier_id: UUID | None = work.scalar(sql.FIRST_COURIER, {"county_id": folder.county_id})
    if courier_id is None:
        return None
    return invite_courier(
        core, actor=_admin(core, folder, COUNTY_ROLE), courier_id=courier_id
    ).token


def demo_courier_no(core: Core, folder: DemoFolder) -> str:
    """The number that the demo's courier signs in with; empty when none is at work."""
    with core.begin() as work:
        return str(work.scalar(sql.FIRST_COURIER_NO, {"county_id": folder.county_id}) or "")


def demo_slip(core: Core, folder: DemoFolder, locale: str) -> bytes:
    """The walk-through household's slip as PNG. Raises OutsideFailed ``font_missing``."""
    visit = folder.staff["visits"][0]
    household_id = _household(core, folder, visit)
    return slip_picture(core, _admin(core, folder, COUNTY_ROLE), household_id, locale)


def _found_county(core: Core, folder: DemoFolder) -> None:
    with core.begin() as work:
        if is_marked(work):
            return
        mark_as_demo(work)
        for region in folder.rows("regions.csv"):
            work.run(sql.ADD_REGION, _region(region, folder.county_id))
        work.commit()


def _appoint(core: Core, folder: DemoFolder, password_of: Callable[[str], str]) -> None:
    for admin in folder.staff["admins"]:
        facts = {**admin, "role": Role(admin["role"])}
        password = password_of(admin["sign_in_name"])
        with suppress(Conflict):  # appointed before an interruption
            create_admin(core, county_id=folder.county_id, password=password, **facts)


def _enrol(core: Core, folder: DemoFolder) -> None:
    """The people come in as everywhere: by the county's roster."""
    report = import_roster(
        core,
        actor=_admin(core, folder, COUNTY_ROLE),
        county_id=folder.county_id,
        file_name=folder.staff["roster"],
        data=folder.path / folder.staff["roster"],
        pack_id=folder.staff["pack"],
        coverage_year=int(folder.staff["coverage_year"]),
        dry_run=False,
        all_or_nothing=True,
    )
    if not report.applied:
        raise BadInput("demo_roster_bad", rows=report.rows_bad)


def _region(region: Mapping[str, str], county_id: int) -> dict[str, object]:
    above = region["level"] in ("province", "city")
    return {
        **region,
        "parent": region["parent"] or None,
        "phone": region["phone"] or None,
        "name_sort": sort_key(region["name"]),
        "county_id": None if above else county_id,
    }


def _collect(core: Core, folder: DemoFolder) -> None:
    """The villages' targets, and a slip for each household."""
    county, year = folder.county_id, int(folder.staff["coverage_year"])
    chief = _admin(core, folder, COUNTY_ROLE)
    with core.begin() as work:
        work.run(sql.SET_TARGETS, {"county_id": county, "year": year})
        households = list(work.run(sql.ALL_HOUSEHOLDS, {"county_id": county}).scalars())
        work.commit()
    issue_slips(core, chief, households)


def _hire(core: Core, folder: DemoFolder) -> None:
    clerk = _admin(core, folder, TOWNSHIP_ROLE)
    chief = _admin(core, folder, COUNTY_ROLE)
    with core.begin() as work:
        hired = work.scalar(sql.COUNT_COURIERS, {"county_id": folder.county_id})
    for person in folder.staff["couriers"][hired:]:
        portrait = (folder.path / person["photo"]).read_bytes()
        walk = Walk(core, clerk, chief, person, portrait)
        courier_id = walk.to(Stage(person["stage"]))
        if person["stage"] == Stage.APPROVED:
            _give_book(core, chief, courier_id)


def _give_book(core: Core, chief: Actor, courier_id: UUID) -> None:
    with core.begin() as work:
        county_id = chief.county_id
        receipt_books.issue_book(work, county_id, courier_id, BOOK_LEAVES, chief.person_id)
        work.commit()


def _ask_for_visits(core: Core, folder: DemoFolder) -> None:
    for visit in folder.staff["visits"]:
        request_visit(
            core,
            village_code=visit["village_code"],
            contact_name=visit["contact_name"],
            contact_phone=visit["contact_phone"],
            place=visit["place"],
            wanted_on=china_day(core),
            note=visit["note"],
            asked_through=AskedThrough.CHAT,
        )


def _household(core: Core, folder: DemoFolder, visit: Mapping[str, str]) -> UUID:
    facts = {"village_code": visit["village_code"], "household_no": visit["household_no"]}
    with core.begin() as work:
        found: UUID = work.scalar(sql.HOUSEHOLD, {**facts, "county_id": folder.county_id})
    return found


def _admin(core: Core, folder: DemoFolder, role: str) -> Actor:
    with core.begin() as work:
        county = folder.county_id
        rows = work.all(DemoAdminRow, sql.ADMIN_OF_ROLE, {"county_id": county, "role": role})
    first = rows[0]  # every role of staff.json has somebody
    return Actor(ActorKind.ADMIN, county, first.admin_id, first.name, first.region_code, role)
