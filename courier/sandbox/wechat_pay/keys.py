"""The simulator's keys: invented once, kept in a private folder, and never of any worth."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

FILE = "wechat_sandbox_keys.json"
RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class SandboxKeys:
    """Everything that both sides need; the names are those of the real account's settings."""

    mchid: str
    appid: str
    merchant_serial: str
    merchant_private_key_pem: str = field(repr=False)
    merchant_public_key_pem: str
    api_v3_key: str = field(repr=False)
    platform_private_key_pem: str = field(repr=False)
    platform_public_key_pem: str
    platform_public_key_id: str

    def merchant_side(self) -> dict[str, str]:
        """What the merchant knows, by the field names of ``WechatPaySettings``."""
        names = (
            "mchid",
            "appid",
            "merchant_private_key_pem",
            "merchant_serial",
            "api_v3_key",
            "platform_public_key_pem",
            "platform_public_key_id",
        )
        return {name: getattr(self, name) for name in names}


def make_sandbox_keys(folder: Path) -> SandboxKeys:
    """The keys in this folder, made now if there are none.

    Folder and file are readable by their owner alone. Two processes that start at the
    same moment end up with the same keys.
    """
    path = folder / FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        publish(path, json.dumps(asdict(_invent()), indent=1))
    return SandboxKeys(**json.loads(path.read_text()))


def publish(path: Path, text: str) -> None:
    """Write a private file at once and whole; who comes second changes nothing."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return  # somebody else was first: theirs count
    finally:
        draft.unlink()


def _invent() -> SandboxKeys:
    merchant, platform = key_pair(), key_pair()
    return SandboxKeys(
        mchid="1900000001",
        appid="wx0000000000demo01",
        merchant_serial=secrets.token_hex(20).upper(),
        merchant_private_key_pem=merchant[0],
        merchant_public_key_pem=merchant[1],
        api_v3_key=secrets.token_hex(16),
        platform_private_key_pem=platform[0],
        platform_public_key_pem=platform[1],
        platform_public_key_id=f"PUB_KEY_ID_{secrets.token_hex(16).upper()}",
    )


def key_pair() -> tuple[str, str]:
    """A private and its public RSA key, as PEM texts."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()
