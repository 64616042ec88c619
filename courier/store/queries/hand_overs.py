"""SQL of handing villages and visits over to another courier."""

from __future__ import annotations

# Both rows at once and in one order, so that two hand-overs never wait for each other.
HOLD = """
select courier_id, name, courier_no, status from couriers
where county_id = :county_id and courier_id in (:courier_id, :successor_id)
  and township_code like :area
order by courier_id for update
"""

VILLAGES = """
select v.village_code as region_code, r.parent_code, r.name
from courier_villages v join regions r on r.region_code = v.village_code
where v.county_id = :county_id and v.courier_id = :courier_id order by r.name_sort
"""

SUCCESSORS = """
select c.courier_id, c.name, c.courier_no, t.name as township_name
from couriers c join regions t on t.region_code = c.township_code
where c.county_id = :county_id and c.township_code like :area and c.status = 'active'
  and c.courier_id <> :courier_id
  and (cast(:said as text) is null or c.name like '%' || :said || '%' or c.courier_no = :said)
order by c.township_code <> (select o.township_code from couriers o
    where o.county_id = :county_id and o.courier_id = :courier_id), c.courier_no
limit 50
"""

GIVE_VILLAGES = """
insert into courier_villages (county_id, courier_id, village_code)
select :county_id, :successor_id, unnest(cast(:village_codes as text[]))
on conflict do nothing
"""

TAKE_VILLAGES = """
delete from courier_villages
where county_id = :county_id and courier_id = :courier_id and village_code = any (:village_codes)
"""

COUNT_OPEN_VISITS = """
select count(*) from visits where county_id = :county_id and courier_id = :courier_id
  and status in ('requested', 'accepted', 'on_the_way', 'arrived', 'consented', 'paid')
"""

MOVE_VISITS = """
update visits v set courier_id = :successor_id
where v.county_id = :county_id and v.courier_id = :courier_id
  and v.status in ('requested', 'accepted', 'on_the_way', 'arrived', 'consented', 'paid')
  and (:ends or v.village_code = any (:village_codes))
returning v.visit_id, v.visit_no, v.status
"""
