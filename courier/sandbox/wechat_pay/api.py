"""The merchant's interface, ``/v3/…``: checks the merchant's signature, signs every answer."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, g, request

from courier.ports import PayWay
from courier.sandbox.wechat_pay import describe
from courier.sandbox.wechat_pay.asked import asked_order, asked_refund
from courier.sandbox.wechat_pay.calls import Call, Trouble, Troubles, WireFault
from courier.sandbox.wechat_pay.desk import Desk
from courier.sandbox.wechat_pay.records import ApiError, Order
from courier.sandbox.wechat_pay.wire import Wire

REFUSALS = {
    WireFault.SYSTEM_ERROR: ApiError("SYSTEM_ERROR", 500),
    WireFault.FREQUENCY_LIMITED: ApiError("FREQUENCY_LIMITED", 429),
    WireFault.NOT_ENOUGH: ApiError("NOT_ENOUGH", 403),
    WireFault.ORDER_CLOSED: ApiError("ORDER_CLOSED"),
}
CALLS = {
    "place": Call.PLACE,
    "query_by_number": Call.QUERY,
    "query_by_transaction": Call.QUERY,
    "close": Call.CLOSE,
    "refund": Call.REFUND,
    "query_refund": Call.QUERY_REFUND,
}


class MerchantApi:
    """The routes of the interface. ``public_url`` None: code addresses are WeChat's own kind."""

    def __init__(
        self, desk: Desk, wire: Wire, troubles: Troubles, *, public_url: str | None
    ) -> None:
        self._desk = desk
        self._world = desk.world
        self._wire = wire
        self._troubles = troubles
        self._public_url = public_url

    def blueprint(self) -> Blueprint:
        """All routes under ``/v3``."""
        api = Blueprint("merchant_api", __name__, url_prefix="/v3")
        api.before_request(self._before)
        api.after_request(self._after)
        api.register_error_handler(ApiError, _refused)
        number = "/pay/transactions/out-trade-no/<out_trade_no>"
        refunds = "/refund/domestic/refunds"
        api.post("/pay/transactions/<any(native,jsapi,h5):way>")(self.place)
        api.get(number)(self.query_by_number)
        api.get("/pay/transactions/id/<transaction_id>")(self.query_by_transaction)
        api.post(number + "/close")(self.close)
        api.post(refunds)(self.refund)
        api.get(refunds + "/<out_refund_no>")(self.query_refund)
        return api

    def place(self, way: str) -> Response:
        """Place an order."""
        asked, notify_url = asked_order(self._body(), PayWay(way))
        return _answer(self._told(self._world.place(asked, notify_url=notify_url)))

    def query_by_number(self, out_trade_no: str) -> Response:
        """Where the order of this number stands."""
        self._check_merchant_named(request.args)
        state = self._world.state_of(out_trade_no)
        payment = self._world.payment_of(out_trade_no)
        order = self._world.book.order(out_trade_no)
        return _answer(describe.trade(self._wire.keys, order, state, payment))

    def query_by_transaction(self, transaction_id: str) -> Response:
        """Where the order of this transaction stands."""
        self._check_merchant_named(request.args)
        payment = self._world.book.payment(transaction_id)
        order = self._world.book.order(payment.out_trade_no)
        state = self._world.state_of(payment.out_trade_no)
        return _answer(describe.trade(self._wire.keys, order, state, payment))

    def close(self, out_trade_no: str) -> Response:
        """Close an unpaid order."""
        self._check_merchant_named(self._body())
        self._world.close(out_trade_no)
        return Response(status=204)

    def refund(self) -> Response:
        """Ask for a refund."""
        body = self._body()
        asked = asked_refund(body)
        notify_url = str(body.get("notify_url", ""))
        return _answer(describe.refund_answer(self._desk.refund(asked, notify_url=notify_url)))

    def query_refund(self, out_refund_no: str) -> Response:
        """Where a refund stands."""
        return _answer(describe.refund_answer(self._world.book.refund(out_refund_no)))

    def _before(self) -> Response | None:
        g.trouble = self._troubles.next(CALLS[(request.endpoint or "").rpartition(".")[2]])
        path = request.full_path if request.query_string else request.path
        text = request.get_data(as_text=True)
        try:
            authorization = request.headers.get("Authorization", "")
            self._wire.check_merchant(authorization, request.method, path, text)
            return _failed(g.trouble)
        except ApiError as error:
            return _refused(error)

    def _after(self, response: Response) -> Response:
        trouble: Trouble | None = g.trouble
        fault = trouble.fault if trouble is not None else None
        if fault in {WireFault.ANSWER_LOST, WireFault.TIMEOUT}:
            return Response("Bad Gateway", status=502, mimetype="text/html")
        text = response.get_data(as_text=True)
        signed = text + " " if fault is WireFault.FORGED_ANSWER else text
        response.headers.update(self._wire.signed_headers(signed))
        return response

    def _body(self) -> dict[str, Any]:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise ApiError("PARAM_ERROR")
        if body.get("mchid", self._wire.keys.mchid) != self._wire.keys.mchid:
            raise ApiError("MCH_NOT_EXISTS")
        if body.get("appid", self._wire.keys.appid) != self._wire.keys.appid:
            raise ApiError("APPID_MCHID_NOT_MATCH")
        return body

    def _check_merchant_named(self, fields: Mapping[str, Any]) -> None:
        if fields.get("mchid") != self._wire.keys.mchid:
            raise ApiError("PARAM_ERROR")

    def _told(self, order: Order) -> dict[str, str]:
        page = f"{self._public_url}/sandbox/pay/{order.token}" if self._public_url else None
        match order.asked.way:
            case PayWay.NATIVE:
                return {"code_url": page or f"weixin://wxpay/bizpayurl?pr={order.token}"}
            case PayWay.H5:
                return {"h5_url": page or f"https://wx.tenpay.invalid/checkmweb?id={order.token}"}
            case PayWay.JSAPI:
                return {"prepay_id": order.prepay_id}


def _failed(trouble: Trouble | None) -> Response | None:
    """The answer of a call that fails before anything is done."""
    if trouble is None:
        return None
    if trouble.fault is WireFault.TIMEOUT:
        time.sleep(trouble.seconds)
        return Response(status=502)
    refusal = REFUSALS.get(trouble.fault)
    return None if refusal is None else _refused(refusal)


def _refused(error: ApiError) -> Response:
    return _answer({"code": error.code, "message": error.code}, error.status)


def _answer(fields: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(fields, ensure_ascii=False), status, mimetype="application/json")
