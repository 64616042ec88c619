"""Row-level security: an admin's or courier's transaction sees her own area alone.

The role that such transactions take is of the whole server: several databases share it, so it is
made where it is missing and stays when a database goes down. A server whose owner of the database
may make no roles needs its administrator once; the error names the commands.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy.exc import DBAPIError

from courier.domain.errors import Refused
from courier.store.migrations.sql_files import run_sql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NOT_PERMITTED = "42501"


def upgrade() -> None:
    """Make the role, then the policies. Raises Refused ``database_role_missing``."""
    bind = op.get_bind()
    user = bind.exec_driver_sql("select quote_ident(current_user)").scalar()
    commands = (
        "create role yibao_bound nologin;"
        f" grant yibao_bound to {user} with inherit false, set true;"
    )
    try:
        run_sql("0026_row_security.role")
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != NOT_PERMITTED:
            raise
        raise Refused("database_role_missing", commands=commands) from error
    run_sql("0026_row_security.up")


def downgrade() -> None:
    """Take the policies down; the role stays."""
    run_sql("0026_row_security.down")
