"""Whether the product can do its work now, and figures for those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy.exc import DBAPIError, OperationalError

from courier.domain.errors import OutsideFailed
from courier.services.core import Core
from courier.store.database import MIGRATIONS
from courier.store.queries import health as sql
from courier.store.rows.health import CountRow

PROBE = "医保"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What must be true before anybody is let in."""

    database: bool
    migrations: bool

    @property
    def is_ready(self) -> bool:
        """All of it."""
        return self.database and self.migrations


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of everything so far; ``payments`` by outcome, ``jobs`` by state."""

    payments: dict[str, int]
    jobs: dict[str, int]
    suspense_open: int


def check_readiness(core: Core) -> Readiness:
    """Ask the database; never raises for its absence."""
    try:
        with core.begin() as work:
            at = work.scalar(sql.REVISION)
    except OperationalError:
        return Readiness(database=False, migrations=False)
    except DBAPIError:
        return Readiness(database=True, migrations=False)
    return Readiness(database=True, migrations=at == newest_revision())


@cache
def newest_revision() -> str:
    """The newest migration that comes with this version of the product."""
    return max(path.stem[1:5] for path in (MIGRATIONS / "versions").glob("m[0-9]*.py"))


def assistant_answers(core: Core) -> bool:
    """Whether the assistant understands just now; without it answers are simpler, never wrong."""
    try:
        return bool(core.interpreter.guess("health", PROBE))
    except OutsideFailed:
        return False


def current_figures(core: Core) -> Figures:
    """Count once; for the watchers' page."""
    with core.begin() as work:
        payments = work.all(CountRow, sql.PAYMENTS_BY_STATE)
        jobs = work.all(CountRow, sql.JOBS_BY_STATUS)
        suspense = work.scalar(sql.OPEN_SUSPENSE)
    return Figures(
        payments={row.name: row.count for row in payments},
        jobs={row.name: row.count for row in jobs},
        suspense_open=suspense,
    )
