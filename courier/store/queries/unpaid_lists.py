"""Households that still owe and that nobody is on the way to."""

from __future__ import annotations

from collections.abc import Mapping

from courier.domain.visits import OVER
from courier.store.rows.unpaid_lists import HouseholdContactRow, VillageOwingRow
from courier.store.unit_of_work import Work

# Left out: whom somebody pays for now, who is told to have died, and whole households that have an
# open visit, are told to have moved, or said lately that they pay elsewhere or do not want to.
_CHOSEN = """
with owing as (
  select m.household_id, i.birth_date, o.own_fen,
    exists (select from receipts r where r.county_id = i.county_id and r.insuree_id = i.insuree_id
      and r.channel <> 'cash') as online,
    exists (select from obligations b
      join payment_items t on t.county_id = b.county_id and t.obligation_id = b.obligation_id
      join payment_states s on s.county_id = t.county_id and s.attempt_id = t.attempt_id
        and s.state in ('failed', 'expired')
      where b.county_id = i.county_id and b.insuree_id = i.insuree_id
        and b.coverage_year = :year - 1 and b.status <> 'paid') as failed
  from obligations o
  join insurees i on i.county_id = o.county_id and i.insuree_id = o.insuree_id
  join memberships m on m.county_id = i.county_id and m.insuree_id = i.insuree_id
    and m.left_on is null
  where o.county_id = :county and o.coverage_year = :year and o.status = 'open'
    and o.village_code like :place
    and not exists (select from premium_claims p where p.id_number = i.id_number
      and p.coverage_year = :year and p.released_at is null)
    and not exists (select from visit_states d
      join cases k on k.county_id = d.county_id and k.visit_id = d.visit_id
      where d.county_id = i.county_id and d.insuree_id = i.insuree_id and d.reason = 'died'
        and k.status <> 'closed')
), chosen as (
  select h.household_id, h.village_code, h.household_no, count(*) as people,
    sum(w.own_fen)::bigint as fen
  from owing w
  join households h on h.county_id = :county and h.household_id = w.household_id
  where h.village_code like :place
    and not exists (select from visits v where v.county_id = h.county_id
      and v.household_id = h.household_id and not v.status = any (:over))
    and not exists (select from visits v
      join visit_states s on s.county_id = v.county_id and s.visit_id = v.visit_id
      left join cases k on k.county_id = v.county_id and k.visit_id = v.visit_id
      where v.county_id = h.county_id and v.household_id = h.household_id
        and (s.reason in ('already_paid', 'does_not_want') and s.at > :lately
          or k.status <> 'closed' and (s.reason = 'moved'
            or s.reason = 'died' and s.insuree_id is null)))
  group by h.household_id, h.village_code, h.household_no
  having (cast(:aged_over as int) is null
      or min(w.birth_date) <= cast(:today as date) - make_interval(years => :aged_over))
    and (not :never_online or not bool_or(w.online))
    and (not :failed_before or bool_or(w.failed))
)
"""
_CONTACT = """
select h.household_id, h.village_code, coalesce(c.name, '') as contact_name,
  c.phone as contact_phone, (select v.visit_no from visits v where v.county_id = :county
    and v.household_id = h.household_id and not v.status = any (:over) limit 1) as open_visit
from {households} h
left join lateral (
  select (array_agg(i.name order by m.relation <> 'head', i.birth_date))[1] as name,
    (array_agg(i.phone order by m.relation <> 'head', i.birth_date)
      filter (where i.phone is not null))[1] as phone
  from memberships m
  join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
  where m.county_id = :county and m.household_id = h.household_id and m.left_on is null) c on true
"""
_OVER = [state.value for state in OVER]

Wish = Mapping[str, object]


def by_village(work: Work, wish: Wish) -> list[VillageOwingRow]:
    """What a list would come to, village by village."""
    return work.all(
        VillageOwingRow,
        f"""{_CHOSEN} select r.name as village_name, count(*) as households,
              sum(people)::int as people, sum(fen)::bigint as fen
            from chosen join regions r on r.region_code = chosen.village_code
            group by r.name, r.name_sort order by r.name_sort""",
        {**wish, "over": _OVER},
    )


def households(work: Work, wish: Wish, most: int) -> list[HouseholdContactRow]:
    """Those households, by village and number."""
    contacts = _CONTACT.format(households="chosen")
    return work.all(
        HouseholdContactRow,
        f"{_CHOSEN} {contacts} order by h.village_code, h.household_no limit :most",
        {**wish, "over": _OVER, "most": most},
    )


def household_numbered(
    work: Work, county_id: int, village_code: str, household_no: str
) -> HouseholdContactRow | None:
    """One household by the number that its village knows it by."""
    contacts = _CONTACT.format(households="households")
    return work.first(
        HouseholdContactRow,
        f"""{contacts} where h.county_id = :county and h.village_code = :village
              and h.household_no = :number""",
        {"county": county_id, "village": village_code, "number": household_no, "over": _OVER},
    )


def lock_lists(work: Work, county_id: int) -> None:
    """One after the other: two presses never send two couriers to one household."""
    work.run(
        "select pg_advisory_xact_lock(hashtext('visits_from_lists'), :county)",
        {"county": county_id},
    )
