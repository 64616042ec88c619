"""SQL of cash that couriers hold and hand in."""

from __future__ import annotations

CASH_IN_HAND = """
select c.courier_id, c.courier_no, c.name, t.name as township_name,
  coalesce((select sum(l.amount_fen) from ledger_lines l where l.county_id = c.county_id
    and l.account = 'custody' and l.holder = c.courier_id::text), 0)::bigint as in_hand_fen,
  (select max(d.confirmed_at) from cash_deposits d where d.county_id = c.county_id
    and d.courier_id = c.courier_id) as last_deposit_at,
  n.amount_fen as announced_fen, n.announced_at
from couriers c join regions t on t.region_code = c.township_code
  left join deposit_announcements n on n.county_id = c.county_id
    and n.courier_id = c.courier_id and n.deposit_id is null
where c.county_id = :county_id and c.township_code like :area and c.status <> 'applied'
order by in_hand_fen desc, c.courier_no
"""

# The courier's row is held, so that two confirmations never hand in the same money.
LOCK_HOLDER = """
select township_code from couriers
where county_id = :county_id and courier_id = :courier_id and township_code like :area for update
"""

ADD_DEPOSIT = """
insert into cash_deposits (county_id, courier_id, township_code, amount_fen, confirmed_by,
  confirmed_at)
values (:county_id, :courier_id, :township_code, :amount_fen, :confirmed_by, :now)
returning deposit_id
"""

LATEST = """
select d.confirmed_at, c.name as courier_name, d.amount_fen, a.name as confirmed_by_name
from cash_deposits d
  join couriers c on c.county_id = d.county_id and c.courier_id = d.courier_id
  join admins a on a.county_id = d.county_id and a.admin_id = d.confirmed_by
where d.county_id = :county_id and d.township_code like :area
order by d.confirmed_at desc limit 20
"""

ANNOUNCE = """
insert into deposit_announcements (county_id, courier_id, amount_fen, announced_at)
values (:county_id, :courier_id, :amount_fen, :now)
on conflict (county_id, courier_id) where deposit_id is null do update
  set amount_fen = excluded.amount_fen, announced_at = excluded.announced_at
"""

ANSWER = """
update deposit_announcements set deposit_id = :deposit_id
where county_id = :county_id and courier_id = :courier_id and deposit_id is null
"""

OWN = """
select n.amount_fen as announced_fen, d.amount_fen as counted_fen,
  coalesce(d.confirmed_at, n.announced_at) as at, a.name as confirmed_by_name
from (select * from cash_deposits where county_id = :county_id and courier_id = :courier_id) d
  full join (select * from deposit_announcements
    where county_id = :county_id and courier_id = :courier_id) n
    on n.county_id = d.county_id and n.deposit_id = d.deposit_id
  left join admins a on a.county_id = d.county_id and a.admin_id = d.confirmed_by
order by d.deposit_id is null desc, at desc limit :newest
"""
