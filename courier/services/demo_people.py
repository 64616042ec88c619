"""The demo's people, from its roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from courier.domain.identity import IdNumber
from courier.domain.names import clean_name, sort_key
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.store.queries import demo as sql
from courier.store.unit_of_work import Work

JOINED_ON = dt.date(2020, 1, 1)


def add_people(
    core: Core, work: Work, roster: Sequence[Mapping[str, str]], words: Mapping[str, Any]
) -> None:
    """Add households and people; ``words`` holds the codes of categories and relations."""
    county_id, households = int(words["county_id"]), dict[tuple[str, str], UUID]()
    for row in roster:
        place = (row["村代码"], row["户号"])
        if place not in households:
            households[place] = _add_household(work, county_id, *place)
        person = _person(core, row, county_id)
        person |= {
            "household_id": households[place],
            "relation": words["relations"][row["与户主关系"]],
        }
        for statement in (sql.ADD_INSUREE, sql.ADD_IDENTITY, sql.ADD_MEMBERSHIP):
            work.run(statement, person)
        for word in filter(None, row["类别"].split("、")):
            work.run(sql.ADD_CATEGORY, {**person, "category": words["categories"][word]})


def _add_household(work: Work, county_id: int, village_code: str, household_no: str) -> UUID:
    household_id = uuid4()
    facts = {"household_id": household_id, "household_no": household_no}
    work.run(sql.ADD_HOUSEHOLD, {**facts, "county_id": county_id, "village_code": village_code})
    return household_id


def _person(core: Core, row: Mapping[str, str], county_id: int) -> dict[str, object]:
    number = IdNumber.from_text(row["身份证号"], today=china_day(core))
    name = clean_name(row["姓名"])
    phone = row["手机号"]
    return {
        "county_id": county_id,
        "insuree_id": uuid4(),
        "name": name,
        "name_sort": sort_key(name),
        "id_number": core.sealer.seal(FieldKind.ID_NUMBER, number.value),
        "id_masked": number.masked,
        "birth_date": number.birth_date,
        "sex": number.sex.value,
        "phone": core.sealer.seal(FieldKind.PHONE, phone) if phone else None,
        "village_code": row["村代码"],
        "on": JOINED_ON,
    }
