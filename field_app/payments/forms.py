"""What a courier's phone sends when a household pays."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.ports import Channel
from courier.services.payments import PaymentRequest


class LinkPhoneForm(FlaskForm):  # type: ignore[misc]
    """Whom a payment link is texted to."""

    phone = StringField("links.phone", validators=[InputRequired("visits.fill_in")])


def payment_asked() -> PaymentRequest:
    """The request in the form. Raises BadInput ``payment_form_broken`` for one we did not make."""
    fields = request.form
    try:
        return PaymentRequest(
            key=fields["idempotency_key"],
            household_id=UUID(fields["household_id"]),
            visit_id=UUID(fields["visit_id"]) if fields.get("visit_id") else None,
            owed=tuple(_owed(text) for text in fields.getlist("obligation")),
        )
    except (KeyError, ValueError) as error:
        raise BadInput("payment_form_broken") from error


def channel_asked() -> Channel:
    """Cash, or an app that pays. Raises BadInput ``payment_form_broken``."""
    try:
        return Channel(request.form.get("channel", ""))
    except ValueError as error:
        raise BadInput("payment_form_broken") from error


def _owed(text: str) -> Owed:
    obligation, fen = text.split(":")
    return Owed(UUID(obligation), Money(int(fen)))
