"""SQL of the quiz that couriers take."""

from __future__ import annotations

TRIES = """
select coalesce(max(seq), 0)::int as made,
  count(*) filter (where day = :today)::int as made_today,
  max(at) filter (where passed) as passed_at
from quiz_tries where county_id = :county_id and courier_id = :courier_id
"""

ADD = """
insert into quiz_tries (county_id, courier_id, seq, at, day, asked, wrong)
values (:county_id, :courier_id, :seq, :now, :today, :asked, :wrong)
"""

LAST = """
select seq, at, asked::int as asked, wrong, passed from quiz_tries
where county_id = :county_id and courier_id = :courier_id order by seq desc limit 1
"""

# Whoever is refused or revoked learns no more for us.
LOCK_LEARNER = """
select status from couriers
where county_id = :county_id and courier_id = :courier_id
  and status in ('applied', 'approved', 'active', 'suspended') for update
"""
