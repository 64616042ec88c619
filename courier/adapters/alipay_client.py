"""How Alipay's gateway is called: keys, timeouts, and what its errors mean to us.

The library signs what we ask and verifies what is answered. We send it ourselves: the library
puts everything into the address, where logs keep it, and writes the machine's time instead of
China's. As with WeChat Pay (``wechat_client``), no and nobody-knows are told apart: it is money.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
from alipay import AliPay
from alipay.exceptions import AliPayException

from courier.domain.errors import Conflict, CourierError, OutsideFailed
from courier.ports import Clock

CHINA = ZoneInfo("Asia/Shanghai")
GATEWAY = "https://openapi.alipay.com/gateway.do"
TIMEOUT_SECONDS = 10.0
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
GOOD = "10000"
LEFT_OPEN = {"20000", "10003"}  # not available; still working
CONFLICTS = {
    "ACQ.TRADE_HAS_SUCCESS": "order_already_paid",
    "ACQ.TRADE_HAS_CLOSE": "order_already_closed",
    "ACQ.CONTEXT_INCONSISTENT": "order_differs",
}
TIME = "%Y-%m-%d %H:%M:%S"  # Alipay's, always China's


@dataclass(frozen=True, slots=True)
class AlipaySettings:
    """Our account at Alipay. Keys are PEM texts; another ``gateway`` is only for a simulator."""

    app_id: str
    seller_id: str
    app_private_key_pem: str = field(repr=False)
    alipay_public_key_pem: str
    notify_url: str
    gateway: str = GATEWAY


@dataclass(frozen=True, slots=True)
class Answer:
    """What Alipay answered, already verified, and its own word for it if it said no."""

    fields: Mapping[str, Any]

    @property
    def is_good(self) -> bool:
        """Whether the call did what it should."""
        return self.fields.get("code") == GOOD

    @property
    def word(self) -> str:
        """``ACQ.TRADE_NOT_EXIST`` and its like; the bare code where there is none."""
        return str(self.fields.get("sub_code") or self.fields.get("code") or "")

    def as_error(self) -> CourierError:
        """The error that this answer means."""
        if self.word in CONFLICTS:
            return Conflict(CONFLICTS[self.word])
        if self.fields.get("code") in LEFT_OPEN or self.word.endswith("SYSTEM_ERROR"):
            return OutsideFailed("channel_unreachable", reason=self.word)
        return OutsideFailed("channel_refused", reason=self.word)


class AlipayClient:
    """One account's calls. Building it calls nobody."""

    def __init__(self, settings: AlipaySettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.library = AliPay(
            appid=settings.app_id,
            app_private_key_string=settings.app_private_key_pem,
            alipay_public_key_string=settings.alipay_public_key_pem,
        )
        self._is_near = urlsplit(settings.gateway).hostname in LOOPBACK

    def call(self, method: str, contents: Mapping[str, object]) -> Answer:
        """Ask, and believe only a signed answer.

        Raises OutsideFailed ``channel_unreachable`` or ``channel_answer_wrong``; a refusal is
        returned, because some refusals are good news.
        """
        text = self._post(self._signed(method, contents))
        try:
            told = self.library._verify_and_return_sync_response(  # noqa: SLF001 no public way
                text, method.replace(".", "_") + "_response"
            )
        except AliPayException as error:
            return _unsigned_refusal(text, error)
        except Exception as error:
            # What is no JSON, lacks the answer or is signed by others: the library raises anything.
            raise OutsideFailed("channel_answer_wrong") from error
        return Answer(told)

    def page_address(self, method: str, contents: Mapping[str, object]) -> str:
        """The address of a page of Alipay's; nobody is called."""
        return f"{self._settings.gateway}?{self._signed(method, contents)}"

    def _signed(self, method: str, contents: Mapping[str, object]) -> str:
        return str(
            self.library.client_api(
                method,
                dict(contents),
                timestamp=self._clock.now().astimezone(CHINA).strftime(TIME),
                notify_url=self._settings.notify_url,
            )
        )

    def _post(self, signed: str) -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        try:
            with httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=not self._is_near) as client:
                answer = client.post(self._settings.gateway, content=signed, headers=headers)
                answer.raise_for_status()
        except httpx.HTTPError as error:
            raise OutsideFailed("channel_unreachable") from error
        return answer.text


def _unsigned_refusal(text: str, error: AliPayException) -> Answer:
    """Before it knows who asks, Alipay refuses without a signature; that it worked is signed."""
    told = next((part for part in json.loads(text).values() if isinstance(part, dict)), {})
    if told.get("code") in {None, GOOD}:
        raise OutsideFailed("channel_answer_wrong") from error
    return Answer(told)
