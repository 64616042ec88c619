"""SQL of couriers. ``:area`` is a pattern of region codes; it bounds what an admin may see."""

from __future__ import annotations

_COURIERS = """
select c.courier_id, c.courier_no, c.name, c.phone, c.photo is not null as has_photo,
  c.township_code, t.name as township_name, v.village_codes, v.villages, c.status, c.created_by,
  a.name as created_by_name, b.name as approved_by_name, k.card_no,
  k.expires_at as card_expires_at, d.registered_at as phone_registered_at
from couriers c
  join regions t on t.region_code = c.township_code
  join admins a on a.county_id = c.county_id and a.admin_id = c.created_by
  left join admins b on b.county_id = c.county_id and b.admin_id = c.approved_by
  left join cards k on k.county_id = c.county_id and k.courier_id = c.courier_id
    and k.revoked_at is null
  left join lateral (select max(registered_at) as registered_at from courier_devices x
    where x.county_id = c.county_id and x.courier_id = c.courier_id
      and x.revoked_at is null) d on true
  cross join lateral (
    select coalesce(array_agg(r.region_code order by r.name_sort), '{}') as village_codes,
      coalesce(array_agg(r.name order by r.name_sort), '{}') as villages
    from courier_villages w join regions r on r.region_code = w.village_code
    where w.county_id = c.county_id and w.courier_id = c.courier_id) v
where c.county_id = :county_id and c.township_code like :area
"""

ONE = _COURIERS + " and c.courier_id = :courier_id"

LOCK = """
select status from couriers
where county_id = :county_id and courier_id = :courier_id and township_code like :area for update
"""

PHOTO = """
select photo from couriers
where county_id = :county_id and courier_id = :courier_id and township_code like :area
"""

HISTORY = """
select s.state, s.at, a.name as by_name, s.reason
from courier_states s left join admins a on a.county_id = s.county_id and a.admin_id = s.by_admin
where s.county_id = :county_id and s.courier_id = :courier_id order by s.seq desc
"""

ADD = """
insert into couriers (county_id, courier_id, courier_no, name, phone, photo, township_code,
  created_by, created_at)
values (:county_id, :courier_id, nextval('courier_numbers')::text, :name, :phone, :photo,
  :township_code, :created_by, :now)
"""

ADD_VILLAGES = """
insert into courier_villages (county_id, courier_id, village_code)
select :county_id, :courier_id, region_code from regions
where region_code = any (:village_codes) and parent_code = :township_code and level = 'village'
"""

ADD_STATE = """
insert into courier_states (county_id, courier_id, seq, state, at, by_admin, reason)
select :county_id, :courier_id, coalesce(max(seq), 0) + 1, :state, :now, :by_admin, :reason
from courier_states where county_id = :county_id and courier_id = :courier_id
"""

APPROVE = """
update couriers set status = 'approved', approved_by = :admin_id, decided_at = :now
where county_id = :county_id and courier_id = :courier_id
"""

REFUSE = """
update couriers set status = 'refused', decided_at = :now
where county_id = :county_id and courier_id = :courier_id
"""

SET_STATUS = """
update couriers set status = :status
where county_id = :county_id and courier_id = :courier_id
"""

REINSTATE = """
update couriers set status = case when pin_hash is null then 'approved' else 'active' end
where county_id = :county_id and courier_id = :courier_id
"""

TOWNSHIPS = """
select region_code, parent_code, name from regions
where county_id = :county_id and level = 'township' and region_code like :area
order by name_sort
"""

VILLAGES = """
select region_code, parent_code, name from regions
where county_id = :county_id and level = 'village' and region_code like :area
  and (cast(:township_code as text) is null or parent_code = :township_code)
order by parent_code, name_sort
"""

PROPOSED_BY = """
select created_by from couriers where county_id = :county_id and courier_id = :courier_id
"""

ID_OF_NUMBER = """
select courier_id from couriers
where county_id = :county_id and courier_no = :courier_no and township_code like :area
"""

IS_IN_AREA = """
select 1 from couriers
where county_id = :county_id and courier_id = :courier_id and township_code like :area
"""

IS_TOWNSHIP = """
select exists (select from regions where county_id = :county_id and level = 'township'
  and region_code = :township_code)
"""

PHONES_TAKEN = """
select phone from couriers
where county_id = :county_id and phone = any (:phones) and status not in ('refused', 'revoked')
"""
