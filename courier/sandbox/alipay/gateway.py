"""Alipay's one address, ``/gateway.do``: checks the merchant's signature, signs every answer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from courier.domain.money import Money
from courier.ports import OrderState, OrderToPlace, PayWay, RefundState, RefundToPlace
from courier.sandbox.alipay import describe
from courier.sandbox.alipay.wire import AlipayWire
from courier.sandbox.wechat_pay.calls import Call, Trouble, Troubles, WireFault
from courier.sandbox.wechat_pay.desk import Desk
from courier.sandbox.wechat_pay.records import ApiError, Order

AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
GOOD = {"code": "10000", "msg": "Success"}
WORDS = {  # the world's own word for it, in Alipay's
    "ORDERPAID": "ACQ.TRADE_HAS_SUCCESS",
    "ORDER_CLOSED": "ACQ.TRADE_HAS_CLOSE",
    "OUT_TRADE_NO_USED": "ACQ.CONTEXT_INCONSISTENT",
    "RESOURCE_NOT_EXISTS": "ACQ.TRADE_NOT_EXIST",
    "INVALID_REQUEST": "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
    "PARAM_ERROR": "ACQ.INVALID_PARAMETER",
}
FAULTS = {
    WireFault.SYSTEM_ERROR: "ACQ.SYSTEM_ERROR",
    WireFault.FREQUENCY_LIMITED: "ACQ.SYSTEM_ERROR",
    WireFault.NOT_ENOUGH: "ACQ.SELLER_BALANCE_NOT_ENOUGH",
    WireFault.ORDER_CLOSED: "ACQ.TRADE_HAS_CLOSE",
}


class Gateway:
    """The methods of the interface. ``public_url`` None: codes are Alipay's own kind."""

    def __init__(
        self, desk: Desk, wire: AlipayWire, troubles: Troubles, *, public_url: str | None
    ) -> None:
        self._desk = desk
        self._world = desk.world
        self._wire = wire
        self._troubles = troubles
        self._public_url = public_url
        self._methods: dict[str, tuple[Call, Callable[[dict[str, Any]], describe.Fields]]] = {
            "alipay.trade.precreate": (Call.PLACE, self._precreate),
            "alipay.trade.query": (Call.QUERY, self._query),
            "alipay.trade.close": (Call.CLOSE, self._close),
            "alipay.trade.refund": (Call.REFUND, self._refund),
            "alipay.trade.fastpay.refund.query": (Call.QUERY_REFUND, self._query_refund),
        }

    def blueprint(self) -> Blueprint:
        """The one address, for calls and for payers' browsers."""
        gateway = Blueprint("gateway", __name__)
        gateway.post("/gateway.do")(self.answer)
        gateway.get("/gateway.do")(self.open_page)
        return gateway

    def answer(self) -> Response:
        """A merchant's call."""
        asked = request.form.to_dict()
        method = asked.get("method", "")
        if method not in self._methods or not self._wire.merchant_signed(asked):
            return _unsigned_refusal()
        call, act = self._methods[method]
        trouble = self._troubles.next(call)
        fields = self._done(act, asked, trouble)
        return self._told(method, fields, trouble)

    def open_page(self) -> AnyResponse:
        """A payer opens a page that the merchant signed: only now the order is there."""
        asked = request.args.to_dict()
        if asked.get("method") != "alipay.trade.wap.pay" or not self._wire.merchant_signed(asked):
            return _unsigned_refusal()
        number = _contents(asked).get("out_trade_no", "")
        known = self._world.book.orders.get(str(number))
        order = known or self._placed(_contents(asked), PayWay.H5, asked)
        return redirect(url_for("pages.show", key=order.token), code=303)

    def _done(
        self,
        act: Callable[[dict[str, Any]], describe.Fields],
        asked: Mapping[str, str],
        trouble: Trouble | None,
    ) -> describe.Fields:
        if trouble is not None and trouble.fault in FAULTS:
            return _refusal(FAULTS[trouble.fault])
        try:
            return GOOD | act(_contents(asked) | {"notify_url": asked.get("notify_url", "")})
        except ApiError as error:
            return _refusal(WORDS[error.code])

    def _told(self, method: str, fields: describe.Fields, trouble: Trouble | None) -> Response:
        fault = trouble.fault if trouble is not None else None
        if trouble is not None and fault is WireFault.TIMEOUT:
            time.sleep(trouble.seconds)
        if fault in {WireFault.ANSWER_LOST, WireFault.TIMEOUT}:
            return Response("Bad Gateway", status=502, mimetype="text/html")
        forged = fault is WireFault.FORGED_ANSWER
        return Response(
            self._wire.answer(method, fields, forged=forged), mimetype="application/json"
        )

    def _precreate(self, asked: dict[str, Any]) -> describe.Fields:
        order = self._placed(asked, PayWay.NATIVE, asked)
        page = f"{self._public_url}/sandbox/pay/{order.token}" if self._public_url else None
        code = page or f"https://qr.alipay.com/{order.token}"
        return {"out_trade_no": order.asked.out_trade_no, "qr_code": code}

    def _query(self, asked: dict[str, Any]) -> describe.Fields:
        number = str(asked.get("out_trade_no", ""))
        state, payment = self._world.state_of(number), self._world.payment_of(number)
        return describe.trade(self._world.book.order(number), state, payment)

    def _close(self, asked: dict[str, Any]) -> describe.Fields:
        number = str(asked.get("out_trade_no", ""))
        if self._world.state_of(number) is not OrderState.WAITING:
            return _refusal("ACQ.TRADE_STATUS_ERROR")
        self._world.close(number)
        return {"out_trade_no": number}

    def _refund(self, asked: dict[str, Any]) -> describe.Fields:
        """Alipay gives back at once; a repeat is answered by ``fund_change`` N."""
        payment = self._world.book.payment(str(asked.get("trade_no", "")))
        number = str(asked.get("out_request_no", ""))
        is_new = number not in self._world.book.refunds
        refund = RefundToPlace(
            out_refund_no=number,
            out_trade_no=payment.out_trade_no,
            transaction_id=payment.transaction_id,
            amount=_money(asked.get("refund_amount")),
            paid=payment.amount,
            reason=str(asked.get("refund_reason", "")),
        )
        self._desk.refund(refund, notify_url=str(asked["notify_url"]))
        self._desk.finish_refund(number)
        return {
            "out_trade_no": payment.out_trade_no,
            "trade_no": payment.transaction_id,
            "fund_change": "Y" if is_new else "N",
        }

    def _query_refund(self, asked: dict[str, Any]) -> describe.Fields:
        self._world.book.order(str(asked.get("out_trade_no", "")))
        refund = self._world.book.refunds.get(str(asked.get("out_request_no", "")))
        if refund is None or refund.state is not RefundState.DONE:
            return {}
        return describe.refund_found(refund)

    def _placed(
        self, contents: Mapping[str, Any], way: PayWay, outside: Mapping[str, Any]
    ) -> Order:
        try:
            expires = describe.moment(contents["time_expire"])
            order = OrderToPlace(
                out_trade_no=str(contents["out_trade_no"]),
                amount=_money(contents["total_amount"]),
                description=str(contents["subject"]),
                expires_at=expires,
                way=way,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ApiError("PARAM_ERROR") from error
        return self._world.place(order, notify_url=str(outside.get("notify_url", "")))


def _contents(asked: Mapping[str, str]) -> dict[str, Any]:
    try:
        contents = json.loads(asked.get("biz_content", ""))
    except ValueError as error:
        raise ApiError("PARAM_ERROR") from error
    return contents if isinstance(contents, dict) else {}


def _money(text: object) -> Money:
    if not isinstance(text, str) or not AMOUNT.fullmatch(text):
        raise ApiError("PARAM_ERROR")
    return Money.from_yuan(text)


def _refusal(word: str) -> describe.Fields:
    return {"code": "40004", "msg": "Business Failed", "sub_code": word, "sub_msg": word}


def _unsigned_refusal() -> Response:
    told = {"code": "40002", "msg": "Invalid Arguments", "sub_code": "isv.invalid-signature"}
    return Response(json.dumps({"error_response": told}), mimetype="application/json")
