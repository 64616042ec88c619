"""Passwords and PINs: argon2, slow on purpose, and as slow for a name that nobody has."""

from __future__ import annotations

import hashlib
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_hasher = PasswordHasher()
# OWASP's least: for codes that were drawn by lot, of which ten are made at once.
_code_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_secret(secret: str) -> str:
    """What is stored of a password or PIN."""
    return _hasher.hash(secret)


def hash_code(code: str) -> str:
    """What is stored of a random code of forty bits that works once."""
    return _code_hasher.hash(code)


def secret_fits(stored: str | None, secret: str) -> bool:
    """Whether the secret is the one stored; takes as long when nothing is stored."""
    try:
        return _hasher.verify(stored or _nobody(), secret) and stored is not None
    except (VerificationError, ValueError):
        return False


def token_hash(token: str) -> bytes:
    """What is stored of a long random token; it needs no slow hash."""
    return hashlib.sha256(token.encode("utf-8")).digest()


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
