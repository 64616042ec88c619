"""``python -m courier.sandbox.text_gateway``: the simulated gateway as a process of its own."""

from __future__ import annotations

import logging
import os

import click

from courier.sandbox.serving import serve
from courier.sandbox.text_gateway.app import create_gateway

log = logging.getLogger("courier.sandbox.text_gateway")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, required=True)
def main(host: str, port: int) -> None:
    """Simulate a gateway for texts. No text leaves this machine. The key is YIBAO_TEXT_KEY."""
    app = create_gateway(bytes.fromhex(os.environ["YIBAO_TEXT_KEY"]))
    serve(app, host=host, port=port, log=log)


if __name__ == "__main__":
    main()
