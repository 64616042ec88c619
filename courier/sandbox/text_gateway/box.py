"""What the simulated gateway was given: every key once, by the phone that gets it."""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

MOST_KEPT = 500


class Outcome(StrEnum):
    """What became of a text that was handed in."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"  # the same key and contents again: nothing more is sent
    DIFFERS = "differs"  # the same key with other contents


@dataclass(frozen=True, slots=True)
class Delivered:
    """A text as a phone would show it."""

    key: str
    phone: str
    words: str
    at: dt.datetime


class Box:
    """The texts, newest first; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: deque[Delivered] = deque(maxlen=MOST_KEPT)
        self._keys: dict[str, tuple[str, str]] = {}

    def hand_in(self, text: Delivered) -> Outcome:
        """Deliver a text unless its key is known."""
        contents = (text.phone, text.words)
        with self._lock:
            known = self._keys.get(text.key)
            if known is not None:
                return Outcome.REPEATED if known == contents else Outcome.DIFFERS
            self._keys[text.key] = contents
            self._texts.appendleft(text)
            return Outcome.ACCEPTED

    @property
    def texts(self) -> tuple[Delivered, ...]:
        """What was delivered, newest first."""
        with self._lock:
            return tuple(self._texts)
