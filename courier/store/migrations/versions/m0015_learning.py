"""The assistant learns from what it did not understand."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0015_learning.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0015_learning.down")
