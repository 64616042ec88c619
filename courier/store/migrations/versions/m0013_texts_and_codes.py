"""Texts that wait to be sent, and codes that prove a telephone number."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0013_texts_and_codes.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0013_texts_and_codes.down")
