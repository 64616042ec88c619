"""Orders and refunds in the words of Alipay's interface documents."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from courier.domain.money import Money
from courier.ports import ChannelPayment, OrderState
from courier.sandbox.alipay.keys import AlipayKeys
from courier.sandbox.wechat_pay.records import Event, Order, Refund

CHINA = ZoneInfo("Asia/Shanghai")
TIME = "%Y-%m-%d %H:%M:%S"
DEMO_BUYER = "2088000000000000"
TRADE_STATES = {
    OrderState.WAITING: "WAIT_BUYER_PAY",
    OrderState.PAID: "TRADE_SUCCESS",
    OrderState.REFUNDED: "TRADE_CLOSED",
    OrderState.CLOSED: "TRADE_CLOSED",
}

Fields = dict[str, str]


def local(moment: dt.datetime) -> str:
    """A moment as Alipay writes it: China's time, whole seconds, no offset."""
    return moment.astimezone(CHINA).strftime(TIME)


def moment(text: str) -> dt.datetime:
    """The moment that ``local`` wrote. Raises ValueError."""
    return dt.datetime.strptime(text, TIME).replace(tzinfo=CHINA).astimezone(dt.UTC)


def yuan(amount: Money) -> str:
    """Decimal yuan with both digits of fen."""
    return f"{amount.fen // 100}.{amount.fen % 100:02d}"


def trade(order: Order, state: OrderState, payment: ChannelPayment | None) -> Fields:
    """An order, as a query answers it."""
    amount = order.asked.amount if payment is None else payment.amount
    fields = {
        "out_trade_no": order.asked.out_trade_no,
        "trade_no": f"wait{order.token}" if payment is None else payment.transaction_id,
        "trade_status": TRADE_STATES[state],
        "total_amount": yuan(amount),
    }
    if payment is not None:
        fields |= {"buyer_user_id": DEMO_BUYER, "send_pay_date": local(payment.paid_at)}
    return fields


def refund_found(refund: Refund) -> Fields:
    """A refund that has succeeded, as a query answers it."""
    return {
        "out_trade_no": refund.out_trade_no,
        "trade_no": refund.transaction_id,
        "out_request_no": refund.out_refund_no,
        "refund_amount": yuan(refund.amount),
        "total_amount": yuan(refund.paid),
        "refund_status": "REFUND_SUCCESS",
    }


def notice(keys: AlipayKeys, event: Event, now: dt.datetime) -> Fields:
    """What Alipay posts of money that came or went back, without its signature."""
    told, subject = _outside(keys, event, now), event.subject
    if isinstance(subject, Refund):
        return told | {
            "trade_no": subject.transaction_id,
            "out_trade_no": subject.out_trade_no,
            "trade_status": "TRADE_CLOSED",
            "total_amount": yuan(subject.paid),
            "refund_fee": yuan(subject.amount),
            "out_biz_no": subject.out_refund_no,
            "gmt_refund": local(event.happened_at),
        }
    return told | {
        "trade_no": subject.transaction_id,
        "out_trade_no": subject.out_trade_no,
        "trade_status": "TRADE_SUCCESS",
        "total_amount": yuan(subject.amount),
        "receipt_amount": yuan(subject.amount),
        "gmt_payment": local(subject.paid_at),
    }


def _outside(keys: AlipayKeys, event: Event, now: dt.datetime) -> Fields:
    return {
        "notify_id": event.event_id,
        "notify_type": "trade_status_sync",
        "notify_time": local(now),
        "charset": "utf-8",
        "version": "1.0",
        "app_id": keys.app_id,
        "seller_id": keys.seller_id,
        "buyer_id": DEMO_BUYER,
    }
