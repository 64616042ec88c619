"""What the watchers' pages ask."""

from __future__ import annotations

REVISION = "select version_num from alembic_version"

PAYMENTS_BY_STATE = """
    select state as name, count(*) as count from payment_states group by state
"""

JOBS_BY_STATUS = """
    select status::text as name, count(*) as count from procrastinate_jobs group by status
"""

TEXTS_BY_STATUS = """
    select status as name, count(*) as count from outgoing_messages group by status
"""

OLDEST_WAITING_TEXT = """
    select min(created_at) from outgoing_messages where status in ('waiting', 'sending')
"""

OPEN_SUSPENSE = """
    select count(*) from suspense_items s
    where not exists (
      select from refunds r join refund_states t using (county_id, refund_id)
      where r.county_id = s.county_id and r.suspense_id = s.suspense_id and t.state = 'done')
"""

JOBS_BY_TASK = """
    select task_name as task, count(*) filter (where status = 'todo') as waiting,
      count(*) filter (where status = 'doing') as under_way,
      count(*) filter (where status = 'failed') as failed,
      min(scheduled_at) filter (where status = 'todo') as oldest
    from procrastinate_jobs group by task_name order by failed desc, waiting desc, task_name
"""

HOW_MANY = """
    select 'counties' as name, count(*) as count from regions where level = 'county'
    union all select 'villages', count(*) from regions where level = 'village'
    union all select 'insurees', count(*) from person_identities
    union all select 'couriers', count(*) from couriers
    union all select 'admins', count(*) from admins where disabled_at is null
    union all select 'sessions', count(*) from sessions
      where ended_at is null and started_at > now() - interval '12 hours'
    union all select 'visits', count(*) from visits
    union all select 'receipts', count(*) from receipts
"""
