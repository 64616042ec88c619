"""Does things later, one after another, in a thread that stops when it is told to."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

STOP_SECONDS = 10.0

log = logging.getLogger(__name__)


class Later:
    """A list of things to do with their moments. The thread starts with the first of them."""

    def __init__(self) -> None:
        self._plans: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Do ``action`` once, ``seconds`` from now. After ``stop`` nothing is done any more."""
        with self._changed:
            if self._stopping:
                return
            due = time.monotonic() + seconds
            heapq.heappush(self._plans, (due, next(self._order), action))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self) -> None:
        """Forget what is planned and wait for what is being done."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while (action := self._next()) is not None:
            try:
                action()
            except Exception:
                # One failed action must not end the thread that does all the others.
                log.exception("sandbox action failed")

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._stopping:
                wait = self._plans[0][0] - time.monotonic() if self._plans else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._plans)[2]
                self._changed.wait(wait)
            return None
