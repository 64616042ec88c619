"""The role under which whoever acts for an area works: who may make it, and what it may not."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from courier.domain.errors import Refused
from courier.services.core import ActorKind
from courier.store.database import MIGRATIONS, connect, ensure_database, migrate


def test_the_role_neither_signs_in_nor_passes_policies_by(made):
    with made.core.begin() as work:
        found = work.run(
            "select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolinherit and false"
            " from pg_roles where rolname = 'yibao_bound'"
        ).one()
    assert not any(found)


def test_a_machine_and_a_villager_are_not_bound(made):
    for kind in (ActorKind.MACHINE, ActorKind.VILLAGER):
        with made.core.begin_for(dataclasses.replace(made.county.chief, kind=kind)) as work:
            assert work.scalar("select current_user <> 'yibao_bound'")


@pytest.fixture
def plain(server_url):
    """A database that belongs to a login without any right to make roles."""
    name = f"plain_{uuid4().hex[:8]}"
    server = connect(server_url)
    url = ensure_database(server_url, name)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'create role "{name}" login')
        connection.exec_driver_sql(f'alter database "{name}" owner to "{name}"')
    own = make_url(url).set(username=name).render_as_string(hide_password=False)
    engine = connect(own)
    yield engine, server, name
    engine.dispose()
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'drop database "{name}" with (force)')
        connection.exec_driver_sql(f'drop role "{name}"')
    server.dispose()


def test_an_owner_who_may_make_no_roles_is_told_what_the_administrator_must_run(plain):
    engine, server, name = plain
    with pytest.raises(Refused, match="database_role_missing") as refused:
        migrate(engine)
    commands = refused.value.facts["commands"].split("; ")
    assert commands[0] == "create role yibao_bound nologin"
    assert commands[1].rstrip(";") == f"grant yibao_bound to {name} with inherit false, set true"
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(commands[1])
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("set local role yibao_bound")
        assert connection.execute(text("select count(*) from insurees")).scalar() == 0
        connection.exec_driver_sql("select renew_figures_of_people()")


def test_databases_that_are_made_at_once_do_not_race_for_the_role(server_url):
    role = f"race_{uuid4().hex[:8]}"
    script = (MIGRATIONS / "sql" / "0026_row_security.role.sql").read_text("utf-8")
    server, ready = connect(server_url), threading.Barrier(4)

    def run(_number: int) -> None:
        with server.begin() as connection:
            ready.wait()
            connection.exec_driver_sql(script.replace("yibao_bound", role).replace("%", "%%"))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(4))) == [None] * 4
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'drop role "{role}"')
    server.dispose()
