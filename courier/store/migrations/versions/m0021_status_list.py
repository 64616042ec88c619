"""Signed status lists of cards, places for the cards in phones, keys that can be revoked."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0021_status_list.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0021_status_list.down")
