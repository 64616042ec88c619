"""Whom a visit that came to nothing was about."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.visit_outcomes import PersonRow
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
