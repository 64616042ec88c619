"""People who are to be added to households, and the pictures of their papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.additions import AdditionRow, ReporterRow
from courier.store.unit_of_work import Params, Work

_ADDITIONS = """
select p.case_id, k.case_no, p.household_id, h.household_no, h.village_code, p.courier_id,
  p.reason, p.person, p.outcome, p.insuree_id, k.status, k.taken_by, k.reported_at as asked_at,
  coalesce((select s.words from case_steps s where s.county_id = p.county_id
    and s.case_id = p.case_id and s.step = 'closed' order by s.seq desc limit 1), '') as answer,
  (select count(*) from papers_added a where a.county_id = p.county_id
    and a.case_id = p.case_id) as papers
from people_added p
join cases k on k.county_id = p.county_id and k.case_id = p.case_id
join households h on h.county_id = p.county_id and h.household_id = p.household_id
where p.county_id = :county
"""


def lock_request(work: Work, request_id: UUID) -> None:
    """Wait until whoever sends the same wish at this moment has finished."""
    work.run(
        "select pg_advisory_xact_lock(hashtextextended(:request, 0))",
        {"request": str(request_id)},
    )


def case_of_request(
    work: Work, county_id: int, courier_id: UUID, request_id: UUID
) -> AdditionRow | None:
    """What came of a wish that she sent before."""
    sql = f"{_ADDITIONS} and p.courier_id = :courier and p.request_id = :request"
    params = {"county": county_id, "courier": courier_id, "request": request_id}
    return work.first(AdditionRow, sql, params)


def of_household(work: Work, county_id: int, household_id: UUID) -> list[AdditionRow]:
    """Who is to be added to a household, the newest first."""
    sql = f"{_ADDITIONS} and p.household_id = :household order by p.case_id desc"
    return work.all(AdditionRow, sql, {"county": county_id, "household": household_id})


def of_case(work: Work, county_id: int, case_id: UUID) -> AdditionRow | None:
    """Who is to be added by a case."""
    sql = f"{_ADDITIONS} and p.case_id = :case"
    return work.first(AdditionRow, sql, {"county": county_id, "case": case_id})


def reporter(work: Work, county_id: int, courier_id: UUID) -> ReporterRow | None:
    """Whom the case's end is told to."""
    return work.first(
        ReporterRow,
        "select name, phone from couriers where county_id = :county and courier_id = :courier",
        {"county": county_id, "courier": courier_id},
    )


def insert(work: Work, facts: Params) -> None:
    """Write down who is to be added."""
    work.run(
        """insert into people_added (county_id, case_id, request_id, household_id, courier_id,
             reason, person)
           values (:county_id, :case_id, :request_id, :household_id, :courier_id, :reason,
             :person)""",
        facts,
    )


def insert_papers(
    work: Work, county_id: int, case_id: UUID, papers: Sequence[bytes], at: dt.datetime
) -> None:
    """Keep the sealed pictures, in order."""
    work.run(
        """insert into papers_added (county_id, case_id, paper_no, sealed, given_at)
           values (:county, :case, :number, :sealed, :at)""",
        [
            {"county": county_id, "case": case_id, "number": number, "sealed": sealed, "at": at}
            for number, sealed in enumerate(papers, start=1)
        ],
    )


def paper(work: Work, county_id: int, case_id: UUID, paper_no: int) -> bytes | None:
    """One sealed picture."""
    found: bytes | None = work.scalar(
        """select sealed from papers_added
           where county_id = :county and case_id = :case and paper_no = :number""",
        {"county": county_id, "case": case_id, "number": paper_no},
    )
    return found


def decide(
    work: Work,
    county_id: int,
    case_id: UUID,
    *,
    outcome: str,
    insuree_id: UUID | None,
    at: dt.datetime,
) -> None:
    """What came of it."""
    work.run(
        """update people_added set outcome = :outcome, outcome_at = :at, insuree_id = :insuree
           where county_id = :county and case_id = :case""",
        {
            "county": county_id,
            "case": case_id,
            "outcome": outcome,
            "insuree": insuree_id,
            "at": at,
        },
    )


def erase_old(work: Work, before: dt.datetime) -> int:
    """Erase papers and persons of cases closed before; of how many cases."""
    over = """select p.county_id, p.case_id from people_added p
      join cases k on k.county_id = p.county_id and k.case_id = p.case_id
      where p.person is not null and p.outcome_at < :before and k.status = 'closed'"""
    erased = f"delete from papers_added where (county_id, case_id) in ({over})"
    work.run(erased, {"before": before})
    emptied = f"update people_added set person = null where (county_id, case_id) in ({over})"
    return int(work.run(emptied, {"before": before}).rowcount)
