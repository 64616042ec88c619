"""Opens Alipay's notifications, and believes only what is certainly its own.

``sign`` and ``sign_type`` are taken out, the rest is decoded once, sorted and verified. The library
does not look whom a message is for or how old it is: we do. Whether the amount is that of our
order, the payment service decides.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

from alipay import AliPay

from courier.adapters.alipay_answers import PAID, Notice
from courier.adapters.alipay_client import AlipaySettings
from courier.domain.errors import BadInput
from courier.ports import ChannelPayment, Clock, RefundStatus

ALGORITHM = "RSA2"
# Alipay repeats a message for a day and an hour; repeats find their order paid and do nothing.
FRESH_FOR = dt.timedelta(hours=26)
CLOCKS_MAY_DIFFER = dt.timedelta(minutes=5)
BODY_BYTES = 64 * 1024
MOST_FIELDS = 100


class AlipayReader:
    """Reads notifications for one account, by one clock. Never calls anybody."""

    def __init__(self, settings: AlipaySettings, library: AliPay, clock: Clock) -> None:
        self._settings = settings
        self._library = library
        self._clock = clock

    def read(self, body: bytes) -> ChannelPayment | RefundStatus:
        """The payment or refund that the message tells of.

        Raises BadInput with one of: ``notification_too_large``, ``notification_not_readable``,
        ``notification_incomplete``, ``notification_wrong_algorithm``,
        ``notification_wrong_signature``, ``notification_other_app``,
        ``notification_other_merchant``, ``notification_too_old``, ``notification_unknown_event``.
        """
        fields = _fields(body)
        self._check_signature(fields)
        try:
            notice = Notice.model_validate(fields)
        except ValueError as error:
            raise BadInput("notification_not_readable") from error
        self._check_is_ours(notice)
        if notice.refund_fee is None and notice.trade_status not in PAID:
            raise BadInput("notification_unknown_event")
        try:
            return notice.told()
        except ValueError as error:
            raise BadInput("notification_not_readable") from error

    def _check_signature(self, fields: dict[str, str]) -> None:
        signature, algorithm = fields.get("sign"), fields.get("sign_type")
        if not signature or not algorithm:
            raise BadInput("notification_incomplete")
        if algorithm != ALGORITHM:
            raise BadInput("notification_wrong_algorithm")
        signed = {name: value for name, value in fields.items() if name != "sign"}
        try:
            is_good = self._library.verify(signed, signature)  # takes sign_type out of ``signed``
        except ValueError:  # no base64, or of another length than the key's
            is_good = False
        if not is_good:
            raise BadInput("notification_wrong_signature")

    def _check_is_ours(self, notice: Notice) -> None:
        if notice.app_id != self._settings.app_id:
            raise BadInput("notification_other_app")
        if notice.seller_id != self._settings.seller_id:
            raise BadInput("notification_other_merchant")
        age = self._clock.now() - notice.notify_time
        if not -CLOCKS_MAY_DIFFER <= age <= FRESH_FOR:
            raise BadInput("notification_too_old")


def _fields(body: bytes) -> dict[str, str]:
    if len(body) > BODY_BYTES:
        raise BadInput("notification_too_large")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise BadInput("notification_not_readable") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):  # which of two amounts was signed, nobody can say
        raise BadInput("notification_not_readable")
    return fields
