"""What the simulated gateway does wrong on demand."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """How the next text fares."""

    REFUSE = "refuse"  # 422: this text will never be sent
    BUSY = "busy"  # 503, before anything was done
    LOSE_ANSWER = "lose_answer"  # the text is sent, and the answer is a 502
    UNSIGNED = "unsigned"  # a page in between answers 200 in the gateway's place
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault; ``seconds`` is for a delay."""

    fault: Fault
    seconds: float = 0.0


class Troubles:
    """Faults that wait, first come first served."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Trouble] = deque()

    def arrange(self, trouble: Trouble, times: int = 1) -> None:
        """Let the next ``times`` texts fare so."""
        with self._lock:
            self._waiting.extend([trouble] * times)

    def forget(self) -> None:
        """From now on all is well."""
        with self._lock:
            self._waiting.clear()

    def next(self) -> Trouble | None:
        """How this text fares; None is well."""
        with self._lock:
            return self._waiting.popleft() if self._waiting else None
