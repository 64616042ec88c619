"""SQL of links by which somebody far away pays."""

from __future__ import annotations

_LINK = """
select k.*, v.name as village_name, t.name as township_name, c.name as courier_name,
  c.courier_no, coalesce(visit.asker_phone, visit.contact_phone) as asker_phone
from payment_links k
  join regions v on v.region_code = k.village_code
  join regions t on t.region_code = v.parent_code
  join couriers c on c.county_id = k.county_id and c.courier_id = k.courier_id
  left join visits visit on visit.county_id = k.county_id and visit.visit_id = k.visit_id
where k.county_id = :county_id
"""

BY_ID = _LINK + " and k.link_id = :link_id"
BY_ATTEMPT = _LINK + " and k.attempt_id = :attempt_id"

MAKE = """
insert into payment_links (county_id, link_id, village_code, household_id, visit_id, courier_id,
  made_by, obligations, fen, made_at, expires_at)
select :county_id, :link_id, h.village_code, h.household_id, :visit_id, :courier_id, :made_by,
  cast(:obligations as uuid[]), cast(:fen as bigint[]), :now, :expires_at
from households h where h.county_id = :county_id and h.household_id = :household_id
on conflict do nothing
"""

LOCK = """
select attempt_id, tries, withdrawn_at, expires_at from payment_links
where county_id = :county_id and link_id = :link_id for update
"""

SET_ATTEMPT = """
update payment_links set attempt_id = :attempt_id, tries = tries + 1
where county_id = :county_id and link_id = :link_id
"""

WITHDRAW = """
update payment_links set withdrawn_at = coalesce(withdrawn_at, :now)
where county_id = :county_id and link_id = :link_id
"""

VISIT = """
select visit_id, household_id, courier_id from visits
where county_id = :county_id and visit_no = :visit_no
"""

# Who agreed, at the sum that is still owed, in the household that a visit found.
AGREED = """
select o.obligation_id, o.own_fen
from visits v
  join memberships m on m.county_id = v.county_id and m.household_id = v.household_id
    and m.left_on is null
  join obligations o on o.county_id = v.county_id and o.insuree_id = m.insuree_id
    and o.coverage_year = :coverage_year and o.status = 'open'
where v.county_id = :county_id and v.visit_no = :visit_no and v.courier_id is not null
  and v.status in ('arrived', 'consented')
  and exists (select from consents c where c.county_id = o.county_id
    and c.insuree_id = o.insuree_id and c.coverage_year = o.coverage_year
    and c.own_fen = o.own_fen)
order by o.obligation_id limit 20
"""
