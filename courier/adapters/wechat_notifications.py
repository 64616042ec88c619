"""Opens WeChat Pay's notifications, and believes only what is certainly its own.

The library checks the signature and decrypts. It does not check how old a message is
or whom it is for, and for an unknown serial it calls out: so we look at type, serial
and moment before it sees anything, and at merchant, app, event and currency after.
Whether the amount is that of our order, the payment service decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from wechatpayv3 import WeChatPay

from courier.adapters.wechat_answers import CURRENCY, Envelope, RefundNotice, Trade, TradeState
from courier.adapters.wechat_client import WechatPaySettings
from courier.domain.errors import BadInput
from courier.ports import ChannelPayment, Clock, RefundStatus

SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048"
FRESH_FOR = dt.timedelta(minutes=5)
BODY_BYTES = 64 * 1024
SIGNED_HEADERS = (
    "Wechatpay-Signature-Type",
    "Wechatpay-Serial",
    "Wechatpay-Timestamp",
    "Wechatpay-Nonce",
    "Wechatpay-Signature",
)
PAID = "TRANSACTION.SUCCESS"
REFUND_EVENTS = frozenset({"REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED"})


class NotificationReader:
    """Reads notifications for one account, by one clock. Never calls anybody."""

    def __init__(self, settings: WechatPaySettings, client: WeChatPay, clock: Clock) -> None:
        self._settings = settings
        self._client = client
        self._clock = clock

    def read(self, headers: Mapping[str, str], body: bytes) -> ChannelPayment | RefundStatus:
        """The payment or refund that the message tells of.

        Raises BadInput with one of: ``notification_incomplete``,
        ``notification_wrong_algorithm``, ``notification_unknown_serial``,
        ``notification_too_old``, ``notification_too_large``,
        ``notification_wrong_signature``, ``notification_not_readable``,
        ``notification_unknown_event``, ``notification_other_merchant``,
        ``notification_other_app``, ``notification_other_currency``.
        """
        signed = _signed_headers(headers)
        self._check_outside(signed, body)
        event, resource = self._open(signed, body)
        try:
            return self._understand(event, resource)
        except ValueError as error:
            raise BadInput("notification_not_readable") from error

    def _check_outside(self, signed: Mapping[str, str], body: bytes) -> None:
        if signed["Wechatpay-Signature-Type"] != SIGNATURE_TYPE:
            raise BadInput("notification_wrong_algorithm")
        if signed["Wechatpay-Serial"] != self._settings.platform_public_key_id:
            raise BadInput("notification_unknown_serial")
        if len(body) > BODY_BYTES:
            raise BadInput("notification_too_large")
        sent_at = _moment(signed["Wechatpay-Timestamp"])
        if abs(self._clock.now() - sent_at) > FRESH_FOR:
            raise BadInput("notification_too_old")

    def _open(self, signed: Mapping[str, str], body: bytes) -> tuple[str, str]:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput("notification_not_readable") from error
        core = self._client._core  # noqa: SLF001 tells a wrong signature from a wrong content
        if not core._verify_signature(signed, text):  # noqa: SLF001 as above
            raise BadInput("notification_wrong_signature")
        try:
            envelope = Envelope.model_validate_json(text)
            resource = self._client.decrypt_callback(signed, text)
        except Exception as error:
            # The library raises a bare Exception for an algorithm that it does not know.
            raise BadInput("notification_not_readable") from error
        if resource is None:
            raise BadInput("notification_not_readable")
        return envelope.event_type, resource

    def _understand(self, event: str, resource: str) -> ChannelPayment | RefundStatus:
        if event == PAID:
            return self._payment(Trade.model_validate_json(resource))
        if event in REFUND_EVENTS:
            return self._refund(RefundNotice.model_validate_json(resource))
        raise BadInput("notification_unknown_event")

    def _payment(self, trade: Trade) -> ChannelPayment:
        self._check_merchant(trade.mchid)
        if trade.appid != self._settings.appid:
            raise BadInput("notification_other_app")
        if trade.currency != CURRENCY:
            raise BadInput("notification_other_currency")
        if trade.trade_state is not TradeState.SUCCESS:
            raise BadInput("notification_unknown_event")
        return trade.payment()

    def _refund(self, notice: RefundNotice) -> RefundStatus:
        self._check_merchant(notice.mchid)
        if notice.amount.currency != CURRENCY:
            raise BadInput("notification_other_currency")
        return notice.told()

    def _check_merchant(self, mchid: str) -> None:
        if mchid != self._settings.mchid:
            raise BadInput("notification_other_merchant")


def _signed_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The signed headers under their canonical names, however the web server spells them."""
    given = {name.lower(): value for name, value in headers.items()}
    signed = {name: given.get(name.lower(), "") for name in SIGNED_HEADERS}
    if not all(signed.values()):
        raise BadInput("notification_incomplete")
    return signed


def _moment(timestamp: str) -> dt.datetime:
    """Seconds since 1970 as WeChat Pay writes them."""
    if not (timestamp.isascii() and timestamp.isdigit()):
        raise BadInput("notification_not_readable")
    try:
        return dt.datetime.fromtimestamp(int(timestamp), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadInput("notification_too_old") from error
