"""Serves a simulator until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def serve(app: WSGIApplication, *, host: str, port: int, log: logging.Logger) -> None:
    """Answer requests until SIGINT or SIGTERM, then come back."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its lines show pay pages' tokens
    server = make_server(host, port, app, threaded=True)
    _stop_on_signal(server)
    log.info("listening on http://%s:%d", host, server.port)
    try:
        server.serve_forever()
    finally:
        server.server_close()


def _stop_on_signal(server: BaseWSGIServer) -> None:
    """``shutdown`` waits for the loop, which runs in this very thread: so ask from another."""

    def stop(_number: int, _frame: object) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
