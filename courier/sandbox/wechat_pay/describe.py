"""Orders and refunds in the words of WeChat Pay's interface documents, version 3."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from courier.domain.money import Money
from courier.ports import ChannelPayment, OrderState, PayWay, RefundState
from courier.sandbox.wechat_pay.keys import SandboxKeys
from courier.sandbox.wechat_pay.records import Order, Refund

CHINA = ZoneInfo("Asia/Shanghai")
CURRENCY = "CNY"
TRADE_TYPES = {PayWay.NATIVE: "NATIVE", PayWay.JSAPI: "JSAPI", PayWay.H5: "MWEB"}
TRADE_STATES = {
    OrderState.WAITING: "NOTPAY",
    OrderState.PAID: "SUCCESS",
    OrderState.REFUNDED: "REFUND",
    OrderState.CLOSED: "CLOSED",
}
REFUND_WORDS = {
    RefundState.WORKING: "PROCESSING",
    RefundState.DONE: "SUCCESS",
    RefundState.FAILED: "ABNORMAL",
}
DEMO_PAYER = "o-demo-payer"

Fields = dict[str, Any]


def local(moment: dt.datetime) -> str:
    """A moment as WeChat Pay writes it: China's time, whole seconds, with offset."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def trade(
    keys: SandboxKeys, order: Order, state: OrderState, payment: ChannelPayment | None
) -> Fields:
    """An order, as a query answers it and a notification tells it."""
    asked, word = order.asked, TRADE_STATES[state]
    amount = asked.amount if payment is None else payment.amount
    fields: Fields = {
        "mchid": keys.mchid,
        "appid": keys.appid,
        "out_trade_no": asked.out_trade_no,
        "trade_type": TRADE_TYPES[asked.way],
        "trade_state": word,
        "trade_state_desc": word,
        "attach": "",
        "amount": _trade_amount(amount, is_paid=payment is not None),
    }
    if payment is not None:
        fields |= {
            "transaction_id": payment.transaction_id,
            "bank_type": "OTHERS",
            "success_time": local(payment.paid_at),
            "payer": {"openid": asked.payer_openid or DEMO_PAYER},
        }
    return fields


def refund_answer(refund: Refund) -> Fields:
    """A refund, as a request or a query is answered."""
    return _refund(refund) | {
        "status": REFUND_WORDS[refund.state],
        "channel": "ORIGINAL",
        "funds_account": "AVAILABLE",
        "create_time": local(refund.asked_at),
        "amount": _refund_amount(refund) | {"currency": CURRENCY},
    }


def refund_notice(keys: SandboxKeys, refund: Refund, happened_at: dt.datetime) -> Fields:
    """A refund, as a notification tells it."""
    return _refund(refund) | {
        "mchid": keys.mchid,
        "refund_status": REFUND_WORDS[refund.state],
        "success_time": local(happened_at),
        "amount": _refund_amount(refund),
    }


def _refund(refund: Refund) -> Fields:
    return {
        "refund_id": refund.refund_id,
        "out_refund_no": refund.out_refund_no,
        "transaction_id": refund.transaction_id,
        "out_trade_no": refund.out_trade_no,
        "user_received_account": DEMO_PAYER,
    }


def _trade_amount(amount: Money, *, is_paid: bool) -> Fields:
    told: Fields = {"total": amount.fen, "currency": CURRENCY}
    return told | {"payer_total": amount.fen, "payer_currency": CURRENCY} if is_paid else told


def _refund_amount(refund: Refund) -> Fields:
    return {
        "total": refund.paid.fen,
        "refund": refund.amount.fen,
        "payer_total": refund.paid.fen,
        "payer_refund": refund.amount.fen,
    }
