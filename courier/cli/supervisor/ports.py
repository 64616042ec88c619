"""Ports of this machine: the usual one, or the next that is free."""

from __future__ import annotations

import socket
from collections.abc import Collection
from contextlib import suppress

TRIES = 50


def is_free(port: int) -> bool:
    """Whether a program could listen there now, on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def choose_port(usual: int, taken: Collection[int] = ()) -> int:
    """The usual port if it is free, else the next one that is. Raises OSError when none is."""
    for port in range(usual, usual + TRIES):
        if port not in taken and is_free(port):
            return port
    raise OSError(f"no free port from {usual} to {usual + TRIES - 1}")
