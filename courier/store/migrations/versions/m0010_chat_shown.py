"""What stood beside the words of a chat message."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0010_chat_shown.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0010_chat_shown.down")
