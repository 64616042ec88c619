"""The forms of an application; labels are keys of the catalogue."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from courier.domain.applications import PhotoFrame, read_frame


class OpenForm(FlaskForm):  # type: ignore[misc]
    """Nothing to fill in: the press opens the link."""


class PhotoForm(FlaskForm):  # type: ignore[misc]
    """A portrait, and the frame that ``photo_frame.js`` lets her draw."""

    photo = FileField(
        "apply.photo", description="apply.photo_hint", validators=[FileRequired("apply.choose")]
    )
    left = HiddenField()
    top = HiddenField()
    width = HiddenField()

    def frame(self) -> PhotoFrame | None:
        """The frame that was drawn. Raises BadInput ``picture_frame_wrong``."""
        return read_frame(self.left.data or "", self.top.data or "", self.width.data or "")


class PaperForm(FlaskForm):  # type: ignore[misc]
    """A picture of a paper."""

    picture = FileField(
        "apply.picture", description="apply.picture_hint", validators=[FileRequired("apply.choose")]
    )
