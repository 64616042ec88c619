"""Jobs: the tables of Procrastinate, in the same database."""

from __future__ import annotations

from importlib.resources import files

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the queue as its library describes it."""
    schema = (files("procrastinate") / "sql" / "schema.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(schema.replace("%", "%%"))


def downgrade() -> None:
    """Take the queue down: all that carries its name."""
    op.execute(
        """
        do $$
        declare thing record;
        begin
          for thing in select oid::regprocedure as name from pg_proc
            where proname like 'procrastinate%' loop
            execute format('drop function %s cascade', thing.name);
          end loop;
          drop table procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs,
            procrastinate_workers;
          for thing in select typname as name from pg_type
            where typname like 'procrastinate%' and typtype in ('c', 'e') loop
            execute format('drop type %s', thing.name);
          end loop;
        end $$
        """
    )
