"""``courier serve``: the three faces over HTTP."""

from __future__ import annotations

import click
from granian import Granian
from granian.constants import Interfaces

APP = "field_app.wsgi:make_app"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web app. SIGINT and SIGTERM stop it cleanly."""
    server = Granian(
        APP,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        log_enabled=False,
        workers_kill_timeout=5,
    )
    server.serve()
