"""Cards ten-up on A4: fronts with cut marks, and on the next page their backs, mirrored, so that
a printer that turns the paper over its long edge puts each back behind its front.

What is the same on all cards stands once in the file; a card adds its photograph as it is kept
and the picture of what is written on it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from courier.adapters import invisible_font
from courier.adapters.documents import POINTS_PER_MM, repeat_line
from courier.adapters.pictures.card import (
    FOOT,
    HEAD,
    HEIGHT,
    PHOTO_PLACE,
    WIDTH,
    back_sheet,
    front_ground,
    front_sheet,
)
from courier.adapters.pictures.sheet import Sheet
from courier.domain.faces import CardFace
from courier.texts import Locale, say

COLUMNS, ROWS = 2, 5
A_PAGE = COLUMNS * ROWS
UNIT = 85.6 * POINTS_PER_MM / WIDTH
CARD = (WIDTH * UNIT, HEIGHT * UNIT)
LEFT, TOP = (A4[0] - COLUMNS * CARD[0]) / 2, A4[1] - (A4[1] - ROWS * CARD[1]) / 2
MARK, MARK_GAP, MARK_WIDTH = 5 * POINTS_PER_MM, POINTS_PER_MM, 0.3
# What differs from card to card, beside the photograph: left, top, right, below.
_WRITTEN_PARTS = (
    (PHOTO_PLACE[0], PHOTO_PLACE[1] + PHOTO_PLACE[3] + 4, 326, HEIGHT - FOOT),
    (326, HEAD, WIDTH, HEIGHT - FOOT),
)
Place = tuple[float, float]


def card_sheets(faces: Sequence[CardFace], locale: Locale) -> bytes:
    """A PDF of two pages for each ten cards."""
    fronts = [front_sheet(face, locale) for face in faces]
    backs = [back_sheet(face, locale) for face in faces]
    texts = [line.text for sheet in (*fronts, *backs) for line in sheet.written]
    invisible_font.prepare(texts)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1, lang=locale.tag)
    canvas.setTitle(say("card_sheets.title", locale))
    for at in range(0, len(faces), A_PAGE):
        for index, (face, sheet) in enumerate(
            zip(faces[at : at + A_PAGE], fronts[at : at + A_PAGE], strict=True)
        ):
            _front(canvas, face, sheet, place_of(index))
        _end_page(canvas)
        for index, sheet in enumerate(backs[at : at + A_PAGE]):
            _whole(canvas, sheet, place_of(index, mirrored=True))
        _end_page(canvas)
    canvas.save()
    return buffer.getvalue()


def place_of(index: int, *, mirrored: bool = False) -> Place:
    """The top left of a card on its page, in points from the bottom left."""
    row, column = divmod(index, COLUMNS)
    if mirrored:
        column = COLUMNS - 1 - column
    return LEFT + column * CARD[0], TOP - row * CARD[1]


def _front(canvas: Canvas, face: CardFace, sheet: Sheet, place: Place) -> None:
    _picture(canvas, front_ground(face.issuer, sheet.locale).image, place, (0, 0, WIDTH, HEIGHT))
    x, y, width, height = PHOTO_PLACE
    photo = ImageReader(io.BytesIO(face.photo))
    _draw(canvas, photo, place, (x, y, x + width, y + height))
    for part in _WRITTEN_PARTS:
        _picture(canvas, sheet.image.crop(part), place, part)
    _repeat(canvas, sheet, place)


def _whole(canvas: Canvas, sheet: Sheet, place: Place) -> None:
    _picture(canvas, sheet.image, place, (0, 0, WIDTH, HEIGHT))
    _repeat(canvas, sheet, place)


def _picture(
    canvas: Canvas, picture: Image.Image, place: Place, box: tuple[int, int, int, int]
) -> None:
    _draw(canvas, ImageReader(picture), place, box)


def _draw(
    canvas: Canvas, picture: ImageReader, place: Place, box: tuple[int, int, int, int]
) -> None:
    left, top, right, below = (edge * UNIT for edge in box)
    canvas.drawImage(picture, place[0] + left, place[1] - below, right - left, below - top)


def _repeat(canvas: Canvas, sheet: Sheet, place: Place) -> None:
    for written in sheet.written:
        repeat_line(canvas, written, place, UNIT)


def _end_page(canvas: Canvas) -> None:
    """Cut marks around the ten, where no card is."""
    canvas.setLineWidth(MARK_WIDTH)
    bottom, right = TOP - ROWS * CARD[1], LEFT + COLUMNS * CARD[0]
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD[0]
        canvas.line(x, TOP + MARK_GAP, x, TOP + MARK_GAP + MARK)
        canvas.line(x, bottom - MARK_GAP, x, bottom - MARK_GAP - MARK)
    for row in range(ROWS + 1):
        y = TOP - row * CARD[1]
        canvas.line(LEFT - MARK_GAP, y, LEFT - MARK_GAP - MARK, y)
        canvas.line(right + MARK_GAP, y, right + MARK_GAP + MARK, y)
    canvas.showPage()
