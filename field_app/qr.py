"""QR codes inside a page, as pictures in the address itself (the policy on sources allows data)."""

from __future__ import annotations

import re

import segno

_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")
SCALE = 8


def qr_picture(text: str) -> str:
    """A ``data:`` address of the code's PNG, with its quiet zone. ASCII only."""
    mode = "alphanumeric" if _ALPHANUMERIC.fullmatch(text) else "byte"
    code = segno.make(text, error="m", mode=mode, micro=False)
    return str(code.png_data_uri(scale=SCALE, border=4))
