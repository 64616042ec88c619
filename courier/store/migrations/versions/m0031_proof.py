"""Messages of the day to couriers, and who has read them."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0031_proof.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0031_proof.down")
