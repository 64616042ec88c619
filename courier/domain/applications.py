"""What belongs to the application of somebody who wants to be a courier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.errors import BadInput

LINK_LASTS = dt.timedelta(hours=72)
BROWSER_LASTS = dt.timedelta(days=14)
PAPERS_KEPT = dt.timedelta(days=30)  # after the decision
WHOLE = 10_000  # a frame is told in ten-thousandths of the picture's width and height
NARROWEST = 300


class PaperKind(StrEnum):
    """A picture that a candidate gives."""

    IDENTITY_CARD = "identity_card"
    COMMITTEE_LETTER = "committee_letter"


class IdentityPaper(StrEnum):
    """An original that the office may look at, with a photograph or a stamp on it."""

    IDENTITY_CARD = "identity_card"
    TEMPORARY_CARD = "temporary_card"
    HOUSEHOLD_BOOK = "household_book"
    RESIDENCE_PERMIT = "residence_permit"


@dataclass(frozen=True, slots=True)
class PhotoFrame:
    """The part of a picture that is the portrait, 3 wide and 4 high.

    ``left`` and ``width`` in ten-thousandths of the picture's width, ``top`` of its height.
    """

    left: int
    top: int
    width: int


def read_frame(left: str, top: str, width: str) -> PhotoFrame | None:
    """The frame that the page sent; None when none was drawn.

    Raises BadInput ``picture_frame_wrong`` for what is no part of a picture.
    """
    if not (left or top or width):
        return None
    sides = [_part(text) for text in (left, top, width)]
    frame = PhotoFrame(*sides)
    if frame.width < NARROWEST or frame.left + frame.width > WHOLE or frame.top > WHOLE:
        raise BadInput("picture_frame_wrong")
    return frame


def _part(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(WHOLE))):
        raise BadInput("picture_frame_wrong")
    return int(text)
