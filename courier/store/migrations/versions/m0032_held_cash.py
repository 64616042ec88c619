"""Cash that a stopped phone handed in: booked or refused by two persons."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0032_held_cash.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0032_held_cash.down")
