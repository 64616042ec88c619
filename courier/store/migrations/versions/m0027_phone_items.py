"""What phones kept without a network, and the receipt numbers set aside for them."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0027_phone_items.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0027_phone_items.down")
