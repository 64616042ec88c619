"""Keeps an uploaded file between pages: sealed, for an hour, openable by its token alone.

Further files may be kept beside it, under the same token: what was found in the upload.
"""

from __future__ import annotations

import base64
import re
import secrets
import time
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

KEPT_SECONDS = 3600
NONCE_BYTES = 12
_TOKEN = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_=-]{44})")


def keep(data: bytes) -> str:
    """Keep the file; the key is in the token alone, so what lies on the disk tells nothing."""
    key = base64.urlsafe_b64encode(AESGCM.generate_key(256)).decode("ascii")
    token = f"{uuid4().hex}.{key}"
    keep_beside(token, "", data)
    return token


def keep_beside(token: str, what: str, data: bytes) -> None:
    """Keep (or replace) a further file under a token that ``keep`` gave; ``what`` is a word."""
    name, key = _parts(token)
    folder = _folder()
    _sweep(folder)
    path, nonce = folder / (name + what), secrets.token_bytes(NONCE_BYTES)
    path.touch(mode=0o600)
    path.write_bytes(nonce + AESGCM(key).encrypt(nonce, data, path.name.encode("ascii")))


def kept(token: str, what: str = "") -> bytes | None:
    """The file, None when it is gone or the token is not ours."""
    folder = _folder()
    _sweep(folder)
    try:
        name, key = _parts(token)
        path = folder / (name + what)
        sealed = path.read_bytes()
        nonce, cipher = sealed[:NONCE_BYTES], AESGCM(key)
        return cipher.decrypt(nonce, sealed[NONCE_BYTES:], path.name.encode("ascii"))
    except (OSError, InvalidTag, ValueError):
        return None


def name_of(token: str) -> UUID:
    """Under which name a token's file is kept; tells nothing of its key."""
    return UUID(hex=_parts(token)[0])


def _parts(token: str) -> tuple[str, bytes]:
    """Name and key. Raises ValueError for what is no token."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        raise ValueError("token")
    return parts[1], base64.urlsafe_b64decode(parts[2])


def _folder() -> Path:
    folder: Path = current_app.config["UPLOADS"]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
