"""Settings from the environment. The names are listed in docs/guide_admin.md."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courier.domain.errors import BadInput

ROOT = Path(__file__).parent.parent
DEFAULT_DATA_DIR = ROOT / ".var"
SECRET_BYTES = 32


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
    log_level: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``YIBAO_…``. Raises BadInput ``setting_missing`` or ``setting_invalid``."""
        data_dir = Path(environment.get("YIBAO_DATA_DIR") or DEFAULT_DATA_DIR)
        demo = environment.get("YIBAO_DEMO", "") == "1"
        keys = environment.get("YIBAO_WECHAT_KEYS")
        return cls(
            data_dir=data_dir,
            database_url=environment.get("DATABASE_URL") or None,
            secret=_secret(environment.get("YIBAO_SECRET"), data_dir, demo=demo),
            public_url=environment.get("YIBAO_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
            rasa_url=environment.get("YIBAO_RASA_URL", "http://127.0.0.1:5005").rstrip("/"),
            demo=demo,
            wechat_gateway=environment.get("YIBAO_WECHAT_GATEWAY") or None,
            wechat_keys=Path(keys) if keys else None,
            log_level=environment.get("YIBAO_LOG_LEVEL", "INFO"),
        )


def _secret(given: str | None, data_dir: Path, *, demo: bool) -> bytes:
    if given:
        try:
            secret = bytes.fromhex(given)
        except ValueError as error:
            raise BadInput("setting_invalid", name="YIBAO_SECRET") from error
        if len(secret) < SECRET_BYTES:
            raise BadInput("setting_invalid", name="YIBAO_SECRET")
        return secret
    if not demo:
        raise BadInput("setting_missing", name="YIBAO_SECRET")
    return _demo_secret(data_dir / "secret")


def _demo_secret(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(SECRET_BYTES), "ascii")
    return bytes.fromhex(path.read_text("ascii"))
