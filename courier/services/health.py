"""Whether the product can do its work now, and figures for those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy.exc import DBAPIError, OperationalError

from courier.domain.errors import OutsideFailed
from courier.services.core import Core
from courier.store.database import MIGRATIONS
from courier.store.queries import channels as channel_queries
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
    """Counts of everything so far; ``payments`` by outcome, ``jobs`` and ``texts`` by state.

    ``oldest_text_seconds`` is how long the oldest text has waited to be sent; ``channel_messages``
    are those of the last days by channel and state.
    """

    payments: dict[str, int]
    jobs: dict[str, int]
    texts: dict[str, int]
    oldest_text_seconds: float
    suspense_open: int
    channel_messages: dict[tuple[str, str], int]


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
        texts = work.all(CountRow, sql.TEXTS_BY_STATUS)
        oldest_text = work.scalar(sql.OLDEST_WAITING_TEXT)
        suspense = work.scalar(sql.OPEN_SUSPENSE)
        channels = channel_queries.counts(work)
    return Figures(
        payments={row.name: row.count for row in payments},
        jobs={row.name: row.count for row in jobs},
        texts={row.name: row.count for row in texts},
        oldest_text_seconds=(core.clock.now() - oldest_text).total_seconds() if oldest_text else 0,
        suspense_open=suspense,
        channel_messages={(row.channel, row.state): row.count for row in channels},
    )
