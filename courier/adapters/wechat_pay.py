"""WeChat Pay, version 3, direct merchant: orders, queries, refunds, notifications.

Everything stands behind ``courier.ports.PaymentChannel``. ``wechat_client`` says what
an error means, ``wechat_answers`` reads the answers, ``wechat_notifications`` the
messages that come by themselves.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from wechatpayv3 import WeChatPayType

from courier.adapters.wechat_answers import CURRENCY, OrderAnswer, RefundAnswer, Trade
from courier.adapters.wechat_client import Answer, WechatPaySettings, build_client, call
from courier.adapters.wechat_notifications import NotificationReader
from courier.domain.errors import BadInput, OutsideFailed
from courier.ports import (
    ChannelPayment,
    Clock,
    OrderState,
    OrderStatus,
    OrderToPlace,
    PayWay,
    PlacedOrder,
    RefundState,
    RefundStatus,
    RefundToPlace,
)

CHINA = ZoneInfo("Asia/Shanghai")
NUMBER = re.compile(r"[0-9A-Za-z_\-|*@]{1,64}")  # what may stand in an address
REASON_BYTES = 80  # WeChat Pay's limit for a refund's reason
NEVER_HEARD = frozenset({"ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS"})
WAYS = {
    PayWay.NATIVE: WeChatPayType.NATIVE,
    PayWay.JSAPI: WeChatPayType.JSAPI,
    PayWay.H5: WeChatPayType.H5,
}

Model = TypeVar("Model", bound=BaseModel)


class WechatPayChannel:
    """The PaymentChannel that is WeChat Pay. Building it calls nobody."""

    def __init__(self, settings: WechatPaySettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._client = build_client(settings)
        self._reader = NotificationReader(settings, self._client, clock)

    def place(self, order: OrderToPlace) -> PlacedOrder:
        """Place the order; repeating it with the same contents gives the same order.

        Raises Conflict ``order_already_paid``, ``order_already_closed`` or
        ``order_differs``, BadInput ``channel_payer_missing``, and OutsideFailed.
        """
        answer = call(
            self._client.pay,
            description=order.description,
            out_trade_no=order.out_trade_no,
            amount={"total": order.amount.fen, "currency": CURRENCY},
            time_expire=order.expires_at.astimezone(CHINA).isoformat(timespec="seconds"),
            pay_type=WAYS[order.way],
            **_payer(order),
        )
        if not answer.is_good:
            raise answer.as_error()
        return self._placed(order.way, _read(OrderAnswer, answer))

    def query(self, out_trade_no: str) -> OrderStatus:
        """Ask where an order stands. Raises OutsideFailed."""
        answer = call(self._client.query, out_trade_no=_number(out_trade_no))
        if answer.code in NEVER_HEARD:
            return OrderStatus(OrderState.UNKNOWN)
        if not answer.is_good:
            raise answer.as_error()
        trade = _read(Trade, answer)
        self._check_is_ours(trade, out_trade_no)
        try:
            return trade.status()
        except ValueError as error:
            raise OutsideFailed("channel_answer_wrong") from error

    def close(self, out_trade_no: str) -> None:
        """Close an unpaid order; closing a closed or unknown one is no error.

        Raises Conflict ``order_already_paid`` and OutsideFailed.
        """
        answer = call(self._client.close, out_trade_no=_number(out_trade_no))
        if not answer.is_good and answer.code not in NEVER_HEARD | {"ORDER_CLOSED"}:
            raise answer.as_error()

    def refund(self, refund: RefundToPlace) -> RefundStatus:
        """Ask for a refund; the same number again is the same refund. Raises OutsideFailed."""
        answer = call(
            self._client.refund,
            out_refund_no=refund.out_refund_no,
            transaction_id=refund.transaction_id,
            amount={
                "refund": refund.amount.fen,
                "total": refund.paid.fen,
                "currency": CURRENCY,
            },
            reason=_within(refund.reason, REASON_BYTES),
        )
        return self._refund_status(answer, refund.out_refund_no)

    def query_refund(self, out_refund_no: str, out_trade_no: str) -> RefundStatus:
        """Ask where a refund stands. Raises OutsideFailed."""
        del out_trade_no  # WeChat Pay finds it by its own number
        answer = call(self._client.query_refund, out_refund_no=_number(out_refund_no))
        if answer.code in NEVER_HEARD:
            return RefundStatus(out_refund_no, RefundState.UNKNOWN)
        return self._refund_status(answer, out_refund_no)

    def read_notification(
        self, headers: Mapping[str, str], body: bytes
    ) -> ChannelPayment | RefundStatus:
        """Verify and open a notification. Raises BadInput ``notification_*``."""
        return self._reader.read(headers, body)

    def _placed(self, way: PayWay, told: OrderAnswer) -> PlacedOrder:
        match way:
            case PayWay.NATIVE:
                return PlacedOrder(code_url=_there(told.code_url))
            case PayWay.H5:
                return PlacedOrder(page_url=_there(told.h5_url))
            case PayWay.JSAPI:
                return PlacedOrder(prepay=self._signed_for_the_page(_there(told.prepay_id)))

    def _signed_for_the_page(self, prepay_id: str) -> dict[str, str]:
        """What a page inside WeChat hands to the payment dialogue, under its own names."""
        stamp = str(int(self._clock.now().timestamp()))
        nonce, package = secrets.token_hex(16), f"prepay_id={prepay_id}"
        signature = self._client.sign([self._settings.appid, stamp, nonce, package])
        return {
            "appId": self._settings.appid,
            "timeStamp": stamp,
            "nonceStr": nonce,
            "package": package,
            "signType": "RSA",
            "paySign": signature,
        }

    def _check_is_ours(self, trade: Trade, out_trade_no: str) -> None:
        told = (trade.mchid, trade.appid, trade.out_trade_no, trade.currency)
        if told != (self._settings.mchid, self._settings.appid, out_trade_no, CURRENCY):
            raise OutsideFailed("channel_answer_wrong")

    def _refund_status(self, answer: Answer, out_refund_no: str) -> RefundStatus:
        if not answer.is_good:
            raise answer.as_error()
        told = _read(RefundAnswer, answer)
        if (told.out_refund_no, told.amount.currency) != (out_refund_no, CURRENCY):
            raise OutsideFailed("channel_answer_wrong")
        return told.refund_status()


def _payer(order: OrderToPlace) -> dict[str, object]:
    """What WeChat Pay wants to know of the payer: nothing, who, or from where."""
    match order.way:
        case PayWay.NATIVE:
            return {}
        case PayWay.JSAPI if order.payer_openid:
            return {"payer": {"openid": order.payer_openid}}
        case PayWay.H5 if order.payer_ip:
            return {"scene_info": {"payer_client_ip": order.payer_ip, "h5_info": {"type": "Wap"}}}
        case _:
            raise BadInput("channel_payer_missing")


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise OutsideFailed("channel_refused", reason="PARAM_ERROR")
    return text


def _read(model: type[Model], answer: Answer) -> Model:
    try:
        return model.model_validate_json(answer.text)
    except ValidationError as error:
        raise OutsideFailed("channel_answer_wrong") from error


def _there(value: str | None) -> str:
    if not value:
        raise OutsideFailed("channel_answer_wrong")
    return value


def _within(text: str, limit_bytes: int) -> str:
    """As much of the text as fits, never half a letter."""
    return text.encode()[:limit_bytes].decode("utf-8", "ignore")
