"""Reads what a merchant asks for: the bodies of orders and refunds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from courier.domain.money import Money
from courier.ports import OrderToPlace, PayWay, RefundToPlace
from courier.sandbox.wechat_pay.records import ApiError

CURRENCY = "CNY"
REASON_BYTES = 80


def asked_order(body: Mapping[str, Any], way: PayWay) -> tuple[OrderToPlace, str]:
    """The order and its notify_url. Raises ApiError ``PARAM_ERROR``."""
    try:
        asked = OrderToPlace(
            out_trade_no=str(body["out_trade_no"]),
            amount=Money(body["amount"]["total"]),
            description=str(body["description"]),
            expires_at=dt.datetime.fromisoformat(body["time_expire"]).astimezone(dt.UTC),
            way=way,
            payer_openid=body["payer"]["openid"] if way is PayWay.JSAPI else None,
            payer_ip=body["scene_info"]["payer_client_ip"] if way is PayWay.H5 else None,
        )
        notify_url = str(body["notify_url"])
    except (KeyError, TypeError, ValueError) as error:
        raise ApiError("PARAM_ERROR") from error
    if (
        body["amount"].get("currency", CURRENCY) != CURRENCY
        or not {"mchid", "appid"} <= body.keys()
    ):
        raise ApiError("PARAM_ERROR")
    return asked, notify_url


def asked_refund(body: Mapping[str, Any]) -> RefundToPlace:
    """The refund. Raises ApiError ``PARAM_ERROR``."""
    reason = str(body.get("reason", ""))
    try:
        asked = RefundToPlace(
            out_refund_no=str(body["out_refund_no"]),
            out_trade_no="",
            transaction_id=str(body["transaction_id"]),
            amount=Money(body["amount"]["refund"]),
            paid=Money(body["amount"]["total"]),
            reason=reason,
        )
        currency = body["amount"]["currency"]
    except (KeyError, TypeError) as error:
        raise ApiError("PARAM_ERROR") from error
    if len(reason.encode()) > REASON_BYTES or currency != CURRENCY:
        raise ApiError("PARAM_ERROR")
    return asked
