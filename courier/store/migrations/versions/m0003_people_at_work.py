"""People at work."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0003_people_at_work.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0003_people_at_work.down")
