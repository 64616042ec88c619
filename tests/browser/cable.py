"""The wire between phone and server, cut at a chosen call: before or after the server worked."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NoReturn

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import run_wsgi_app


class Cut(StrEnum):
    """What got lost."""

    REQUEST = "request"  # the server never heard
    ANSWER = "answer"  # the server has worked, and nobody was told


class Cable:
    """Stands before a web app; every call that it is told to watch goes through it."""

    def __init__(self, app: Flask) -> None:
        self._app, self._wsgi = app, app.wsgi_app
        self._watches: frozenset[str] = frozenset()
        self._cut: tuple[str, Cut] | None = None
        self.is_down = False
        self.calls: list[str] = []
        app.wsgi_app = self  # type: ignore[method-assign]

    def take_away(self) -> None:
        """The app answers by itself again."""
        self._app.wsgi_app = self._wsgi  # type: ignore[method-assign]

    def watch(self, calls: Iterable[str]) -> None:
        """From now on, note these calls ("POST payments.start")."""
        self._watches = frozenset(call.partition(" ")[2] for call in calls)
        self.calls = []

    def cut_at(self, call: str, what: Cut) -> None:
        """The next such call ("POST payments.start") loses its request or its answer.

        Nothing goes through after it until somebody mends the cable: a browser tries again by
        itself where a connection has just ended.
        """
        self._cut, self.is_down = (call, what), False

    def awaits(self, call: str) -> bool:
        """Whether this call will be cut when it comes."""
        return self._cut is not None and self._cut[0] == call

    def mend(self) -> None:
        """There is a network again."""
        self.is_down = False

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        call = self._call(environ)
        if self.is_down:
            self._sever(environ)
        if call.partition(" ")[2] in self._watches:
            self.calls.append(call)
        if self.awaits(call):
            self._lose(environ)
        return self._wsgi(environ, start_response)

    def _lose(self, environ: dict[str, Any]) -> None:
        cut, self._cut, self.is_down = self._cut, None, True
        if cut and cut[1] is Cut.ANSWER:
            run_wsgi_app(self._wsgi, environ)
        self._sever(environ)

    def _sever(self, environ: dict[str, Any]) -> NoReturn:
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionResetError

    def _call(self, environ: dict[str, Any]) -> str:
        try:
            endpoint, _ = self._app.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return ""
        return f"{environ['REQUEST_METHOD']} {endpoint}"
