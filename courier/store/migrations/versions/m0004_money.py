"""Money."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0004_money.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0004_money.down")
