"""How often one address may try what could be guessed, and how long who tried too often waits."""

from __future__ import annotations

import math
import time

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from courier.texts import Locale, say

GUESSABLE = "20 per minute; 200 per hour"
LONGEST_IN_SECONDS = 90  # a longer wait is told in minutes
SHORTEST_WAIT = 2
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Switch on; ``RATELIMIT_ENABLED`` false in the configuration switches off."""
    limiter.init_app(app)


def waiting_words(locale: Locale) -> str:
    """How long it takes until this request would be let in: «3秒», «12分钟»."""
    now = time.time()
    free = (limit.window.reset_time for limit in limiter.current_limits if limit.breached)
    seconds = max(SHORTEST_WAIT, math.ceil(max(free, default=now) - now))
    if seconds <= LONGEST_IN_SECONDS:
        return say("units.seconds", locale, count=str(seconds))
    return say("units.minutes", locale, count=str(math.ceil(seconds / 60)))


@limiter.request_filter
def _switched_off() -> bool:
    return not current_app.config.get("RATELIMIT_ENABLED", True)
