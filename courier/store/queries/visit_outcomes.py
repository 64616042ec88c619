"""Whom a visit that came to nothing was about."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.visit_outcomes import PersonRow, ToldElsewhereRow
from courier.store.unit_of_work import Work


def people(work: Work, county_id: int, household_id: UUID) -> list[PersonRow]:
    """Who lives in the household now, oldest first."""
    return work.all(
        PersonRow,
        """select i.insuree_id, i.name from memberships m
           join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
           where m.county_id = :county and m.household_id = :household and m.left_on is null
           order by i.birth_date, i.name_sort""",
        {"county": county_id, "household": household_id},
    )


def household_no(work: Work, county_id: int, household_id: UUID | None) -> str | None:
    """The number of a household; None where there is none."""
    found: str | None = work.scalar(
        """select household_no from households
           where county_id = :county and household_id = :household""",
        {"county": county_id, "household": household_id},
    )
    return found


def told_elsewhere(
    work: Work, county_id: int, household_id: UUID | None
) -> ToldElsewhereRow | None:
    """What the household said last about paying somewhere else."""
    return work.first(
        ToldElsewhereRow,
        """select s.visit_id, s.detail, s.at from visits v
           join visit_states s on s.county_id = v.county_id and s.visit_id = v.visit_id
           where v.county_id = :county and v.household_id = :household
             and s.reason = 'already_paid' and s.detail is not null
           order by s.at desc limit 1""",
        {"county": county_id, "household": household_id},
    )
