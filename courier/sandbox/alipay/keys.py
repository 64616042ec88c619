"""The simulated Alipay's keys: invented once, kept in a private folder, and never of any worth."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from courier.sandbox.wechat_pay.keys import key_pair, publish

FILE = "alipay_sandbox_keys.json"


@dataclass(frozen=True, slots=True)
class AlipayKeys:
    """Everything that both sides need; the names are those of the real account's settings."""

    app_id: str
    seller_id: str
    app_private_key_pem: str = field(repr=False)
    app_public_key_pem: str
    alipay_private_key_pem: str = field(repr=False)
    alipay_public_key_pem: str

    def merchant_side(self) -> dict[str, str]:
        """What the merchant knows, by the field names of ``AlipaySettings``."""
        names = ("app_id", "seller_id", "app_private_key_pem", "alipay_public_key_pem")
        return {name: getattr(self, name) for name in names}


def make_alipay_keys(folder: Path) -> AlipayKeys:
    """The keys in this folder, made now if there are none; readable by their owner alone."""
    path = folder / FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        publish(path, json.dumps(asdict(_invent()), indent=1))
    return AlipayKeys(**json.loads(path.read_text()))


def _invent() -> AlipayKeys:
    app, alipay = key_pair(), key_pair()
    return AlipayKeys(
        app_id=f"2021{secrets.randbelow(10**12):012d}",
        seller_id=f"2088{secrets.randbelow(10**12):012d}",
        app_private_key_pem=app[0],
        app_public_key_pem=app[1],
        alipay_private_key_pem=alipay[0],
        alipay_public_key_pem=alipay[1],
    )
