"""The page whose form was sent, for the way back and for the language links of the answer."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from flask import request


def came_from() -> str | None:
    """The page whose form was sent; None where somebody only followed an address."""
    came = urlsplit(request.referrer or "")
    if request.method != "POST" or came.netloc != request.host:
        return None
    return urlunsplit(("", "", came.path, came.query, ""))
