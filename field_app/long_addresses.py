"""Nobody needs an address of megabytes: what goes on beyond all reason is not read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST = 8000  # of path and of query; the longest card has 2,048 characters
_PARTS = ("PATH_INFO", "QUERY_STRING", "REQUEST_URI", "RAW_URI")


class ShortAddresses:
    """Cuts addresses, so that pages that name their own address stay small."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass the request on. What is cut is still longer than anything that is valid."""
        for part in _PARTS:
            if len(environ.get(part, "")) > LONGEST:
                environ[part] = environ[part][:LONGEST]
        return self._app(environ, start)
