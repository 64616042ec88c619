"""A receipt on the roll of a small thermal printer: 58 mm of paper, 48 mm of it printed.

Such printers have 8 dots a millimetre and no grey: 384 dots across, each burnt black or left white.
So nothing is filled, lines are thick, and hardly a letter is smaller than 22 dots (2.7 mm).
"""

from __future__ import annotations

from courier.adapters.pictures.fonts import Weight
from courier.adapters.pictures.receipt import rows
from courier.adapters.pictures.sheet import Sheet, Style
from courier.domain.faces import ReceiptFace
from courier.domain.short_codes import grouped
from courier.texts import Locale, say

WIDTH = 384
DOTS_PER_INCH = 203
ROLL_MM, MARGIN_MM = 58.0, 5.0
TALLEST = 2600
BLACK = "#000000"
CODE = 330
COLUMN = 122  # where the values begin
SMALLEST = 22
TITLE, SMALL = Style(34, Weight.BOLD, BLACK, "centre"), Style(24, ink=BLACK, align="centre")
AMOUNT = Style(64, Weight.BOLD, BLACK, "centre")
LABEL, VALUE = Style(SMALLEST, ink=BLACK), Style(26, Weight.BOLD, BLACK)


def receipt_strip(face: ReceiptFace, locale: Locale) -> Sheet:
    """The receipt, as long as it needs to be."""
    sheet = Sheet(WIDTH, TALLEST, 1, locale)
    y = _line(sheet, say("receipts.title", locale), 0, TITLE)
    y = _rule(sheet, _line(sheet, face.issuer, y, SMALL))
    y = _amount(sheet, face, y)
    for label, value in rows(face, locale):
        y = _row(sheet, label, value, y)
    y = _code(sheet, face, _rule(sheet, y))
    sheet.cropped(y + 24)
    sheet.in_black_and_white()
    return sheet


def _amount(sheet: Sheet, face: ReceiptFace, y: float) -> float:
    if face.void:
        y = _rule(sheet, _line(sheet, say("receipts.void", sheet.locale), y, AMOUNT))
    y = _line(sheet, say("receipts.what", sheet.locale, year=str(face.coverage_year)), y, SMALL)
    amount = say("receipts.amount", sheet.locale, amount=face.amount)
    return _rule(sheet, sheet.block(amount, (0, y, WIDTH), AMOUNT, smallest=36))


def _row(sheet: Sheet, label: str, value: str, y: float) -> float:
    below = sheet.block(label, (0, y + 4, COLUMN - 8), LABEL, lines=3, smallest=18)
    box = (COLUMN, y, WIDTH - COLUMN)
    return max(below, sheet.block(value, box, VALUE, lines=4, smallest=SMALLEST)) + 2


def _code(sheet: Sheet, face: ReceiptFace, y: float) -> float:
    y = _line(sheet, say("receipts.check", sheet.locale), y, TITLE)
    sheet.code(face.address, (WIDTH - CODE) / 2, y, CODE, error="m")
    y = _line(sheet, grouped(face.code), y + CODE, SMALL)
    return _line(sheet, say("proof.strip_note", sheet.locale, phone=face.issuer_phone), y, SMALL)


def _line(sheet: Sheet, text: str, y: float, style: Style) -> float:
    return sheet.block(text, (0, y, WIDTH), style, lines=4, smallest=SMALLEST)


def _rule(sheet: Sheet, y: float) -> float:
    sheet.panel((0, y + 8, WIDTH, 3), BLACK)
    return y + 20
