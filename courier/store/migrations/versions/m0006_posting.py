"""Posting."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0006_posting.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0006_posting.down")
