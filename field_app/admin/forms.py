"""The console's forms; labels are keys of the catalogue."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from courier.domain.applications import PhotoFrame, read_frame
from courier.domain.receipts import LEAVES

LONGEST = 200


def _required() -> list[object]:
    return [InputRequired("auth.fill_in"), Length(max=LONGEST, message="auth.too_long")]


class NewCourierForm(FlaskForm):  # type: ignore[misc]
    """Who shall become a courier; the villages are those of the chosen township.

    The photo may be taken here, or she gives it herself.
    """

    township_code = HiddenField()
    name = StringField("admin.name", validators=_required())
    phone = StringField("admin.phone", validators=_required())
    village_codes = SelectMultipleField("admin.villages")
    photo = FileField("admin.photo", description="life.photo_hint")
    left = HiddenField()
    top = HiddenField()
    width = HiddenField()

    def frame(self) -> PhotoFrame | None:
        """The frame that was drawn. Raises BadInput ``picture_frame_wrong``."""
        return read_frame(self.left.data or "", self.top.data or "", self.width.data or "")


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why somebody is suspended or revoked, or money goes back."""

    reason = StringField("admin.reason", validators=_required())


class DepositForm(FlaskForm):  # type: ignore[misc]
    """Counted cash in yuan."""

    amount = StringField("admin.deposit_amount", validators=_required())
    shown_fen = HiddenField()


class BookForm(FlaskForm):  # type: ignore[misc]
    """A new receipt book for a courier."""

    courier_id = SelectField("admin.courier", validators=_required())
    leaves = IntegerField(
        "admin.leaves",
        default=50,
        validators=[
            InputRequired("auth.fill_in"),
            NumberRange(1, LEAVES, message="errors.book_leaves"),
        ],
    )


class PersonSearchForm(FlaskForm):  # type: ignore[misc]
    """Whom to look for; a number is posted, so that it stays out of addresses and logs."""

    id_number = StringField("people.id_number", validators=_required())


class CategoryForm(FlaskForm):  # type: ignore[misc]
    """A category that begins or ends, and the paper that says so."""

    category = StringField("people.category", validators=_required())
    evidence = StringField("people.evidence", validators=_required())


class RefundForm(FlaskForm):  # type: ignore[misc]
    """Why a premium goes back."""

    reason = StringField("admin.reason", validators=_required())
