"""Households: who is in them, who owes what, who has paid. One statement, however many members."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.households import HouseholdRow, MemberRow
from courier.store.unit_of_work import Work

_HOUSEHOLD = """
select h.household_id, h.household_no, h.village_code, v.name as village_name,
  t.name as township_name
from households h
join regions v on v.region_code = h.village_code
join regions t on t.region_code = v.parent_code
where h.county_id = :county and h.household_id = any (cast(:households as uuid[]))
"""
_HER_VILLAGE = """exists (select from courier_villages cv where cv.county_id = :county
  and cv.courier_id = :courier and cv.village_code = {village})"""
# A consent counts for the amount that it names, and for no other.
_MEMBERS = """
select m.household_id, i.insuree_id, i.name, i.id_masked, m.relation, i.birth_date, i.sex,
  i.non_local, i.chosen_tier,
  array(select c.category from insuree_categories c where c.county_id = i.county_id
    and c.insuree_id = i.insuree_id and c.valid_to is null order by c.category) as categories,
  o.obligation_id, o.status, o.pack_id, o.tier, o.full_fen, o.own_fen, o.aid, o.unknown,
  o.computed_at,
  r.receipt_no, r.channel as paid_channel, r.issued_at as paid_at,
  p.county_id as claim_county, p.attempt_id as claim_attempt,
  a.courier_id as claim_courier,
  b.reason as back_reason, b.back_at,
  exists (select from consents c where c.county_id = i.county_id and c.insuree_id = i.insuree_id
    and c.coverage_year = o.coverage_year and c.own_fen = o.own_fen) as consented
from memberships m
join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
left join obligations o on o.county_id = i.county_id and o.insuree_id = i.insuree_id
  and o.coverage_year = :year and o.status <> 'withdrawn'
left join lateral (select r.receipt_no, r.channel, r.issued_at from receipts r
  where r.county_id = i.county_id and r.insuree_id = i.insuree_id and r.coverage_year = :year
    and not exists (select from receipt_voids rv
      where rv.county_id = r.county_id and rv.receipt_no = r.receipt_no)
  order by r.receipt_no desc limit 1) r on true
left join premium_claims p on p.id_number = i.id_number and p.coverage_year = :year
  and p.released_at is null
left join payment_attempts a on a.county_id = i.county_id and a.attempt_id = p.attempt_id
left join lateral (select f.reason, (select min(s.at) from refund_states s
    where s.county_id = f.county_id and s.refund_id = f.refund_id and s.state = 'done') as back_at
  from receipts w
  join receipt_voids wv using (county_id, receipt_no)
  join refunds f using (county_id, receipt_no)
  where w.county_id = i.county_id and w.insuree_id = i.insuree_id and w.coverage_year = :year
  order by wv.at desc limit 1) b on true
where m.county_id = :county and m.household_id = any (cast(:households as uuid[]))
  and m.left_on is null
order by m.household_id, m.relation <> 'head', i.birth_date, i.name_sort
"""


def household(work: Work, county_id: int, household_id: UUID) -> HouseholdRow | None:
    """One household."""
    params = {"county": county_id, "households": _texts([household_id])}
    return work.first(HouseholdRow, _HOUSEHOLD, params)


def household_of_hers(
    work: Work, county_id: int, courier_id: UUID, household_id: UUID
) -> HouseholdRow | None:
    """One household if it lives in one of her villages."""
    found = households_of_hers(work, county_id, courier_id, [household_id])
    return found[0] if found else None


def households_of_hers(
    work: Work, county_id: int, courier_id: UUID, household_ids: Sequence[UUID]
) -> list[HouseholdRow]:
    """Those of these households that live in her villages."""
    sql = f"{_HOUSEHOLD} and {_HER_VILLAGE.format(village='h.village_code')}"
    params = {"county": county_id, "courier": courier_id}
    return work.all(HouseholdRow, sql, {**params, "households": _texts(household_ids)})


def is_hers(work: Work, county_id: int, courier_id: UUID, household_id: UUID) -> bool:
    """Whether the household lives in one of her villages."""
    return household_of_hers(work, county_id, courier_id, household_id) is not None


def is_her_village(work: Work, county_id: int, courier_id: UUID, village_code: str) -> bool:
    """Whether she works in this village."""
    params = {"county": county_id, "courier": courier_id, "village": village_code}
    return bool(work.scalar(f"select {_HER_VILLAGE.format(village=':village')}", params))


def members(
    work: Work, county_id: int, household_ids: Sequence[UUID], coverage_year: int
) -> list[MemberRow]:
    """Who lives in these households now, household by household, the head first, then by age."""
    params = {"county": county_id, "households": _texts(household_ids), "year": coverage_year}
    return work.all(MemberRow, _MEMBERS, params)


def household_of_person(
    work: Work, county_id: int, courier_id: UUID, id_number: bytes
) -> UUID | None:
    """Where the person of this sealed number lives now, if it is in one of her villages."""
    found: UUID | None = work.scalar(
        f"""select h.household_id from insurees i
            join memberships m on m.county_id = i.county_id and m.insuree_id = i.insuree_id
              and m.left_on is null
            join households h on h.county_id = m.county_id and h.household_id = m.household_id
            where i.county_id = :county and i.id_number = :number
              and {_HER_VILLAGE.format(village="h.village_code")}""",
        {"county": county_id, "courier": courier_id, "number": id_number},
    )
    return found


def _texts(ids: Sequence[UUID]) -> list[str]:
    return [str(one) for one in ids]
