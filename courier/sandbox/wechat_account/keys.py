"""The simulated account's keys: invented once, kept in a private folder, of no worth."""

from __future__ import annotations

import json
import os
import secrets
import string
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "account_sandbox_keys.json"
AES_KEY_LENGTH = 43
_SIGNS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class SandboxAccountKeys:
    """What both sides know; the names are those of the product's own setting."""

    appid: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    account_id: str
    encoding_aes_key: str | None = field(default=None, repr=False)


def invent_account(*, sealed: bool = True) -> SandboxAccountKeys:
    """Keys that nobody has used; ``sealed`` with a key for messages."""
    return SandboxAccountKeys(
        appid="wx" + secrets.token_hex(8),
        secret=secrets.token_hex(16),
        token=_random(24),
        account_id="gh_" + secrets.token_hex(6),
        encoding_aes_key=_random(AES_KEY_LENGTH - 1) + "A" if sealed else None,
    )


def make_account_keys(folder: Path) -> SandboxAccountKeys:
    """The keys in this folder, made now if there are none; readable by their owner alone."""
    path = folder / FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(asdict(invent_account()), indent=1), "ascii")
        try:
            os.link(draft, path)  # the first of two processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return SandboxAccountKeys(**json.loads(path.read_text("ascii")))


def _random(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))
