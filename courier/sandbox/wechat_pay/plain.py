"""Notifications without cryptography, for tests that run thousands of times."""

from __future__ import annotations

import json
from collections.abc import Mapping

from courier.domain.errors import BadInput
from courier.ports import ChannelPayment, RefundStatus
from courier.sandbox.wechat_pay.records import (
    Event,
    Refund,
    read_payment,
    read_refund,
    write_payment,
    write_refund,
)

MARK = "Sandbox-Notification"


def seal_plainly(event: Event) -> tuple[dict[str, str], bytes]:
    """An event as headers and body that only ``open_plainly`` believes."""
    if isinstance(event.subject, Refund):
        kind, record = "refund", write_refund(event.subject)
    else:
        kind, record = "payment", write_payment(event.subject)
    return {MARK: kind}, json.dumps(record).encode()


def open_plainly(headers: Mapping[str, str], body: bytes) -> ChannelPayment | RefundStatus:
    """The payment or refund of a plain notification.

    Raises BadInput ``notification_wrong_signature`` or ``notification_not_readable``.
    """
    kind = headers.get(MARK)
    try:
        record = json.loads(body)
        if kind == "payment":
            return read_payment(record)
        if kind == "refund":
            refund = read_refund(record)
            return RefundStatus(refund.out_refund_no, refund.state, refund.amount)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("notification_not_readable") from error
    raise BadInput("notification_wrong_signature")
