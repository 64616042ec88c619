"""Answers are sent packed, where nobody can learn from their length.

Files are the same for everybody. Pages hold secrets: one whose address a stranger made up would be
shorter where his guess is right and stands in it twice (BREACH). So pages are packed for those who
came from our own or by themselves, and have a length by chance. SECURITY.md says why it is enough.
"""

from __future__ import annotations

import gzip
import io
import secrets
from functools import lru_cache

from flask import Flask, Response, request

from field_app.bare_files import FILES, KEPT_PAGES

PACKABLE = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"} | {
    "application/wasm",
    "application/manifest+json",
}
PAGES = {"text/html", "application/json"}
OWN_WAYS = {"same-origin", "none"}  # Sec-Fetch-Site: from our pages; typed, scanned or kept
SMALLEST = 512  # less does not pay
MOST_BY_CHANCE = 100  # bytes, as in Django's GZipMiddleware


def init_app(app: Flask) -> None:
    """Pack files and pages."""
    app.after_request(packed)


def packed(response: Response) -> Response:
    """The same answer, packed if it may be and is worth it."""
    is_file = request.endpoint in FILES
    if not (_is_packable_file(response) if is_file else _is_packable_page(response)):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    response.set_data((_packed_file if is_file else packed_page)(response.get_data()))
    response.headers.pop("Content-Disposition", None)  # names what the address names
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # two spellings of one content
    return response


def packed_page(data: bytes) -> bytes:
    """Gzip with a name of random length inside, which browsers pass over."""
    pages = io.BytesIO()
    name = "a" * secrets.randbelow(MOST_BY_CHANCE + 1)
    with gzip.GzipFile(name, "wb", fileobj=pages, mtime=0) as pack:
        pack.write(data)
    return pages.getvalue()


def _is_packable_file(response: Response) -> bool:
    if response.status_code != 200:  # noqa: PLR2004 - OK
        return False
    if request.endpoint in KEPT_PAGES:
        return True
    return response.mimetype in PACKABLE and (response.content_length or 0) >= SMALLEST


def _is_packable_page(response: Response) -> bool:
    if response.is_streamed or response.mimetype not in PAGES or len(response.data) < SMALLEST:
        return False
    return not request.cookies or request.headers.get("Sec-Fetch-Site") in OWN_WAYS


@lru_cache(maxsize=64)
def _packed_file(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
