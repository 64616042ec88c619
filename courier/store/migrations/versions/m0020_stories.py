"""Stories of cases, sealed with their names."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0020_stories.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0020_stories.down")
