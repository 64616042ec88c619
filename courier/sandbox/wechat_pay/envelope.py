"""Seals an event as a notification: encrypted, signed, and on demand deliberately wrong."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from base64 import b64encode
from enum import StrEnum

from courier.ports import OrderState, RefundState
from courier.sandbox.wechat_pay import describe
from courier.sandbox.wechat_pay.records import Event, Refund
from courier.sandbox.wechat_pay.wire import Wire
from courier.sandbox.wechat_pay.world import Message, WechatPayWorld

NINE_YEARS = dt.timedelta(days=9 * 365)
REFUND_EVENTS = {RefundState.DONE: "REFUND.SUCCESS", RefundState.FAILED: "REFUND.ABNORMAL"}


class Twist(StrEnum):
    """What is wrong with a notification. Those that change the contents are truly signed."""

    WRONG_SIGNATURE = "wrong_signature"
    OLD_TIMESTAMP = "old_timestamp"
    UNKNOWN_SERIAL = "unknown_serial"
    NO_SIGNATURE_TYPE = "no_signature_type"
    OTHER_AMOUNT = "other_amount"
    OTHER_MERCHANT = "other_merchant"
    OTHER_APP = "other_app"
    OTHER_CURRENCY = "other_currency"
    OTHER_KEY = "other_key"
    UNKNOWN_EVENT = "unknown_event"


class Sealer:
    """Seals the events of one world with one set of keys, stamped by the world's clock."""

    def __init__(self, wire: Wire, world: WechatPayWorld) -> None:
        self._wire = wire
        self._world = world

    def seal(self, event: Event, twist: Twist | None = None) -> Message:
        """Headers and body, as they would be posted now."""
        event_type, kind, fields = self._contents(event)
        if twist is Twist.UNKNOWN_EVENT:
            event_type = "TRANSACTION.UNHEARD_OF"
        plain = json.dumps(_twisted_contents(fields, twist), ensure_ascii=False)
        body = json.dumps(
            {
                "id": event.event_id,
                "create_time": describe.local(event.happened_at),
                "resource_type": "encrypt-resource",
                "event_type": event_type,
                "summary": event_type,
                "resource": _twisted_cipher(self._wire.encrypt(plain, kind), twist),
            }
        )
        return self._headers(body, twist), body.encode()

    def _contents(self, event: Event) -> tuple[str, str, describe.Fields]:
        subject, keys = event.subject, self._wire.keys
        if isinstance(subject, Refund):
            told = describe.refund_notice(keys, subject, event.happened_at)
            return REFUND_EVENTS[subject.state], "refund", told
        order = self._world.book.order(subject.out_trade_no)
        told = describe.trade(keys, order, OrderState.PAID, subject)
        return "TRANSACTION.SUCCESS", "transaction", told

    def _headers(self, body: str, twist: Twist | None) -> dict[str, str]:
        now = self._world.clock.now()
        sent_at = now - NINE_YEARS if twist is Twist.OLD_TIMESTAMP else now
        headers = self._wire.signed_headers(body, timestamp=int(sent_at.timestamp()))
        headers["Content-Type"] = "application/json"
        match twist:
            case Twist.WRONG_SIGNATURE:
                headers["Wechatpay-Signature"] = b64encode(secrets.token_bytes(256)).decode()
            case Twist.UNKNOWN_SERIAL:
                headers["Wechatpay-Serial"] = secrets.token_hex(20).upper()
            case Twist.NO_SIGNATURE_TYPE:
                del headers["Wechatpay-Signature-Type"]
        return headers


def _twisted_contents(fields: describe.Fields, twist: Twist | None) -> describe.Fields:
    match twist:
        case Twist.OTHER_AMOUNT:
            return fields | {"amount": {name: _other(v) for name, v in fields["amount"].items()}}
        case Twist.OTHER_MERCHANT:
            return fields | {"mchid": "1900009999"}
        case Twist.OTHER_APP:
            return fields | {"appid": "wx9999999999other1"}
        case Twist.OTHER_CURRENCY:
            return fields | {"amount": fields["amount"] | {"currency": "USD"}}
        case _:
            return fields


def _other(value: object) -> object:
    return value + 1 if isinstance(value, int) else value


def _twisted_cipher(resource: dict[str, str], twist: Twist | None) -> dict[str, str]:
    """As if another key had sealed it: what is inside cannot be opened."""
    if twist is not Twist.OTHER_KEY:
        return resource
    return resource | {"ciphertext": b64encode(secrets.token_bytes(64)).decode()}
