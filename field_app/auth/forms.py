"""The forms of sign-in; labels are keys of the catalogue."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

LONGEST = 200


def _required() -> list[object]:
    return [InputRequired("auth.fill_in"), Length(max=LONGEST, message="auth.too_long")]


class AdminSignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    sign_in_name = StringField("auth.sign_in_name", validators=_required())
    password = PasswordField("auth.password", validators=_required())


class CodeForm(FlaskForm):  # type: ignore[misc]
    """Six digits from the phone, or a recovery code."""

    code = StringField("second_factor.code", validators=_required())


class PasskeyForm(FlaskForm):  # type: ignore[misc]
    """What a passkey signed; the page's script fills it in."""

    answer = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey and what its owner calls it."""

    name = StringField(
        "second_factor.passkey_name",
        description="second_factor.passkey_name_hint",
        validators=_required(),
    )


class PasswordAgainForm(FlaskForm):  # type: ignore[misc]
    """Before somebody changes how they sign in, the password is asked for again."""

    password = PasswordField("account.password_now", validators=_required())


class AppAgainForm(PasswordAgainForm):
    """An app's first code, with the password."""

    code = StringField("second_factor.code", validators=_required())


class NewPasskeyAgainForm(PasswordAgainForm, NewPasskeyForm):
    """One more passkey, with the password."""


class NewPasswordForm(PasswordAgainForm):
    """Another password, twice."""

    new_password = PasswordField(
        "account.new_password", description="account.new_password_hint", validators=_required()
    )
    again = PasswordField(
        "account.new_password_again",
        validators=[*_required(), EqualTo("new_password", message="account.passwords_differ")],
    )


class NewPinForm(FlaskForm):  # type: ignore[misc]
    """The courier's old PIN, and another one twice."""

    pin = PasswordField("account.pin_now", validators=_required())
    new_pin = PasswordField("auth.new_pin", description="auth.new_pin_hint", validators=_required())
    again = PasswordField(
        "auth.pin_again",
        validators=[*_required(), EqualTo("new_pin", message="auth.pins_differ")],
    )


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
