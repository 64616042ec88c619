"""Whether payments of a household have arrived."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.arrivals import ArrivalRow, HouseholdRef
from courier.store.unit_of_work import Work

_HOUSEHOLDS = """
select distinct h.county_id, h.household_id, coalesce(t.phone, c.phone) as office_phone
from households h
join regions v on v.region_code = h.village_code
join regions t on t.region_code = v.parent_code
join regions c on c.region_code = t.parent_code
"""


def household_of_slip(work: Work, county_id: int, token: str) -> HouseholdRef | None:
    """The household of a slip that is valid."""
    return work.first(
        HouseholdRef,
        f"""{_HOUSEHOLDS} join slips s on s.county_id = h.county_id
              and s.household_id = h.household_id
            where s.county_id = :county and s.token = :token and s.revoked_at is null""",
        {"county": county_id, "token": token},
    )


def households_of_phone(work: Work, phone: bytes, most: int) -> list[HouseholdRef]:
    """Households with a present member whose number on file this is, in whatever county."""
    return work.all(
        HouseholdRef,
        f"""{_HOUSEHOLDS}
            join memberships m on m.county_id = h.county_id and m.household_id = h.household_id
              and m.left_on is null
            join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
            where i.phone = :phone order by h.county_id, h.household_id limit :most""",
        {"phone": phone, "most": most},
    )


def members(work: Work, county_id: int, household_id: UUID, year: int) -> list[ArrivalRow]:
    """All present members, the head first, and how each one's premium of the year stands."""
    return work.all(
        ArrivalRow,
        """select i.insuree_id, i.name, o.status, o.own_fen, r.receipt_no,
             r.amount_fen as paid_fen, r.channel, r.issued_at,
             exists (select from payment_items p
               join waiting_attempts w using (county_id, attempt_id)
               where p.county_id = i.county_id and p.insuree_id = i.insuree_id
                 and p.coverage_year = :year) as is_waiting,
             exists (select from payment_items p join suspense_items s using (county_id, attempt_id)
               where p.county_id = i.county_id and p.insuree_id = i.insuree_id
                 and p.coverage_year = :year and not exists (
                   select from refunds f join refund_states d using (county_id, refund_id)
                   where f.county_id = s.county_id and f.suspense_id = s.suspense_id
                     and d.state = 'done')) as is_held
           from memberships m
           join insurees i using (county_id, insuree_id)
           left join obligations o on o.county_id = i.county_id and o.insuree_id = i.insuree_id
             and o.coverage_year = :year
           left join lateral (select r.* from receipts r
             where r.county_id = i.county_id and r.insuree_id = i.insuree_id
               and r.coverage_year = :year and not exists (select from receipt_voids x
                 where x.county_id = r.county_id and x.receipt_no = r.receipt_no)
             order by r.issued_at desc limit 1) r on true
           where m.county_id = :county and m.household_id = :household and m.left_on is null
           order by m.relation <> 'head', i.birth_date, i.insuree_id""",
        {"county": county_id, "household": household_id, "year": year},
    )
