"""The web app as a server's target: everything from the environment."""

from __future__ import annotations

from flask import Flask

from courier.logs import set_up_logs
from courier.settings import Settings
from courier.wiring import build_core
from field_app import create_app


def make_app() -> Flask:
    """Called once in each server process."""
    settings = Settings.from_environment()
    set_up_logs(level=settings.log_level, readable=settings.demo)
    return create_app(build_core(settings), settings)
