"""The part of the day at which a visit is wished."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0018_visit_parts.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0018_visit_parts.down")
