"""Browsers that talk to the assistant."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0016_chat_browsers.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0016_chat_browsers.down")
