"""The page that a payer of the demo sees: what for, how much, pay or not. No real money."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from courier.ports import OrderState
from courier.sandbox.wechat_pay.desk import Desk
from courier.sandbox.wechat_pay.records import ApiError, Order
from courier.texts import Locale, say

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
STAGES = {
    OrderState.WAITING: "waiting",
    OrderState.PAID: "paid",
    OrderState.REFUNDED: "paid",
    OrderState.CLOSED: "closed",
}


class PayPages:
    """The pages under ``/sandbox/pay``. An address has the order's token or its number."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Page, button and style."""
        pages = Blueprint(
            "pages",
            __name__,
            url_prefix="/sandbox",
            template_folder="templates",
            static_folder="static",
        )
        pages.after_request(_guarded)
        pages.register_error_handler(ApiError, self._unknown)
        pages.get("/pay/<key>")(self.show)
        pages.post("/pay/<key>")(self.answer)
        return pages

    def show(self, key: str) -> str:
        """The order, and what may be done with it."""
        order = self._order(key)
        stage = STAGES[self._desk.world.state_of(order.asked.out_trade_no)]
        has_left = stage == "waiting" and "left" in request.args
        return _page("left" if has_left else stage, order)

    def answer(self, key: str) -> AnyResponse:
        """The payer pressed a button. Leaving changes nothing: the order can still be paid."""
        order, wish = self._order(key), request.form.get("wish")
        if wish == "pay":
            self._pay(order)
        left = "1" if wish == "leave" else None
        return redirect(url_for("pages.show", key=key, lang=_locale().value, left=left), code=303)

    def _pay(self, order: Order) -> None:
        try:
            self._desk.pay(order.asked.out_trade_no)
        except ApiError:
            return  # paid or closed meanwhile, or pressed twice: the page then says so

    def _order(self, key: str) -> Order:
        book = self._desk.world.book
        return book.orders[key] if key in book.orders else book.order_by_token(key)

    def _unknown(self, error: ApiError) -> tuple[str, int]:
        return _page("unknown", None), error.status


def _page(stage: str, order: Order | None) -> str:
    locale = _locale()

    def t(key: str, **facts: object) -> str:
        return say(key, locale, **facts)

    return render_template(
        "sandbox_pay.html", t=t, locale=locale, languages=list(Locale), stage=stage, order=order
    )


def _locale() -> Locale:
    asked = request.args.get("lang", "")
    if asked in set(Locale):
        return Locale(asked)
    tags = {locale.tag: locale for locale in Locale} | {"zh": Locale.ZH_HANS}
    tags |= {"zh-CN": Locale.ZH_HANS, "zh-TW": Locale.ZH_HANT, "zh-HK": Locale.ZH_HANT}
    best = request.accept_languages.best_match(list(tags))
    return tags[best] if best else Locale.ZH_HANS


def _guarded(response: Response) -> Response:
    response.headers.update(SECURITY_HEADERS)
    return response
