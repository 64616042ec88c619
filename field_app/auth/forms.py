"""The forms of sign-in; labels are keys of the catalogue."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

LONGEST = 200


def _required() -> list[object]:
    return [InputRequired("auth.fill_in"), Length(max=LONGEST, message="auth.too_long")]


class AdminSignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    sign_in_name = StringField("auth.sign_in_name", validators=_required())
    password = PasswordField("auth.password", validators=_required())


class CourierSignInForm(FlaskForm):  # type: ignore[misc]
    """Courier number and PIN."""

    courier_no = StringField("auth.courier_no", validators=_required())
    pin = PasswordField("auth.pin", validators=_required())


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """The PIN, twice."""

    pin = PasswordField("auth.new_pin", description="auth.new_pin_hint", validators=_required())
    again = PasswordField(
        "auth.pin_again",
        validators=[*_required(), EqualTo("pin", message="auth.pins_differ")],
    )
