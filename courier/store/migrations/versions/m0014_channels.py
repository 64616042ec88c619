"""Messages through outside channels."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0014_channels.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0014_channels.down")
