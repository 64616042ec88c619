"""The wire between phone and server, cut at a chosen call: before or after the server worked."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import run_wsgi_app


class Cut(StrEnum):
    """What got lost."""

    REQUEST = "request"  # the server never heard
    ANSWER = "answer"  # the server has worked, and nobody was told


class Cable:
    """Stands before a web app; every call of a room that ``watches`` names goes through it."""

    def __init__(self, app: Flask, *, watches: Iterable[str]) -> None:
        self._app, self._wsgi = app, app.wsgi_app
        self._watches = frozenset(watches)
        self._cut: tuple[str, Cut] | None = None
        self.calls: list[str] = []
        app.wsgi_app = self  # type: ignore[method-assign]

    def cut_once(self, call: str, what: Cut) -> None:
        """The next such call ("POST payments.start") loses its request or its answer."""
        self._cut = (call, what)

    @property
    def is_whole(self) -> bool:
        """Whether no cut is waiting any more."""
        return self._cut is None

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        call = self._call(environ)
        if call.partition(" ")[2] not in self._watches:
            return self._wsgi(environ, start_response)
        self.calls.append(call)
        if self._cut is None or self._cut[0] != call:
            return self._wsgi(environ, start_response)
        (_, what), self._cut = self._cut, None
        if what is Cut.ANSWER:
            run_wsgi_app(self._wsgi, environ)
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionResetError

    def _call(self, environ: dict[str, Any]) -> str:
        try:
            endpoint, _ = self._app.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return ""
        return f"{environ['REQUEST_METHOD']} {endpoint}"
