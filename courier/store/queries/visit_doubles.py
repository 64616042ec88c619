"""Other visits to one household, and what changed about it since the visit was asked for."""

from __future__ import annotations

from uuid import UUID

from courier.domain.visits import OVER
from courier.store.rows.visit_doubles import HouseholdNowRow, ListedVisitRow
from courier.store.unit_of_work import Work

_OVER = [state.value for state in OVER]


def household_now(
    work: Work, county_id: int, visit_id: UUID, coverage_year: int
) -> HouseholdNowRow | None:
    """How a visit's household stands; a household that a courier may not see lives elsewhere."""
    return work.first(
        HouseholdNowRow,
        """select
             array(select coalesce(c.name, colleague_name(o.courier_id), '') from visits o
               left join couriers c on c.county_id = o.county_id and c.courier_id = o.courier_id
               where o.county_id = v.county_id and o.household_id = v.household_id
                 and o.visit_id <> v.visit_id and o.courier_id <> v.courier_id
                 and not o.status = any (:over) order by 1) as others,
             exists (select from households h where h.county_id = v.county_id
               and h.household_id = v.household_id and h.village_code = v.village_code)
               as lives_here,
             count(m.insuree_id)::int as people,
             count(*) filter (where b.status in ('open', 'unknown'))::int as owing,
             count(*) filter (where b.status = 'paid')::int as paid
           from visits v
           left join memberships m on m.county_id = v.county_id
             and m.household_id = v.household_id and m.left_on is null
           left join obligations b on b.county_id = m.county_id and b.insuree_id = m.insuree_id
             and b.coverage_year = :year
           where v.county_id = :county and v.visit_id = :visit and v.household_id is not null
           group by v.county_id, v.visit_id""",
        {"county": county_id, "visit": visit_id, "year": coverage_year, "over": _OVER},
    )


def listed_for(
    work: Work, county_id: int, household_id: UUID, visit_id: UUID
) -> list[ListedVisitRow]:
    """Visits from lists to a household that nobody has taken, besides one; locked."""
    return work.all(
        ListedVisitRow,
        """select visit_id, visit_no from visits where county_id = :county
             and household_id = :household and visit_id <> :visit and asked_through = 'list'
             and status = 'requested' for update""",
        {"county": county_id, "household": household_id, "visit": visit_id},
    )
