"""``python -m courier.sandbox.text_gateway``: the simulated gateway as a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import threading

import click
from werkzeug.serving import BaseWSGIServer, make_server

from courier.sandbox.text_gateway.app import create_gateway

log = logging.getLogger("courier.sandbox.text_gateway")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, required=True)
def main(host: str, port: int) -> None:
    """Simulate a gateway for texts. No text leaves this machine. The key is YIBAO_TEXT_KEY."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(
        host, port, create_gateway(bytes.fromhex(os.environ["YIBAO_TEXT_KEY"])), threaded=True
    )
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


if __name__ == "__main__":
    main()
