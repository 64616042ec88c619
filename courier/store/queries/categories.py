"""The SQL of categories, dated: a category ends, it is never erased."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from courier.store.rows.people import CategorisedRow
from courier.store.unit_of_work import Work


def person(work: Work, county_id: int, insuree_id: UUID) -> CategorisedRow | None:
    """Where a person is enrolled, when she was born, and what she counts as; None for nobody."""
    return work.first(
        CategorisedRow,
        """select village_code, birth_date, array(select category from insuree_categories c
             where c.county_id = i.county_id and c.insuree_id = i.insuree_id
               and c.valid_to is null) as categories
           from insurees i where county_id = :county_id and insuree_id = :insuree_id""",
        {"county_id": county_id, "insuree_id": insuree_id},
    )


def change(work: Work, facts: Mapping[str, object], *, applies: bool) -> bool:
    """Begin a category today, or end it yesterday; False where it is so already."""
    if applies:
        done = work.run(
            """insert into insuree_categories (county_id, insuree_id, category, evidence,
                 valid_from, recorded_by)
               values (:county_id, :insuree_id, :category, :evidence, :on, :by)
               on conflict (county_id, insuree_id, category) where valid_to is null do nothing""",
            facts,
        )
    else:
        done = work.run(
            """update insuree_categories
               set valid_to = greatest(valid_from, cast(:on as date) - 1)
               where county_id = :county_id and insuree_id = :insuree_id
                 and category = :category and valid_to is null""",
            facts,
        )
    return bool(done.rowcount)


def standing(work: Work, county_id: int, insuree_id: UUID, coverage_year: int) -> str | None:
    """The obligation's status, or ``being_paid`` while a payment is under way; None for none."""
    found = work.scalar(
        """select case when o.status not in ('paid', 'withdrawn') and exists (
               select from payment_items i join premium_claims c using (county_id, attempt_id)
               where i.county_id = o.county_id and i.obligation_id = o.obligation_id
                 and c.released_at is null) then 'being_paid' else o.status end
           from obligations o where o.county_id = :county_id
             and o.insuree_id = :insuree_id and o.coverage_year = :coverage_year""",
        {"county_id": county_id, "insuree_id": insuree_id, "coverage_year": coverage_year},
    )
    return None if found is None else str(found)


def pack_of(work: Work, county_id: int, insuree_id: UUID, coverage_year: int) -> str | None:
    """The pack by which a person's obligation was computed."""
    found = work.scalar(
        """select pack_id from obligations where county_id = :county_id
           and insuree_id = :insuree_id and coverage_year = :coverage_year""",
        {"county_id": county_id, "insuree_id": insuree_id, "coverage_year": coverage_year},
    )
    return None if found is None else str(found)
