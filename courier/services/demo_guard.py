"""Keeps the demo away from a database where real people are.

The demo's own database carries a mark, set before anything else and only on an empty one.
"""

from __future__ import annotations

from sqlalchemy import Engine

from courier.domain.errors import Refused
from courier.store.queries import demo as sql
from courier.store.unit_of_work import Work, begin


def require_demo_database(engine: Engine) -> None:
    """Let the demo's database and an empty one pass. Only reads.

    Raises Refused ``demo_refused`` for any other.
    """
    with begin(engine) as work:
        if not (is_marked(work) or _is_empty(work)):
            raise Refused("demo_refused", database=work.scalar(sql.DATABASE_NAME))


def is_marked(work: Work) -> bool:
    """Whether the database is the demo's own."""
    return bool(work.scalar(sql.IS_MARKED))


def mark_as_demo(work: Work) -> None:
    """Make the migrated, empty database the demo's own. Raises Refused ``demo_refused``."""
    if is_marked(work):
        return
    if not _is_empty(work):
        raise Refused("demo_refused", database=work.scalar(sql.DATABASE_NAME))
    work.run(sql.MARK)


def _is_empty(work: Work) -> bool:
    """No table at all, or our tables with nobody in them."""
    if not work.scalar(sql.HAS_OUR_TABLES):
        return not work.scalar(sql.HAS_TABLES)
    return not work.scalar(sql.HAS_PEOPLE)
