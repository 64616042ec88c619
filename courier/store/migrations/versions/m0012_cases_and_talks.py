"""Cases that people report, and talks with a person."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0012_cases_and_talks.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0012_cases_and_talks.down")
