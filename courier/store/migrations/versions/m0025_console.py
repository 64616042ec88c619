"""Lists of 100,000 couriers, and many cards renewed or printed at once."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0025_console.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0025_console.down")
