"""How WeChat Pay is called: keys, timeouts, and what its errors mean to us.

A call ends in one of three ways, and the difference is money:

- an answer, signed by WeChat Pay;
- ``channel_refused`` or a Conflict: WeChat Pay says no, and nothing was done;
- ``channel_unreachable`` or ``channel_answer_wrong``: nobody knows whether it was
  done. Ask (query) before trying again with another number.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from wechatpayv3 import WeChatPay, WeChatPayType

from courier.domain.errors import Conflict, CourierError, OutsideFailed

TIMEOUT_SECONDS = (3.05, 10.0)  # to connect, to answer
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
NO_PROXY = {"http": "", "https": "", "all": ""}
CONFLICTS = {
    "ORDERPAID": "order_already_paid",
    "ORDER_CLOSED": "order_already_closed",
    "OUT_TRADE_NO_USED": "order_differs",
}


@dataclass(frozen=True, slots=True)
class WechatPaySettings:
    """Our account at WeChat Pay. Keys are PEM texts; ``gateway`` is only for a simulator."""

    mchid: str
    appid: str
    merchant_private_key_pem: str = field(repr=False)
    merchant_serial: str
    api_v3_key: str = field(repr=False)
    platform_public_key_pem: str
    platform_public_key_id: str
    notify_url: str
    gateway: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What WeChat Pay answered: JSON text, and its error code if it said no."""

    status: int
    text: str
    code: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the call did what it should."""
        return self.status in range(200, 300)

    def as_error(self) -> CourierError:
        """The error that this answer means."""
        if self.code in CONFLICTS:
            return Conflict(CONFLICTS[self.code])
        # Below 500 it was read and refused; 429 and 5xx leave open what was done.
        if self.status == HTTPStatus.TOO_MANY_REQUESTS or self.status >= 500:  # noqa: PLR2004 5xx
            return OutsideFailed("channel_unreachable", reason=self.code or str(self.status))
        return OutsideFailed("channel_refused", reason=self.code or str(self.status))


def build_client(settings: WechatPaySettings) -> WeChatPay:
    """The library's client, in public-key mode: building it calls nobody."""
    client = WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE,
        mchid=settings.mchid,
        private_key=settings.merchant_private_key_pem,
        cert_serial_no=settings.merchant_serial,
        appid=settings.appid,
        apiv3_key=settings.api_v3_key,
        notify_url=settings.notify_url,
        timeout=TIMEOUT_SECONDS,
        proxy=_proxy(settings.gateway),
        public_key=settings.platform_public_key_pem,
        public_key_id=settings.platform_public_key_id,
    )
    core = client._core  # noqa: SLF001 the library has no public way to another gateway
    if settings.gateway is not None:
        core._gate_way = settings.gateway.rstrip("/")  # noqa: SLF001 as above
    # An unknown serial would make the library fetch certificates; with a public key there are none.
    core._update_certificates = lambda: None  # noqa: SLF001 as above
    return client


def call(ask: Callable[..., tuple[int, Any]], **arguments: object) -> Answer:
    """Call a method of the library and tell good answers, refusals and failures apart.

    Raises OutsideFailed ``channel_unreachable`` or ``channel_answer_wrong``; a refusal
    is returned, because some refusals are good news.
    """
    try:
        status, message = ask(**arguments)
    except requests.RequestException as error:
        raise OutsideFailed("channel_unreachable") from error
    except Exception as error:
        # The library raises a bare Exception for an answer whose signature is wrong or missing.
        raise OutsideFailed("channel_answer_wrong") from error
    text = message if isinstance(message, str) else message.decode("utf-8", "replace")
    answer = Answer(status, text)
    return answer if answer.is_good else Answer(status, text, _error_code(text))


def _error_code(text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return ""
    return str(told.get("code", "")) if isinstance(told, dict) else ""


def _proxy(gateway: str | None) -> dict[str, str] | None:
    is_near = gateway is not None and urlsplit(gateway).hostname in LOOPBACK
    return NO_PROXY if is_near else None
