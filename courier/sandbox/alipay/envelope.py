"""Signs an event as a notification of Alipay's, and on demand deliberately wrong."""

from __future__ import annotations

import secrets
from base64 import b64encode
from urllib.parse import urlencode

import httpx

from courier.domain.money import Money
from courier.sandbox.alipay import describe
from courier.sandbox.alipay.wire import AlipayWire, sorted_text
from courier.sandbox.wechat_pay.envelope import NINE_YEARS, Twist
from courier.sandbox.wechat_pay.records import Event
from courier.sandbox.wechat_pay.world import Message, WechatPayWorld

HEADERS = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
SIGN_TYPE = "RSA2"


def answered_by_word(answer: httpx.Response) -> bool:
    """Alipay repeats whatever is not answered by exactly this word."""
    return answer.text == "success"


class AlipaySealer:
    """Signs the events of one world, stamped by its clock."""

    def __init__(self, wire: AlipayWire, world: WechatPayWorld) -> None:
        self._wire = wire
        self._world = world

    def seal(self, event: Event, twist: Twist | None = None) -> Message:
        """Headers and body, as posted now; what a twist changes inside is truly signed."""
        now = self._world.clock.now()
        if twist is Twist.OLD_TIMESTAMP:
            now -= NINE_YEARS
        fields = _twisted(describe.notice(self._wire.keys, event, now), event, twist)
        signature = self._wire.sign(sorted_text(fields))
        if twist is Twist.WRONG_SIGNATURE:
            signature = b64encode(secrets.token_bytes(256)).decode()
        outside = {"sign": signature}
        if twist is not Twist.NO_SIGNATURE_TYPE:
            outside["sign_type"] = SIGN_TYPE
        return dict(HEADERS), urlencode(fields | outside).encode()


def _twisted(fields: describe.Fields, event: Event, twist: Twist | None) -> describe.Fields:
    match twist:
        case Twist.OTHER_AMOUNT:
            other = describe.yuan(event.subject.amount + Money(1))
            return fields | {"total_amount": other, "receipt_amount": other}
        case Twist.OTHER_MERCHANT:
            return fields | {"seller_id": "2088999999999999"}
        case Twist.OTHER_APP:
            return fields | {"app_id": "2021999999999999"}
        case Twist.UNKNOWN_EVENT:
            return fields | {"trade_status": "WAIT_BUYER_PAY"}
        case _:
            return fields
