"""A failed refund is tried again."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0011_refund_tries.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0011_refund_tries.down")
