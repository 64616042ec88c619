"""The web app as a server's target: everything from the environment."""

from __future__ import annotations

from flask import Flask

from courier.logs import set_up_logs
from courier.settings import Settings
from courier.wiring import build_core, require_suitable_database
from field_app import create_app


def make_app() -> Flask:
    """Called once in each server process.

    Raises Refused ``demo_refused`` when a demo is asked for on a database that is not the demo's.
    """
    settings = Settings.from_environment()
    set_up_logs(level=settings.log_level, readable=settings.demo)
    require_suitable_database(settings)
    return create_app(build_core(settings), settings)
