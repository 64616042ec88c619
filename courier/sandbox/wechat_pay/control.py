"""The tester's interface, ``/sandbox/control/…``, in JSON: pay orders, break things, look.

Only from this machine and not through a proxy; a page of another site cannot call it
either, because a body must be of the type application/json.

- ``GET orders``
- ``POST orders/<out_trade_no>/pay`` ``{"mode": "normal", "seconds": 1, "times": 2, "fen": 100}``;
  the modes are those of PayMode and Twist
- ``POST refunds/<out_refund_no>/finish`` ``{"ok": true}``
- ``POST faults`` ``{"call": "place", "fault": "timeout", "times": 1, "seconds": 20}``,
  ``DELETE faults``
- ``GET deliveries``: notifications posted so far and how they were answered
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from courier.domain.money import Money
from courier.ports import ChannelPayment
from courier.sandbox.wechat_pay.calls import Call, Trouble, Troubles, WireFault
from courier.sandbox.wechat_pay.desk import Desk, PayMode
from courier.sandbox.wechat_pay.envelope import Twist
from courier.sandbox.wechat_pay.records import ApiError, Order, Refund

LOOPBACK = {"127.0.0.1", "::1"}


class Control:
    """The routes of the tester's interface."""

    def __init__(self, desk: Desk, troubles: Troubles) -> None:
        self._desk = desk
        self._troubles = troubles

    def blueprint(self) -> Blueprint:
        """All routes under ``/sandbox/control``."""
        control = Blueprint("control", __name__, url_prefix="/sandbox/control")
        control.before_request(_only_from_here)
        control.register_error_handler(ApiError, _refused)
        control.get("/orders")(self.orders)
        control.post("/orders/<out_trade_no>/pay")(self.pay)
        control.post("/refunds/<out_refund_no>/finish")(self.finish_refund)
        control.post("/faults")(self.arrange_fault)
        control.delete("/faults")(self.forget_faults)
        control.get("/deliveries")(self.deliveries)
        return control

    def orders(self) -> Response:
        """All orders with their money, oldest first."""
        return jsonify([self._order(o) for o in list(self._desk.world.book.orders.values())])

    def pay(self, out_trade_no: str) -> Response:
        """Pay an order in one of the modes."""
        asked = _json()
        payments = self._desk.pay(
            out_trade_no,
            _mode(asked.get("mode", PayMode.NORMAL.value)),
            amount=Money(asked["fen"]) if "fen" in asked else None,
            seconds=float(asked.get("seconds", 1)),
            times=int(asked.get("times", 2)),
        )
        return jsonify([_payment(payment) for payment in payments])

    def finish_refund(self, out_refund_no: str) -> Response:
        """End a refund, well or not."""
        ok = bool(_json().get("ok", True))
        return jsonify(_refund(self._desk.finish_refund(out_refund_no, ok=ok)))

    def arrange_fault(self) -> Response:
        """Make the next calls go wrong."""
        asked = _json()
        try:
            call = Call(str(asked.get("call")))
            fault = WireFault(str(asked.get("fault")))
        except ValueError as error:
            raise ApiError("PARAM_ERROR") from error
        trouble = Trouble(fault, float(asked.get("seconds", 0)))
        self._troubles.arrange(call, trouble, times=int(asked.get("times", 1)))
        return Response(status=204)

    def forget_faults(self) -> Response:
        """From now on all is well."""
        self._troubles.forget()
        return Response(status=204)

    def deliveries(self) -> Response:
        """The last notifications posted."""
        return jsonify([asdict(delivery) for delivery in list(self._desk.notifier.deliveries)])

    def _order(self, order: Order) -> dict[str, Any]:
        world, asked = self._desk.world, order.asked
        payments = world.book.payments_of(asked.out_trade_no)
        refunds = [r for p in payments for r in world.book.refunds_of(p.transaction_id)]
        return {
            "out_trade_no": asked.out_trade_no,
            "fen": asked.amount.fen,
            "description": asked.description,
            "way": asked.way.value,
            "expires_at": asked.expires_at.isoformat(),
            "state": world.state_of(asked.out_trade_no).value,
            "page": f"/sandbox/pay/{order.token}",
            "payments": [_payment(payment) for payment in payments],
            "refunds": [_refund(refund) for refund in refunds],
        }


def _only_from_here() -> None:
    if request.remote_addr not in LOOPBACK or "X-Forwarded-For" in request.headers:
        abort(403)


def _json() -> dict[str, Any]:
    asked = request.get_json()
    if not isinstance(asked, dict):
        raise ApiError("PARAM_ERROR")
    return asked


def _mode(name: str) -> PayMode | Twist:
    try:
        return PayMode(name) if name in set(PayMode) else Twist(name)
    except ValueError as error:
        raise ApiError("PARAM_ERROR") from error


def _payment(payment: ChannelPayment) -> dict[str, Any]:
    return {
        "transaction_id": payment.transaction_id,
        "fen": payment.amount.fen,
        "paid_at": payment.paid_at.isoformat(),
    }


def _refund(refund: Refund) -> dict[str, Any]:
    return {
        "out_refund_no": refund.out_refund_no,
        "transaction_id": refund.transaction_id,
        "fen": refund.amount.fen,
        "state": refund.state.value,
    }


def _refused(error: ApiError) -> tuple[Response, int]:
    return jsonify({"code": error.code}), error.status
