"""Live codes of couriers' cards."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0019_live_codes.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0019_live_codes.down")
