"""Places and people."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0001_places_and_people.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0001_places_and_people.down")
