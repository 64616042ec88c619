"""SQL of many cards renewed or printed at once. ``:area`` bounds who may see a batch."""

from __future__ import annotations

ADD = """
insert into card_batches (county_id, batch_id, kind, region_code, asked_by, asked_at, locale,
  couriers)
values (:county_id, :batch_id, :kind, :region_code, :asked_by, :now, :locale, :couriers)
on conflict do nothing returning batch_id
"""

ADD_COURIERS = """
insert into card_batch_couriers (county_id, batch_id, place, courier_id)
select :county_id, :batch_id, x.place, x.courier_id
from unnest(cast(:courier_ids as uuid[])) with ordinality x (courier_id, place)
"""

_BATCHES = """
select b.batch_id, b.kind, b.asked_at, a.name as asked_by_name, b.couriers, b.ended_at
from card_batches b join admins a on a.county_id = b.county_id and a.admin_id = b.asked_by
where b.county_id = :county_id and b.region_code like :area
"""

ONE = _BATCHES + " and b.batch_id = :batch_id"

NEWEST = _BATCHES + " order by b.asked_at desc, b.batch_id limit :count"

OUTCOMES = """
select outcome, count(*)::integer as couriers from card_batch_couriers
where county_id = :county_id and batch_id = :batch_id and outcome is not null group by outcome
"""

NOT_DONE = """
select c.courier_id, c.courier_no, c.name, i.outcome
from card_batch_couriers i join couriers c using (county_id, courier_id)
where i.county_id = :county_id and i.batch_id = :batch_id and c.township_code like :area
  and i.outcome <> all (:done) order by i.place limit :count
"""

FILES = """
select part, cards, made_at from card_batch_files
where county_id = :county_id and batch_id = :batch_id order by part
"""

FILE = """
select f.pdf from card_batch_files f join card_batches b using (county_id, batch_id)
where f.county_id = :county_id and f.batch_id = :batch_id and f.part = :part
  and b.region_code like :area and f.made_at > :since
"""

# One process at a time works on a batch; what it left is anybody's when its time is over.
TAKE_UP = """
update card_batches set worked_until = :until
where county_id = :county_id and batch_id = :batch_id and ended_at is null
  and (worked_until is null or worked_until <= :now)
returning kind, asked_by, locale
"""

GO_ON = """
update card_batches set worked_until = :until
where county_id = :county_id and batch_id = :batch_id
"""

END = """
update card_batches set ended_at = :now, worked_until = null
where county_id = :county_id and batch_id = :batch_id
"""

LEFT = """
select county_id, batch_id from card_batches
where ended_at is null and (worked_until is null or worked_until <= :now) order by asked_at
"""

ADMIN = """
select county_id, admin_id, name, region_code, role from admins
where county_id = :county_id and admin_id = :admin_id and disabled_at is null
"""

NEXT = """
select place, courier_id from card_batch_couriers
where county_id = :county_id and batch_id = :batch_id and outcome is null
order by place limit :count for update
"""

DONE = """
update card_batch_couriers set outcome = :outcome, done_at = :now
where county_id = :county_id and batch_id = :batch_id and place = any (:places)
  and outcome is null
"""

ADD_FILE = """
insert into card_batch_files (county_id, batch_id, part, cards, pdf, made_at)
select :county_id, :batch_id, coalesce(max(part), 0) + 1, :cards, :pdf, :now
from card_batch_files where county_id = :county_id and batch_id = :batch_id
"""

FORGET_FILES = "delete from card_batch_files where made_at <= :before"
