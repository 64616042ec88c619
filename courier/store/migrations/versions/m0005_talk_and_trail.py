"""Talk and trail."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0005_talk_and_trail.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0005_talk_and_trail.down")
