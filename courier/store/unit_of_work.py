"""One use-case, one transaction: leaving without commit rolls back."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any, NoReturn, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Engine, TextClause, text
from sqlalchemy.exc import DBAPIError

from courier.domain.errors import Conflict

Row = TypeVar("Row")
Params = Mapping[str, object]

REFUSED_BY_RULE = "YB409"


class Work:
    """A transaction under way. Its SQL stands in ``store/queries``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, sql: str, params: Params | Sequence[Params] = (), /) -> CursorResult[Any]:
        """Execute one statement; a sequence of parameters executes it for each."""
        try:
            return self._connection.execute(_prepared(sql), params or {})
        except DBAPIError as error:
            _raise_named(error)

    def scalar(self, sql: str, params: Params | None = None, /) -> Any:  # noqa: ANN401 - any column
        """The first column of the first row, or None."""
        return self.run(sql, params or {}).scalar()

    def all(self, row: type[Row], sql: str, params: Params | None = None, /) -> list[Row]:
        """All rows as frozen dataclasses; each field is a column of the same name."""
        names = _field_names(cast("Hashable", row))
        return [
            row(*(found[name] for name in names))
            for found in self.run(sql, params or {}).mappings()
        ]

    def first(self, row: type[Row], sql: str, params: Params | None = None, /) -> Row | None:
        """The first row, or None."""
        rows = self.all(row, sql, params)
        return rows[0] if rows else None

    @property
    def raw(self) -> Any:  # noqa: ANN401 - the driver's own connection, for COPY
        """The driver's connection, for COPY alone."""
        return self._connection.connection.driver_connection

    def defer(self, task: str, facts: Mapping[str, object], *, delay_seconds: int = 0) -> None:
        """Enqueue a job in this very transaction: lost with it, kept with it."""
        self.run(
            """select procrastinate_defer_jobs_v1(array[row('default', :task, 0, null, null,
                 cast(:facts as jsonb), now() + make_interval(secs => :delay)
               )::procrastinate_job_to_defer_v1])""",
            {"task": task, "facts": json.dumps(facts, default=str), "delay": delay_seconds},
        )

    def record(
        self,
        *,
        county_id: int,
        actor: tuple[str, str],
        action: str,
        subject: str,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Add a line to the trail of who did what. Facts hold no personal data."""
        self.run(
            """insert into audit_events (county_id, actor_kind, actor_id, action, subject, facts)
               values (:county_id, :kind, :actor_id, :action, :subject, cast(:facts as jsonb))""",
            {
                "county_id": county_id,
                "kind": actor[0],
                "actor_id": actor[1],
                "action": action,
                "subject": subject,
                "facts": json.dumps(facts or {}, default=str, ensure_ascii=False),
            },
        )

    def commit(self) -> None:
        """Make it so. Nothing happens after it."""
        self._connection.commit()


@contextmanager
def begin(engine: Engine) -> Iterator[Work]:
    """Open a transaction; only ``commit`` keeps it."""
    with engine.connect() as connection:
        yield Work(connection)


@contextmanager
def begin_bound(engine: Engine, bounds: str, facts: Params) -> Iterator[Work]:
    """The same for somebody with an area: first ``bounds`` (store/queries/bounds.py) says which."""
    with begin(engine) as work:
        work.run(bounds, facts)
        yield work


@contextmanager
def at_once(engine: Engine) -> Iterator[Work]:
    """For a use-case of one statement: that statement is the transaction, in one round trip."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield Work(connection)


@cache
def _prepared(sql: str) -> TextClause:
    return text(sql)


@cache
def _field_names(row: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("Any", row)))


def _raise_named(error: DBAPIError) -> NoReturn:
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None and diagnosis.sqlstate == REFUSED_BY_RULE:
        raise Conflict(diagnosis.message_detail, who=diagnosis.message_hint) from error
    raise error
