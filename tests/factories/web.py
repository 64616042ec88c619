"""The web app for tests: its routes and pages are prepared once a process, its settings anew."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

from flask import Flask

from courier.services.core import Core
from courier.settings import Settings
from field_app import configure, create_app
from field_app.limits import limiter


def web_app(core: Core, settings: Settings) -> Flask:
    """The app on this core; one at a time in a process."""
    app, bare = _prepared()
    app.config.clear()
    app.config.update(bare)
    configure(app, core, settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    app.config["SESSION_COOKIE_SECURE"] = False
    limiter.reset()
    return app


@functools.cache
def _prepared() -> tuple[Flask, dict[str, Any]]:
    """The app, and its settings before any test changed them."""
    nobody: Any = SimpleNamespace(web_key=b"k" * 32)
    app = create_app(nobody, Settings.from_environment({"YIBAO_DEMO": "1"}))
    return app, dict(app.config)
