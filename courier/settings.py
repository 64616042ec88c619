"""Settings from the environment. The names are listed in docs/guide_admin.md."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from courier.domain.errors import BadInput

ROOT = Path(__file__).parent.parent
DEFAULT_DATA_DIR = ROOT / ".var"
SECRET_BYTES = 32
TRANSCRIPT_DAYS, LONGEST_DAYS = 180, 3650
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another.

    ``database_url`` is None for the embedded server. ``secret`` is the one secret from which
    all keys are derived; losing it makes the sealed ID numbers unreadable.
    """

    data_dir: Path
    database_url: str | None
    secret: bytes
    public_url: str
    rasa_url: str
    demo: bool
    wechat_gateway: str | None
    wechat_keys: Path | None
    alipay_gateway: str | None
    alipay_keys: Path | None
    account_api: str | None
    account_keys: Path | None
    gateway_keys: Path | None
    text_gateway: str | None
    text_key: bytes | None
    log_level: str
    transcript_days: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``YIBAO_…``. Raises BadInput ``setting_missing`` or ``setting_invalid``."""
        data_dir = Path(environment.get("YIBAO_DATA_DIR") or DEFAULT_DATA_DIR)
        demo = environment.get("YIBAO_DEMO", "") == "1"
        return cls(
            data_dir=data_dir,
            database_url=environment.get("DATABASE_URL") or None,
            secret=_secret(environment.get("YIBAO_SECRET"), data_dir, demo=demo),
            public_url=environment.get("YIBAO_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
            rasa_url=environment.get("YIBAO_RASA_URL", "http://127.0.0.1:5005").rstrip("/"),
            demo=demo,
            wechat_gateway=environment.get("YIBAO_WECHAT_GATEWAY") or None,
            wechat_keys=_path(environment.get("YIBAO_WECHAT_KEYS")),
            alipay_gateway=environment.get("YIBAO_ALIPAY_GATEWAY") or None,
            alipay_keys=_path(environment.get("YIBAO_ALIPAY_KEYS")),
            account_api=environment.get("YIBAO_ACCOUNT_API") or None,
            account_keys=_path(environment.get("YIBAO_ACCOUNT_KEYS")),
            gateway_keys=_path(environment.get("YIBAO_GATEWAY_KEYS")),
            text_gateway=_gateway(environment.get("YIBAO_TEXT_GATEWAY")),
            text_key=_text_key(environment),
            log_level=environment.get("YIBAO_LOG_LEVEL", "INFO"),
            transcript_days=_days("YIBAO_TRANSCRIPT_DAYS", environment),
        )


def _days(name: str, environment: Mapping[str, str]) -> int:
    given = environment.get(name) or str(TRANSCRIPT_DAYS)
    if not (given.isascii() and given.isdecimal() and 0 < int(given) <= LONGEST_DAYS):
        raise BadInput("setting_invalid", name=name)
    return int(given)


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _gateway(given: str | None) -> str | None:
    """An address that keeps telephone numbers private; this machine's own may be plain."""
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return given
    raise BadInput("setting_invalid", name="YIBAO_TEXT_GATEWAY")


def _text_key(environment: Mapping[str, str]) -> bytes | None:
    if not environment.get("YIBAO_TEXT_GATEWAY"):
        return None
    given = environment.get("YIBAO_TEXT_KEY")
    if not given:
        raise BadInput("setting_missing", name="YIBAO_TEXT_KEY")
    return _hex_secret("YIBAO_TEXT_KEY", given)


def _hex_secret(name: str, given: str) -> bytes:
    try:
        secret = bytes.fromhex(given)
    except ValueError as error:
        raise BadInput("setting_invalid", name=name) from error
    if len(secret) < SECRET_BYTES:
        raise BadInput("setting_invalid", name=name)
    return secret


def _secret(given: str | None, data_dir: Path, *, demo: bool) -> bytes:
    if given:
        return _hex_secret("YIBAO_SECRET", given)
    if not demo:
        raise BadInput("setting_missing", name="YIBAO_SECRET")
    return _demo_secret(data_dir / "secret")


def _demo_secret(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(SECRET_BYTES), "ascii")
    return bytes.fromhex(path.read_text("ascii"))
