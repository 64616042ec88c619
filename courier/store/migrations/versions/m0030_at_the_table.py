"""What is done at the table: evidence of consents, and people who are to be added, with papers."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0030_at_the_table.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0030_at_the_table.down")
