"""The trail as a chain of links."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0017_linked_trail.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0017_linked_trail.down")
