"""Where to go after signing in: a page of ours, never another site."""

from __future__ import annotations

from urllib.parse import urlsplit


def local_path(wanted: str | None, otherwise: str) -> str:
    """``wanted`` if it is a path on this site, else ``otherwise``."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    if any(character < " " or character == "\\" for character in wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted
