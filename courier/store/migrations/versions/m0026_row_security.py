"""row_security."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0026_row_security.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0026_row_security.down")
