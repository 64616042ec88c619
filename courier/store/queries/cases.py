"""Cases and their steps, bounded by the county and the area of who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from courier.domain.cases import CaseStatus, CaseStep
from courier.store.rows.cases import CaseRow, CaseStepRow, NewCaseRow
from courier.store.unit_of_work import Work

_CASES = """
select k.county_id, k.case_id, k.case_no, k.kind, k.region_code, r.name as region_name,
  coalesce(above.name, '') as above_name, r.level, k.conversation_id, k.locale, k.what, k.story,
  k.place, k.happened, k.contact, k.phone, k.status, k.taken_by, a.name as taken_by_name,
  k.reported_at, k.changed_at, k.card_no, k.card_reason, k.card_courier_id
from cases k
join regions r on r.region_code = k.region_code
left join regions above on above.region_code = r.parent_code
left join admins a on a.county_id = k.county_id and a.admin_id = k.taken_by
where k.county_id = :county_id
"""


def insert_case(work: Work, new: NewCaseRow, case_no: str, now: dt.datetime) -> UUID | None:
    """Write it down; None if its number is taken."""
    found: UUID | None = work.scalar(
        """insert into cases (county_id, case_no, kind, region_code, conversation_id, locale, what,
             story, place, happened, contact, phone, card_no, card_reason, card_courier_id,
             visit_id, reported_at, changed_at)
           values (:county_id, :case_no, :kind, :region_code, :conversation_id, :locale, :what,
             :story, :place, :happened, :contact, :phone, :card_no, :card_reason,
             :card_courier_id, :visit_id, :now, :now)
           on conflict (county_id, case_no) do nothing returning case_id""",
        {**asdict(new), "case_no": case_no, "now": now},
    )
    return found


def add_step(
    work: Work,
    county_id: int,
    case_id: UUID,
    *,
    step: CaseStep,
    now: dt.datetime,
    admin_id: UUID | None = None,
    words: str = "",
) -> None:
    """Append to the history; the caller holds the case's lock, or has just made it."""
    work.run(
        """insert into case_steps (county_id, case_id, seq, step, at, admin_id, words)
           select :county, :case, coalesce(max(seq), 0) + 1, :step, :now, :admin, :words
           from case_steps where county_id = :county and case_id = :case""",
        {
            "county": county_id,
            "case": case_id,
            "step": step.value,
            "now": now,
            "admin": admin_id,
            "words": words,
        },
    )


def stand(
    work: Work, county_id: int, case_id: UUID, *, status: CaseStatus, by: UUID, now: dt.datetime
) -> None:
    """The case stands somewhere else now, in the hands of ``by``."""
    work.run(
        """update cases set status = :status, taken_by = :by, changed_at = :now
           where county_id = :county and case_id = :case""",
        {"county": county_id, "case": case_id, "status": status.value, "by": by, "now": now},
    )


def listed(
    work: Work, area: Mapping[str, object], *, is_closed: bool, before: UUID | None, most: int
) -> list[CaseRow]:
    """Cases of the area, newest first, older than ``before``."""
    states = "k.status = 'closed'" if is_closed else "k.status <> 'closed'"
    sql = f"""{_CASES} and k.region_code like :area and {states}
              and (cast(:before as uuid) is null or k.case_id < :before)
              order by k.case_id desc limit :most"""
    return work.all(CaseRow, sql, {**area, "before": before, "most": most})


def case_of_area(
    work: Work, area: Mapping[str, object], case_id: UUID, *, lock: bool = False
) -> CaseRow | None:
    """One case of the area, locked for a step if wanted."""
    sql = f"{_CASES} and k.region_code like :area and k.case_id = :case"
    return work.first(
        CaseRow, sql + (" for update of k" if lock else ""), {**area, "case": case_id}
    )


def case_numbered(work: Work, county_id: int, case_no: str) -> CaseRow | None:
    """One case by the number that its reporter has."""
    return work.first(
        CaseRow, _CASES + " and k.case_no = :no", {"county_id": county_id, "no": case_no}
    )


def steps(work: Work, county_id: int, case_id: UUID) -> list[CaseStepRow]:
    """The history, oldest first."""
    return work.all(
        CaseStepRow,
        """select s.seq, s.step, s.at, a.name as admin_name, s.words from case_steps s
           left join admins a on a.county_id = s.county_id and a.admin_id = s.admin_id
           where s.county_id = :county and s.case_id = :case order by s.seq""",
        {"county": county_id, "case": case_id},
    )


def recent_of_conversation(work: Work, conversation_id: UUID, since: dt.datetime) -> int:
    """How many cases a conversation has made lately."""
    return int(
        work.scalar(
            "select count(*) from cases where conversation_id = :id and reported_at > :since",
            {"id": conversation_id, "since": since},
        )
    )
