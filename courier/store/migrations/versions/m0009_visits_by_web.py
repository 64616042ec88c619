"""Visits that were asked for on the web page, and the look-ups that visits need."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0009_visits_by_web.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0009_visits_by_web.down")
