"""Ports of this machine: the usual one, or the next that is free.

A program may listen only minutes after its port was chosen (the assistant trains first), so a
chosen port is also claimed by a lock that another supervisor respects.
"""

from __future__ import annotations

import fcntl
import os
import socket
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

TRIES = 50
_claims: dict[int, int] = {}


def is_free(port: int) -> bool:
    """Whether a program could listen there now, on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def claim(port: int) -> bool:
    """Keep the port from other supervisors for as long as this process lives."""
    if port in _claims:
        return True
    path = Path(tempfile.gettempdir()) / f"yibao-port-{port}.lock"
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:  # another user's
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return False
    _claims[port] = file
    return True


def choose_port(usual: int, taken: Collection[int] = ()) -> int:
    """The usual port if it is free, else the next one that is. Raises OSError when none is."""
    for port in range(usual, usual + TRIES):
        if port not in taken and is_free(port) and claim(port):
            return port
    raise OSError(f"no free port from {usual} to {usual + TRIES - 1}")
