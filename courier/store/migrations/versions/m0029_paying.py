"""Links for paying from far away, limits of cash, announced deposits, alarms of late cash."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0029_paying.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0029_paying.down")
