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
