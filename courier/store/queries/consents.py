"""Consents: what was read out, and that somebody agreed. Never changed, only added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.households import ConsentRow, GivenConsentRow, NewConsent
from courier.store.unit_of_work import Params, Work


def lock_owed(
    work: Work, county_id: int, household_id: UUID, insurees: Sequence[UUID], coverage_year: int
) -> list[ConsentRow]:
    """What these members of the household owe, locked so that no amount changes meanwhile."""
    return work.all(
        ConsentRow,
        """select i.insuree_id, i.name, i.birth_date, o.obligation_id, o.status, o.own_fen
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
    evidence_id: UUID | None = None,
) -> None:
    """Write down that these people agreed, in one statement."""
    work.run(
        """insert into consents (county_id, visit_id, insuree_id, coverage_year, own_fen, method,
             said_text, locale, courier_id, at, evidence_id)
           select :county, :visit, insuree_id, :year, own_fen, :method, said_text, :locale,
             :courier, :at, :evidence
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
            "evidence": evidence_id,
            "insurees": [str(one.insuree_id) for one in people],
            "fen": [one.own_fen for one in people],
            "texts": [one.said_text for one in people],
        },
    )


def insert_evidence(work: Work, facts: Params) -> None:
    """Keep what was read out and what was left as proof, sealed."""
    work.run(
        """insert into consent_evidence (county_id, evidence_id, household_id, coverage_year,
             courier_id, sealed, at)
           values (:county_id, :evidence_id, :household_id, :coverage_year, :courier_id, :sealed,
             :at)""",
        facts,
    )


def of_person(work: Work, county_id: int, insuree_id: UUID) -> list[GivenConsentRow]:
    """A person's consents with their evidence, the newest first."""
    return work.all(
        GivenConsentRow,
        """select c.coverage_year, c.own_fen, c.method, c.locale, c.said_text, c.at,
             k.name as courier_name, k.courier_no, c.evidence_id is not null as was_kept, e.sealed
           from consents c
           join couriers k on k.county_id = c.county_id and k.courier_id = c.courier_id
           left join consent_evidence e on e.county_id = c.county_id
             and e.evidence_id = c.evidence_id
           where c.county_id = :county and c.insuree_id = :insuree
           order by c.at desc, c.consent_id desc""",
        {"county": county_id, "insuree": insuree_id},
    )


def erase_evidence(work: Work, last_year: int) -> int:
    """Erase the evidence of this coverage year and of those before; how many."""
    sql = "delete from consent_evidence where coverage_year <= :last_year"
    return int(work.run(sql, {"last_year": last_year}).rowcount)
