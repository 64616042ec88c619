"""The good ear while it works, the simple one while it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from courier.domain.errors import OutsideFailed
from courier.ports import Clock, Interpreter, TopicGuess

REST = dt.timedelta(seconds=15)


class TwoInterpreters:
    """Asks ``first``; when it fails, asks ``second`` and leaves ``first`` alone for REST.

    So a villager waits for a dead assistant once in fifteen seconds at most, and it is
    used again without anybody's doing when it is back.
    """

    def __init__(self, first: Interpreter, second: Interpreter, clock: Clock) -> None:
        self._first, self._second, self._clock = first, second, clock
        self._resting_until: dt.datetime | None = None

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:
        """Topics, best first, at most ten, of whichever answers."""
        if not self.is_simple_now:
            try:
                return self._first.guess(conversation_id, masked_text)
            except OutsideFailed:
                self._resting_until = self._clock.now() + REST
        return self._second.guess(conversation_id, masked_text)

    @property
    def is_simple_now(self) -> bool:
        """Whether the first one failed a moment ago, and answers are simpler than usual."""
        return self._resting_until is not None and self._clock.now() < self._resting_until
