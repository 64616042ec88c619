"""Consents: what was read out, and that somebody agreed. Never changed, only added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.households import ConsentRow, NewConsent
from courier.store.unit_of_work import Work


def lock_owed(
    work: Work, county_id: int, household_id: UUID, insurees: Sequence[UUID], coverage_year: int
) -> list[ConsentRow]:
    """What these members of the household owe, locked so that no amount changes meanwhile."""
    return work.all(
        ConsentRow,
        """select i.insuree_id, i.name, o.obligation_id, o.status, o.own_fen
           from memberships m
           join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
           join obligations o on o.county_id = i.county_id and o.insuree_id = i.insuree_id
             and o.coverage_year = :year
           where m.county_id = :county and m.household_id = :household and m.left_on is null
             and i.insuree_id = any (cast(:insurees as uuid[]))
           order by m.relation <> 'head', i.birth_date, i.name_sort
           for share of o""",
        {
            "county": county_id,
            "household": household_id,
            "insurees": [str(one) for one in insurees],
            "year": coverage_year,
        },
    )


def insert_consents(
    work: Work,
    county_id: int,
    people: Sequence[NewConsent],
    *,
    visit_id: UUID | None,
    coverage_year: int,
    method: str,
    locale: str,
    courier_id: UUID,
    at: dt.datetime,
) -> None:
    """Write down that these people agreed, in one statement."""
    work.run(
        """insert into consents (county_id, visit_id, insuree_id, coverage_year, own_fen, method,
             said_text, locale, courier_id, at)
           select :county, :visit, insuree_id, :year, own_fen, :method, said_text, :locale,
             :courier, :at
           from unnest(cast(:insurees as uuid[]), cast(:fen as bigint[]), cast(:texts as text[]))
             as agreed (insuree_id, own_fen, said_text)""",
        {
            "county": county_id,
            "visit": visit_id,
            "year": coverage_year,
            "method": method,
            "locale": locale,
            "courier": courier_id,
            "at": at,
            "insurees": [str(one.insuree_id) for one in people],
            "fen": [one.own_fen for one in people],
            "texts": [one.said_text for one in people],
        },
    )
