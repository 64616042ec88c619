"""The life of a credential: applications, papers, quizzes, identity checks, expiry."""

from __future__ import annotations

from courier.store.migrations.sql_files import run_sql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build."""
    run_sql("0023_credential_life.up")


def downgrade() -> None:
    """Take down."""
    run_sql("0023_credential_life.down")
