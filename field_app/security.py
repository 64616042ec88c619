"""Headers that every answer carries."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

from field_app.bare_files import WORKERS

DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {source}" for name, source in DIRECTIVES.items())
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# What a page loads is bound by the page's own policy; a worker and a picture with scripts are not.
PARTS_OF_PAGES = {"text/css", "text/javascript"}
FOR_EVER = "public, max-age=31536000, immutable"
HEADERS_OF_PARTS = {"X-Content-Type-Options": "nosniff"}


def init_app(app: Flask) -> None:
    """Put the headers on."""
    app.after_request(put_headers)


def put_headers(response: Response) -> Response:
    """Strict for all; pages with people on them are never kept by a cache."""
    if response.status_code != HTTPStatus.NOT_MODIFIED:  # those of the kept answer hold on
        is_part = response.mimetype in PARTS_OF_PAGES and request.endpoint not in WORKERS
        response.headers.update(HEADERS_OF_PARTS if is_part else HEADERS)
    if request.endpoint == "static" and "v" in request.args:  # named by its content
        response.headers["Cache-Control"] = FOR_EVER
    elif request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
