"""Cash in couriers' hands, and its confirmation when it is handed in."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.money import Money, total
from courier.domain.permissions import Permission
from courier.services import cash_alarms, cash_limits, deposits
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin.forms import DepositForm
from field_app.refusals import flashed

cash = Room(
    "admin_cash",
    audience=Audience.ADMIN,
    prefix="/admin/cash",
    see=Permission.SEE_MONEY,
    change=Permission.KEEP_MONEY,
)


@cash.get("/")
def index() -> ResponseReturnValue:
    """Who holds how much."""
    holders = deposits.cash_in_hand(core(), actor=actor())
    return render_template(
        "admin/cash.html",
        holders=holders,
        in_hand=total([one.in_hand for one in holders]),
        latest=deposits.latest_deposits(core(), actor=actor()),
        alarms=cash_alarms.cash_alarms(core(), actor=actor()),
        limit=cash_limits.county_limit(core(), actor=actor()),
        form=DepositForm(),
    )


@cash.post("/<uuid:courier_id>")
def confirm(courier_id: UUID) -> ResponseReturnValue:
    """Counted cash goes from the courier's custody to the township's account."""
    flashed("admin.deposit_confirmed", lambda: _confirm(courier_id))
    return redirect(url_for("admin_cash.index"), code=303)


@cash.post("/limit")
@needs(Permission.SET_CASH_LIMIT)
def set_limit() -> ResponseReturnValue:
    """How much cash a courier of the county may hold."""
    flashed("cash.limit_set", _set_limit)
    return redirect(url_for("admin_cash.index"), code=303)


def _set_limit() -> None:
    limit = Money.from_yuan(DepositForm().amount.data or "")
    cash_limits.set_county_limit(core(), actor=actor(), limit=limit)


def _confirm(courier_id: UUID) -> None:
    form = DepositForm()
    amount, shown = Money.from_yuan(form.amount.data or ""), form.shown_fen.data or ""
    deposits.confirm_deposit(
        core(),
        actor=actor(),
        courier_id=courier_id,
        amount=amount,
        shown=Money(int(shown)) if shown.isdecimal() else None,
    )
