"""Leaves an assistant alone that did not answer, so that not every villager waits for it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence

from courier.domain.errors import OutsideFailed
from courier.ports import Clock, Interpreter, TopicGuess

REST = dt.timedelta(seconds=15)


class RestingInterpreter:
    """Asks ``inner``; after a failure it fails at once for REST, then lets one message try.

    So a dead or hanging assistant costs one villager in fifteen seconds a wait, and it is used
    again without anybody's doing when it is back.
    """

    def __init__(self, inner: Interpreter, clock: Clock) -> None:
        self._inner, self._clock = inner, clock
        self._resting_until: dt.datetime | None = None
        self._door = threading.Lock()

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:
        """Topics, best first, at most ten. Raises OutsideFailed ``assistant_unreachable``."""
        if not self._may_ask():
            raise OutsideFailed("assistant_unreachable")
        try:
            guesses = self._inner.guess(conversation_id, masked_text)
        except OutsideFailed:
            self._resting_until = self._clock.now() + REST
            raise
        self._resting_until = None
        return guesses

    def _may_ask(self) -> bool:
        with self._door:
            if self._resting_until is None:
                return True
            now = self._clock.now()
            if now < self._resting_until:
                return False
            self._resting_until = now + REST  # one tries, the others go on without
            return True
