"""SQL of the cash in couriers' hands: how much, since when, and how much may be."""

from __future__ import annotations

LIMIT = "select limit_fen from cash_limits where county_id = :county_id"

SET_LIMIT = """
insert into cash_limits values (:county_id, :limit_fen, :set_by, :now)
on conflict (county_id) do update
  set limit_fen = excluded.limit_fen, set_by = excluded.set_by, set_at = excluded.set_at
"""

# Her row is held, so that two phones never pass the limit together.
LOCK_OWN = """
select 1 from couriers where county_id = :county_id and courier_id = :courier_id
for no key update
"""

# What was handed in counts for the oldest cash first; the rest is hers since the first it leaves.
_HELD = """
with moved as (
  select l.county_id, l.holder, l.amount_fen, p.at, l.posting_id
  from ledger_lines l join postings p using (county_id, posting_id)
  where l.account = 'custody' and l.county_id > 0 {whose}),
came as (
  select county_id, holder, at,
    sum(amount_fen) over (partition by county_id, holder order by at, posting_id) as so_far
  from moved where amount_fen > 0),
now_held as (
  select county_id, holder, sum(amount_fen) as in_hand,
    -coalesce(sum(amount_fen) filter (where amount_fen < 0), 0) as gone
  from moved group by county_id, holder having sum(amount_fen) > 0),
held as (
  select n.county_id, n.holder::uuid as courier_id, n.in_hand::bigint as amount_fen,
    min(c.at) as since
  from now_held n join came c using (county_id, holder)
  where c.so_far > n.gone group by n.county_id, n.holder, n.in_hand)
"""

OWN_SINCE = (
    _HELD.format(whose="and l.county_id = :county_id and l.holder = cast(:courier_id as text)")
    + "select since from held"
)

RAISE_ALARMS = (
    _HELD.format(whose="")
    + """
insert into cash_alarms (county_id, courier_id, since, amount_fen, raised_at)
select county_id, courier_id, since, amount_fen, :now from held where since < :late_before
on conflict (county_id, courier_id, since) do update
  set amount_fen = excluded.amount_fen, ended_at = null
  where cash_alarms.amount_fen <> excluded.amount_fen or cash_alarms.ended_at is not null
returning county_id, courier_id, since, amount_fen, xmax = 0 as is_new
"""
)

END_ALARMS = (
    _HELD.format(whose="")
    + """
update cash_alarms a set ended_at = :now
where a.ended_at is null and not exists (
  select from held where held.county_id = a.county_id and held.courier_id = a.courier_id
    and held.since = a.since)
"""
)

ALARMS = """
select c.courier_id, c.courier_no, c.name, t.name as township_name, a.since, a.amount_fen
from cash_alarms a join couriers c using (county_id, courier_id)
  join regions t on t.region_code = c.township_code
where a.county_id = :county_id and c.township_code like :area and a.ended_at is null
order by a.since
"""
