"""Somebody else was quicker: said at once, with who and when, before money moves."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue

from courier.domain.errors import Conflict
from courier.services import payment_links
from courier.services.paid_meanwhile import Turn, turns_of
from courier.services.payments import PaymentRequest
from field_app.access import actor, core

QUICKER = frozenset({"already_paid", "being_paid", "amount_changed", "nothing_to_pay"})


def unless_quicker(
    asked: PaymentRequest, use_case: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    """What the use-case answers, or the page that tells of the other payment."""
    try:
        return use_case()
    except Conflict as conflict:
        if conflict.code not in QUICKER:
            raise
        return _told(asked), HTTPStatus.CONFLICT


def _told(asked: PaymentRequest) -> str:
    people = turns_of(core(), actor=actor(), owed=asked.owed)
    orders = [one.attempt_id for one in people if one.turn is Turn.BEING_PAID and one.attempt_id]
    link_id = (
        payment_links.link_of_attempt(core(), actor=actor(), attempt_id=orders[0])
        if orders
        else None
    )
    return render_template(
        "payments/meanwhile.html",
        people=people,
        link_id=link_id,
        household_id=asked.household_id,
        visit_id=asked.visit_id,
    )
