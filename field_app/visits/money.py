"""Her money page: what she collected, the cash in her hands, and its way to the township."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.money import Money
from courier.services import cash_limits, collected, deposit_announcements, reconciliation
from field_app.access import actor, core
from field_app.refusals import flashed
from field_app.visits.forms import AnnounceForm
from field_app.visits.rooms import visits


@visits.get("/money")
def money() -> ResponseReturnValue:
    """What she collected, and the cash in her hands."""
    return render_template(
        "visits/money.html",
        mine=reconciliation.courier_day(core(), actor=actor()),
        room=cash_limits.cash_room(core(), actor=actor()),
        deposits=deposit_announcements.own_deposits(core(), actor=actor()),
        collections=collected.own_collections(core(), actor()),
        form=AnnounceForm(),
    )


@visits.post("/money/deposit")
def announce_deposit() -> ResponseReturnValue:
    """She says what she brings; the township counts it."""
    flashed("cash.announced", _announce)
    return redirect(url_for("visits.money"), code=303)


def _announce() -> None:
    amount = Money.from_yuan(AnnounceForm().amount.data or "")
    deposit_announcements.announce_deposit(core(), actor=actor(), amount=amount)
