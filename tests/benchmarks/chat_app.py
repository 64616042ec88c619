"""The web app as ``courier serve`` runs it, but without limits on how much one address may ask."""

from __future__ import annotations

import sys

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from field_app.wsgi import make_app


def make() -> Flask:
    app = make_app()
    app.config["RATELIMIT_ENABLED"] = False
    return app


if __name__ == "__main__":
    Granian(
        "tests.benchmarks.chat_app:make",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=8,  # as `courier serve`
        log_enabled=False,
        workers_kill_timeout=5,
    ).serve()
