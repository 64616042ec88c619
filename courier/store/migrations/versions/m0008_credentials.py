"""Numbers of couriers and places in the cards' status list."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0008_credentials.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0008_credentials.down")
