"""The quiet twins of outside systems: what the product has where nothing else is set up."""

from __future__ import annotations

import datetime as dt

import structlog

from courier.ports import TextToSend

log = structlog.get_logger()


class SystemClock:
    """The machine's own clock."""

    def now(self) -> dt.datetime:
        """The moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


class QuietTexts:
    """Carries nothing. Counts what it was given, and says in the log only that there was one."""

    reaches_phones = False

    def __init__(self) -> None:
        self.count = 0

    def send(self, text: TextToSend) -> None:  # noqa: ARG002 - nothing of it is kept
        """Take the text and let it go."""
        self.count += 1
        log.info("text_not_carried", count=self.count)
