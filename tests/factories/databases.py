"""Databases of a test module's own, beside the one that is emptied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Engine, text

from courier.store.database import connect, ensure_database


@contextmanager
def own_database(server_url: str) -> Iterator[Engine]:
    """An empty database, dropped at the end."""
    name = f"own_{uuid4().hex[:8]}"
    engine = connect(ensure_database(server_url, name))
    try:
        yield engine
    finally:
        engine.dispose()
        server = connect(server_url)
        with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'drop database "{name}" with (force)'))
        server.dispose()
