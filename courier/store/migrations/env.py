"""Alembic's entry: one connection, and a short lock timeout so that no counter has to wait."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

LOCK_TIMEOUT = "4s"


def run(connection: Connection) -> None:
    """Run the asked-for migrations in one transaction."""
    context.configure(connection=connection, transaction_per_migration=True)
    connection.exec_driver_sql(f"set lock_timeout = '{LOCK_TIMEOUT}'")
    connection.commit()
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
