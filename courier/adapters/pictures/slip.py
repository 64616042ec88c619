"""A household's slip on A6: what it is, whose it is, and one code that survives a bad print."""

from __future__ import annotations

from courier.adapters.pictures.fonts import Weight
from courier.adapters.pictures.sheet import AMBER_INK, AMBER_PALE, GREEN, PAPER, QUIET, Sheet, Style
from courier.domain.faces import SlipFace
from courier.domain.short_codes import grouped
from courier.texts import Locale, say

WIDTH, HEIGHT = 620, 874  # 105 x 148 mm
PRINT_SCALE = 2.0  # 300 dpi
DPI = 300
MARGIN = 40
FOOT = 200
INNER = WIDTH - 2 * MARGIN
CODE = 363  # eleven units a module


def slip_sheet(face: SlipFace, locale: Locale, scale: float = PRINT_SCALE) -> Sheet:
    """The slip, A6."""
    sheet = Sheet(WIDTH, HEIGHT, scale, locale)
    _head(sheet, face)
    y = _household(sheet, face, 118)
    _code(sheet, face, y)
    _foot(sheet, face)
    return sheet


def _head(sheet: Sheet, face: SlipFace) -> None:
    sheet.panel((0, 0, WIDTH, 104), GREEN)
    title = say("receipts.slip_title", sheet.locale, year=str(face.coverage_year))
    style = Style(36, Weight.BOLD, PAPER)
    sheet.block(title, (MARGIN, 12, INNER), style, smallest=22)
    sheet.block(face.issuer, (MARGIN, 62, INNER), Style(21, ink=PAPER), smallest=15)


def _household(sheet: Sheet, face: SlipFace, y: float) -> float:
    head = say("receipts.slip_head", sheet.locale, name=face.head_masked)
    below = sheet.block(head, (MARGIN, y, INNER), Style(44, Weight.BOLD), smallest=28)
    below = sheet.block(face.village, (MARGIN, below - 4, INNER), Style(26), smallest=18)
    facts = [
        *([say("receipts.slip_people", sheet.locale, people=face.people)] if face.people else []),
        *([say("receipts.slip_due", sheet.locale, day=face.due_by)] if face.due_by else []),
    ]
    for fact in facts:
        below = sheet.block(fact, (MARGIN, below - 1, INNER), Style(25, ink=QUIET), smallest=18)
    return below + 8  # below the tails of the last line


def _code(sheet: Sheet, face: SlipFace, y: float) -> None:
    size = min(CODE, HEIGHT - FOOT - 36 - y)
    sheet.code(face.code, (WIDTH - size) / 2, y, size, error="q")
    style = Style(25, Weight.BOLD, align="centre")
    sheet.block(grouped(face.code), (MARGIN, y + size - 4, INNER), style, smallest=18)


def _foot(sheet: Sheet, face: SlipFace) -> None:
    top = HEIGHT - FOOT
    sheet.panel((0, top, WIDTH, FOOT), AMBER_PALE)
    box = (MARGIN, top + 14, INNER)
    how = say("receipts.slip_how", sheet.locale)
    y = sheet.block(how, box, Style(30, Weight.BOLD, AMBER_INK), lines=2, smallest=27)
    rest = say("receipts.slip_note", sheet.locale, phone=face.issuer_phone)
    sheet.block(rest, (MARGIN, y + 4, INNER), Style(25, ink=AMBER_INK), lines=2, smallest=21)
