"""The form that asks whether a card is real."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField


class CheckForm(FlaskForm):  # type: ignore[misc]
    """A number typed from the card, a scanned text, or a photograph of the code."""

    code = StringField("layout.scan_type")
    picture = FileField("layout.scan_picture")
