"""A small county for tests: two townships of two villages, admins, couriers, households."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from stdnum.cn import ric

from courier.ports import FieldKind
from courier.services.core import Actor, ActorKind, Core

COUNTY_ID = 990101
COUNTY = "990101000000"
EAST, WEST = "990101101000", "990101102000"
PEACH, PLUM, WILLOW, PINE = "990101101001", "990101101002", "990101102001", "990101102002"
YEAR = 2027
TAUGHT_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
REGIONS = [
    ("990000000000", None, "province", "演示省"),
    ("990100000000", "990000000000", "city", "演示市"),
    (COUNTY, "990100000000", "county", "演示县"),
    (EAST, COUNTY, "township", "东河镇"),
    (WEST, COUNTY, "township", "西山镇"),
    (PEACH, EAST, "village", "桃花村"),
    (PLUM, EAST, "village", "李家村"),
    (WILLOW, WEST, "village", "柳树村"),
    (PINE, WEST, "village", "松林村"),
]


def id_number(serial: int, born: dt.date = dt.date(1980, 1, 1), place: str = "110101") -> str:
    """A valid invented ID number; ``serial`` 0 to 999, odd ones are men."""
    body = f"{place}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


@dataclass
class County:
    """What a test may use."""

    core: Core
    clerk: Actor
    chief: Actor
    courier: Actor
    other_courier: Actor

    def household(
        self, people: list[tuple[str, dt.date, list[str]]], village: str = PEACH
    ) -> tuple[UUID, list[UUID]]:
        """Insert a household; returns its id and the ids of its insurees, in order."""
        household_id, insurees = uuid4(), []
        with self.core.begin() as work:
            number = work.scalar("select count(*) + 1 from households")
            work.run(
                "insert into households (county_id, household_id, village_code, household_no)"
                " values (:c, :h, :v, :n)",
                {"c": COUNTY_ID, "h": household_id, "v": village, "n": f"{number:04d}"},
            )
            for position, (name, born, categories) in enumerate(people):
                insurees.append(self._person(work, household_id, name, born, categories, village))
                work.run(
                    "insert into memberships (county_id, household_id, insuree_id, relation,"
                    " joined_on) values (:c, :h, :i, :r, '2020-01-01')",
                    {
                        "c": COUNTY_ID,
                        "h": household_id,
                        "i": insurees[-1],
                        "r": "head" if position == 0 else "other",
                    },
                )
            work.commit()
        return household_id, insurees

    def _person(self, work, household_id, name, born, categories, village) -> UUID:
        insuree_id = uuid4()
        serial = int(hashlib.sha256(insuree_id.bytes).hexdigest(), 16) % 1000
        place = f"11{int(insuree_id) % 10000:04d}"
        number = id_number(serial, born, place)
        sealed = self.core.sealer.seal(FieldKind.ID_NUMBER, number)
        row = {
            "c": COUNTY_ID,
            "i": insuree_id,
            "n": name,
            "s": sealed,
            "m": number[0] + "*" * 16 + number[-1],
            "b": born,
            "x": "male" if serial % 2 else "female",
            "v": village,
        }
        work.run(
            "insert into insurees (county_id, insuree_id, name, name_sort, id_number, id_masked,"
            " birth_date, sex, village_code) values (:c, :i, :n, :n, :s, :m, :b, :x, :v)",
            row,
        )
        work.run("insert into person_identities values (:s, :c, :i)", row)
        for category in categories:
            work.run(
                "insert into insuree_categories (county_id, insuree_id, category, valid_from,"
                " recorded_by) values (:c, :i, :k, '2020-01-01', 'test')",
                {**row, "k": category},
            )
        return insuree_id


def make_county(core: Core) -> County:
    """Build it with plain SQL, so that services are tested against an independent hand."""
    with core.begin() as work:
        for code, parent, level, name in REGIONS:
            county = COUNTY_ID if level in ("county", "township", "village") else None
            work.run(
                "insert into regions values (:r, :p, :l, :n, :n, :c, '0990-1234567')",
                {"r": code, "p": parent, "l": level, "n": name, "c": county},
            )
        clerk = _admin(work, "township", EAST, "录入员")
        chief = _admin(work, "county", COUNTY, "审核员")
        first = _courier(work, clerk, chief, "900001", "王小花", EAST, [PEACH, PLUM])
        second = _courier(work, clerk, chief, "900002", "李大山", WEST, [WILLOW, PINE, PEACH])
        phone = core.sealer.seal(FieldKind.PHONE, "13900000001")
        work.run("update couriers set phone = :p", {"p": phone})
        work.commit()
    return County(core, clerk, chief, first, second)


def _admin(work, role: str, region: str, name: str) -> Actor:
    admin_id = uuid4()
    work.run(
        "insert into admins (county_id, admin_id, sign_in_name, name, password_hash, role,"
        " region_code) values (:c, :i, :s, :n, '-', :r, :g)",
        {
            "c": COUNTY_ID,
            "i": admin_id,
            "s": f"{role}-{admin_id}",
            "n": name,
            "r": role,
            "g": region,
        },
    )
    return Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, name, region, role)


def make_active(work, which: str, facts: dict[str, object]) -> None:
    """Candidates become couriers at once: taught, seen by admin ``a``, approved by admin ``b``."""
    admins = {"a": facts["a"].person_id, "b": facts["b"].person_id, "c": COUNTY_ID}
    ones = f"select county_id, courier_id from couriers where county_id = :c and {which}"
    steps = (
        (
            "insert into quiz_tries (county_id, courier_id, seq, at, day, asked, wrong)"
            f" select county_id, courier_id, 1, :at, '2026-11-01', 10, '{{}}' from ({ones})"
        ),
        (
            "insert into identity_checks (county_id, courier_id, seq, paper, at, by_admin)"
            f" select county_id, courier_id, 1, 'identity_card', :at, :a from ({ones})"
        ),
        (
            "update couriers set status = 'active', approved_by = :b, decided_at = :at"
            f" where county_id = :c and {which}"
        ),
    )
    for sql in steps:
        work.run(sql, {**facts, **admins, "at": TAUGHT_AT})


def _courier(work, clerk, chief, number, name, township, villages) -> Actor:
    courier_id = uuid4()
    work.run(
        "insert into couriers (county_id, courier_id, courier_no, name, phone, township_code,"
        " created_by) values (:c, :i, :o, :n, '\\x00', :t, :a)",
        {
            "c": COUNTY_ID,
            "i": courier_id,
            "o": number,
            "n": name,
            "t": township,
            "a": clerk.person_id,
        },
    )
    make_active(work, "courier_id = :i", {"i": courier_id, "a": clerk, "b": chief})
    for village in villages:
        work.run(
            "insert into courier_villages values (:c, :i, :v)",
            {"c": COUNTY_ID, "i": courier_id, "v": village},
        )
    return Actor(ActorKind.COURIER, COUNTY_ID, courier_id, name, township)
