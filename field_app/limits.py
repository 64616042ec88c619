"""How often one address may try what could be guessed."""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

GUESSABLE = "20 per minute; 200 per hour"
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Switch on; ``RATELIMIT_ENABLED`` false in the configuration switches off."""
    limiter.init_app(app)


@limiter.request_filter
def _switched_off() -> bool:
    return not current_app.config.get("RATELIMIT_ENABLED", True)
