"""How the product runs, for whoever looks after the machine: counts and moments, nobody's data."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from courier.domain.permissions import Permission
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.health import Readiness, assistant_answers, check_readiness, newest_revision
from courier.services.issuer_keys import IssuerKey, issuer_keys
from courier.store.queries import health as sql
from courier.store.rows.health import CountRow, JobRow

PACKAGE = "yibao-courier"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """The jobs of one kind; ``oldest`` is when the longest waiting one was due."""

    task: str
    waiting: int
    under_way: int
    failed: int
    oldest: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SystemView:
    """All that the page shows. ``counts`` and ``texts`` by name, ``versions`` by product."""

    readiness: Readiness
    assistant_answers: bool
    tasks: Sequence[TaskLine]
    texts: dict[str, int]
    counts: dict[str, int]
    keys: Sequence[IssuerKey]
    versions: dict[str, str]


def system_view(core: Core, *, actor: Actor) -> SystemView:
    """How it stands now. Raises NotAllowed."""
    require(actor, Permission.SEE_SYSTEM)
    return _looked(core)


def _looked(core: Core) -> SystemView:
    with core.begin() as work:
        tasks = [_line(row) for row in work.all(JobRow, sql.JOBS_BY_TASK)]
        texts = work.all(CountRow, sql.TEXTS_BY_STATUS)
        counts = work.all(CountRow, sql.HOW_MANY)
        server = str(work.scalar("show server_version")).partition(" ")[0]
    return SystemView(
        readiness=check_readiness(core),
        assistant_answers=assistant_answers(core),
        tasks=tasks,
        texts={row.name: row.count for row in texts},
        counts={row.name: row.count for row in counts},
        keys=issuer_keys(core),
        versions={
            "product": version(PACKAGE),
            "database": server,
            "migration": newest_revision(),
            "python": platform.python_version(),
        },
    )


def _line(row: JobRow) -> TaskLine:
    return TaskLine(row.task, row.waiting, row.under_way, row.failed, row.oldest)
