"""Checks without a scanner: counts by way, places, alarms, six digits, the paper grid, reports."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0024_other_checks.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0024_other_checks.down")
