"""A household's slip on A6: what it is, whose it is, one code that survives a bad print, and the
small grid of digits below a line along which it is folded away, or why there is none.
"""

from __future__ import annotations

from courier.adapters.pictures.fonts import Weight
from courier.adapters.pictures.sheet import (
    AMBER_INK,
    AMBER_PALE,
    GREEN,
    PAPER,
    QUIET,
    Sheet,
    Style,
)
from courier.domain.faces import SlipFace
from courier.domain.paper_grid import COLUMNS, ROWS
from courier.domain.short_codes import grouped
from courier.texts import Locale, say

WIDTH, HEIGHT = 620, 874  # 105 x 148 mm
PRINT_SCALE = 2.0  # 300 dpi
DPI = 300
MARGIN = 40
FOOT, STRIP = 130, 182
INNER = WIDTH - 2 * MARGIN
CODE = 297  # nine units a module
CELL, ROW = 48, 26  # of the grid
DASH = 10
NAMED = Style(20, Weight.BOLD, QUIET, align="centre")
DIGITS = Style(22, align="centre")
NO_GRID = Style(24, ink=QUIET, align="centre")


def slip_sheet(face: SlipFace, locale: Locale, scale: float = PRINT_SCALE) -> Sheet:
    """The slip, A6."""
    sheet = Sheet(WIDTH, HEIGHT, scale, locale)
    _head(sheet, face)
    y = _household(sheet, face, 118)
    _code(sheet, face, y)
    _foot(sheet, face)
    if face.grid:
        _grid(sheet, face)
    else:
        _no_grid(sheet)
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
    style = Style(25, ink=QUIET)
    if facts:
        below = sheet.block(
            " · ".join(facts), (MARGIN, below - 1, INNER), style, lines=2, smallest=20
        )
    return below + 8  # below the tails of the last line


def _code(sheet: Sheet, face: SlipFace, y: float) -> None:
    size = min(CODE, HEIGHT - STRIP - FOOT - 36 - y)
    sheet.code(face.code, (WIDTH - size) / 2, y, size, error="q")
    style = Style(25, Weight.BOLD, align="centre")
    sheet.block(grouped(face.code), (MARGIN, y + size - 4, INNER), style, smallest=18)


def _foot(sheet: Sheet, face: SlipFace) -> None:
    top = HEIGHT - STRIP - FOOT
    sheet.panel((0, top, WIDTH, FOOT), AMBER_PALE)
    box = (MARGIN, top + 8, INNER)
    how = say("receipts.slip_how", sheet.locale)
    y = sheet.block(how, box, Style(29, Weight.BOLD, AMBER_INK), smallest=20)
    rest = say("receipts.slip_note", sheet.locale, phone=face.issuer_phone)
    sheet.block(rest, (MARGIN, y + 2, INNER), Style(24, ink=AMBER_INK), lines=2, smallest=20)


def _grid(sheet: Sheet, face: SlipFace) -> None:
    """The paper grid on the left, and in two short lines what it is for."""
    top = _fold(sheet)
    for place, column in enumerate(COLUMNS, start=1):
        _cell(sheet, column, (place, 0), NAMED)
        for line, row in enumerate(ROWS, start=1):
            _cell(sheet, face.grid.get(column + row, ""), (place, line), DIGITS)
    for line, row in enumerate(ROWS, start=1):
        _cell(sheet, row, (0, line), NAMED)
    left = MARGIN + (len(COLUMNS) + 1) * CELL + 10
    box = (left, top + 16, WIDTH - MARGIN / 2 - left)
    style = Style(22, Weight.BOLD)
    y = sheet.block(say("slips.grid_fold", sheet.locale), box, style, lines=2, smallest=16)
    how = say("slips.grid_how", sheet.locale)
    sheet.block(how, (left, y + 4, box[2]), Style(21), lines=4, smallest=15)


def _no_grid(sheet: Sheet) -> None:
    """A courier's picture has none; the paper says so, and where to get one that has."""
    box = (MARGIN, _fold(sheet) + 40, INNER)
    sheet.block(say("slips.grid_none", sheet.locale), box, NO_GRID, lines=3, smallest=16)


def _fold(sheet: Sheet) -> float:
    """The line along which the paper is folded; where it is."""
    top = HEIGHT - STRIP
    for x in range(0, WIDTH, 2 * DASH):
        sheet.rule(x, top + 4, DASH, QUIET)
    return top


def _cell(sheet: Sheet, text: str, place: tuple[int, int], style: Style) -> None:
    middle, y = MARGIN + (place[0] + 0.5) * CELL, HEIGHT - STRIP + 7 + place[1] * ROW
    sheet.line(text, middle, y, style)
