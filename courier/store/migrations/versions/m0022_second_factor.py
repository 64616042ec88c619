"""Admins' second factor: codes, passkeys, recovery codes, and sign-ins half way."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0022_second_factor.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0022_second_factor.down")
