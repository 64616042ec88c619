"""The SQL of categories, dated: a category ends, it is never erased."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from courier.store.unit_of_work import Work


def village_of(work: Work, county_id: int, insuree_id: UUID) -> str | None:
    """Where a person is enrolled, None if nobody is meant."""
    found = work.scalar(
        """select village_code from insurees
           where county_id = :county_id and insuree_id = :insuree_id""",
        {"county_id": county_id, "insuree_id": insuree_id},
    )
    return None if found is None else str(found)


def change(work: Work, facts: Mapping[str, object], *, applies: bool) -> None:
    """Begin a category today, or end it yesterday; no change where it is so already."""
    if applies:
        work.run(
            """insert into insuree_categories (county_id, insuree_id, category, evidence,
                 valid_from, recorded_by)
               values (:county_id, :insuree_id, :category, :evidence, :on, :by)
               on conflict (county_id, insuree_id, category) where valid_to is null do nothing""",
            facts,
        )
        return
    work.run(
        """update insuree_categories set valid_to = greatest(valid_from, cast(:on as date) - 1)
           where county_id = :county_id and insuree_id = :insuree_id and category = :category
             and valid_to is null""",
        facts,
    )


def pack_of(work: Work, county_id: int, insuree_id: UUID, coverage_year: int) -> str | None:
    """The pack by which a person's obligation was computed."""
    found = work.scalar(
        """select pack_id from obligations where county_id = :county_id
           and insuree_id = :insuree_id and coverage_year = :coverage_year""",
        {"county_id": county_id, "insuree_id": insuree_id, "coverage_year": coverage_year},
    )
    return None if found is None else str(found)
