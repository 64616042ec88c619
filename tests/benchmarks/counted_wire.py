"""A wire to a server that counts what goes over it: bytes to the phone, and calls from it."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 65_536
_CALL = re.compile(rb"(?:GET|POST|HEAD|PUT|OPTIONS) \S+ HTTP/1\.1\r\n")


class CountedWire:
    """Listens on a free port of this machine and hands everything on to ``port``."""

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._counts = threading.Lock()
        self._bytes = self._calls = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def read(self) -> tuple[int, int]:
        """Bytes and calls since it was read last."""
        with self._counts:
            seen = self._bytes, self._calls
            self._bytes = self._calls = 0
        return seen

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                phone, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                for ends in ((phone, server), (server, phone)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        is_phone = source.getpeername()[1] != self._server_port
        with suppress(OSError):  # one end hung up
            while piece := source.recv(PIECE):
                self._count(piece, is_phone=is_phone)
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def _count(self, piece: bytes, *, is_phone: bool) -> None:
        with self._counts:
            if is_phone:
                self._calls += len(_CALL.findall(piece))
            else:
                self._bytes += len(piece)


@contextmanager
def counted(port: int) -> Iterator[CountedWire]:
    """A wire to the server at this port."""
    wire = CountedWire(port)
    yield wire
    wire.close()
