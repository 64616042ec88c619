"""How often the couriers of an area were checked."""

from __future__ import annotations

BY_DAY = """
select k.day, k.way, sum(k.checks)::integer as checks
from courier_checks k join couriers c using (county_id, courier_id)
where k.county_id = :county_id and k.day > :since and c.township_code like :area
group by k.day, k.way order by k.day desc, k.way
"""

MOST_CHECKED = """
select c.courier_id, c.courier_no, c.name, t.name as township_name, m.checks
from (
  select k.courier_id, sum(k.checks)::integer as checks
  from courier_checks k join couriers c using (county_id, courier_id)
  where k.county_id = :county_id and k.day > :since and c.township_code like :area
  group by k.courier_id order by checks desc, k.courier_id limit :most) m
join couriers c on c.county_id = :county_id and c.courier_id = m.courier_id
join regions t on t.region_code = c.township_code
order by m.checks desc, c.courier_no
"""
