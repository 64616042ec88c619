"""Obligations."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0002_obligations.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0002_obligations.down")
