"""Visits as parcels: what came of them, whose they may become, rounds in order, positions."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0028_visits_as_parcels.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0028_visits_as_parcels.down")
