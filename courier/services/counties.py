"""The counties of this installation, asked for with every message and changed once in years."""

from __future__ import annotations

import time
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from courier.services.core import Core
from courier.store.queries import conversations as queries
from courier.store.rows.conversations import CountyRow

KNOWN_FOR_SECONDS = 5.0
_known: WeakKeyDictionary[Engine, tuple[float, Sequence[CountyRow]]] = WeakKeyDictionary()


def counties_served(core: Core) -> Sequence[CountyRow]:
    """All counties served here; a new one is known after ``KNOWN_FOR_SECONDS`` at the latest."""
    read_at, known = _known.get(core.engine, (0.0, ()))
    if known and time.monotonic() - read_at < KNOWN_FOR_SECONDS:
        return known
    with core.at_once() as work:
        counties = queries.counties(work)
    _known[core.engine] = (time.monotonic(), counties)
    return counties


def forget_counties(core: Core) -> None:
    """Ask the database next time: a county has been set up."""
    _known.pop(core.engine, None)
