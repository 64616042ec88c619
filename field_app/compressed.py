"""Files are sent packed, where the browser takes them so.

Pages are not: they hold secrets beside what strangers send, and packed lengths would tell of both.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

from field_app.bare_files import FILES, KEPT_PAGES

PACKABLE = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"} | {
    "application/wasm",
    "application/manifest+json",
}
SMALLEST = 512  # less does not pay


def init_app(app: Flask) -> None:
    """Pack answers that are files."""
    app.after_request(packed)


def packed(response: Response) -> Response:
    """The same answer, packed if it is a file worth it."""
    if request.endpoint not in FILES or response.status_code != 200:  # noqa: PLR2004 - OK
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or not _is_packable(response):
        return response
    response.direct_passthrough = False
    data = _packed(response.get_data())
    response.set_data(data)
    response.headers.pop("Content-Disposition", None)  # names what the address names
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # two spellings of one content
    return response


def _is_packable(response: Response) -> bool:
    if request.endpoint in KEPT_PAGES:
        return True
    return response.mimetype in PACKABLE and (response.content_length or 0) >= SMALLEST


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
