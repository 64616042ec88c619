"""Keeps an uploaded file between two pages: sealed, for an hour, openable by its token alone."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import time
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

KEPT_SECONDS = 3600
NONCE_BYTES = 12
_TOKEN = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_=-]{44})")


def keep(data: bytes) -> str:
    """Keep the file; the key is in the token alone, so what lies on the disk tells nothing."""
    folder = _folder()
    _sweep(folder)
    name, key, nonce = secrets.token_hex(16), AESGCM.generate_key(256), secrets.token_bytes(12)
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(nonce + AESGCM(key).encrypt(nonce, data, name.encode("ascii")))
    return f"{name}.{base64.urlsafe_b64encode(key).decode('ascii')}"


def kept(token: str) -> bytes | None:
    """The file, None when it is gone or the token is not ours."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        return None
    folder = _folder()
    _sweep(folder)
    try:
        sealed = (folder / parts[1]).read_bytes()
        cipher = AESGCM(base64.urlsafe_b64decode(parts[2]))
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], parts[1].encode("ascii"))
    except (OSError, InvalidTag, ValueError, binascii.Error):
        return None


def _folder() -> Path:
    folder: Path = current_app.config["UPLOADS"]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
