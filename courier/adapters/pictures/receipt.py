"""One person's receipt, for a phone (720 wide) and, at a larger scale, for paper."""

from __future__ import annotations

from collections.abc import Iterator

from courier.adapters.pictures.fonts import Weight
from courier.adapters.pictures.sheet import (
    GREEN,
    GREEN_PALE,
    INK,
    PAPER,
    QUIET,
    Sheet,
    Style,
    stamp,
)
from courier.domain.amount_words import in_words
from courier.domain.faces import ReceiptFace
from courier.domain.short_codes import grouped
from courier.texts import Locale, say

WIDTH = 720
TALLEST = 1900
MARGIN = 48
INNER = WIDTH - 2 * MARGIN
FADED = "#A9B5B0"  # a void amount, so that the stamp on it is read
HEAD, AMOUNT = 128, 218  # the heights of the band and the amount's panel
LABEL = 190  # the column of labels
CODE = 246

Row = tuple[str, str]


def receipt_sheet(face: ReceiptFace, locale: Locale, scale: float = 1) -> Sheet:
    """The receipt as tall as it needs to be."""
    sheet = Sheet(WIDTH, TALLEST, scale, locale)
    y = _head(sheet, face)
    y = _amount(sheet, face, y)
    for label, value in rows(face, locale):
        y = _row(sheet, label, value, y)
    y = _code(sheet, face, y + 26)
    sheet.cropped(y)
    if face.void:
        _stamp_void(sheet)
    return sheet


def _head(sheet: Sheet, face: ReceiptFace) -> float:
    sheet.panel((0, 0, WIDTH, HEAD), GREEN)
    title = Style(42, Weight.BOLD, PAPER)
    sheet.block(say("receipts.title", sheet.locale), (MARGIN, 20, INNER), title, smallest=28)
    sheet.block(face.issuer, (MARGIN, 80, INNER), Style(24, ink=PAPER), smallest=16)
    return HEAD


def _amount(sheet: Sheet, face: ReceiptFace, y: float) -> float:
    sheet.panel((0, y, WIDTH, AMOUNT), GREEN_PALE)
    what = say("receipts.what", sheet.locale, year=str(face.coverage_year))
    box = (MARGIN, y + 22, INNER)
    sheet.block(what, box, Style(27, ink=QUIET, align="centre"), smallest=18)
    amount = say("receipts.amount", sheet.locale, amount=face.amount)
    style = Style(92, Weight.BOLD, FADED if face.void else GREEN, "centre")
    sheet.block(amount, (MARGIN, y + 62, INNER), style, smallest=40)
    return y + AMOUNT + 24


def rows(face: ReceiptFace, locale: Locale) -> Iterator[Row]:
    """What stands below the amount: a label and its value."""
    yield say("proof.in_words", locale), in_words(face.amount, locale.value)
    yield say("receipts.insuree", locale), face.insuree
    yield say("receipts.id_number", locale), face.id_masked
    yield say("receipts.region", locale), face.region
    if face.full is not None and face.aid:
        yield say("receipts.full", locale), say("receipts.amount", locale, amount=face.full)
        yield say("receipts.aid", locale), say("receipts.amount", locale, amount=face.aid)
    yield say("receipts.paid_at", locale), say("receipts.moment", locale, at=face.paid_at)
    yield say("receipts.channel", locale), say(f"receipts.channel_{face.channel}", locale)
    yield from _people(face, locale)
    yield say("receipts.number", locale), face.number


def _people(face: ReceiptFace, locale: Locale) -> Iterator[Row]:
    if face.payer:
        yield say("receipts.payer", locale), face.payer
    if face.courier:
        known = {"name": face.courier, "number": face.courier_number or ""}
        key = "receipts.courier_known" if face.courier_number else "receipts.courier_named"
        yield say("receipts.courier", locale), say(key, locale, **known)


def _row(sheet: Sheet, label: str, value: str, y: float) -> float:
    label_box = (MARGIN, y + 2, LABEL - 16)
    below_label = sheet.block(label, label_box, Style(26, ink=QUIET), lines=2, smallest=20)
    box = (MARGIN + LABEL, y, INNER - LABEL)
    below_value = sheet.block(value, box, Style(29, ink=INK), lines=2, smallest=22)
    below = max(below_label, below_value) + 9
    sheet.rule(MARGIN, below, INNER)
    return below + 13


def _code(sheet: Sheet, face: ReceiptFace, y: float) -> float:
    sheet.code(face.address, MARGIN - 24, y - 18, CODE, error="m")
    x = MARGIN + CODE - 12
    width = WIDTH - MARGIN - x
    bold = Style(28, Weight.BOLD, GREEN)
    below = sheet.block(say("receipts.check", sheet.locale), (x, y, width), bold, smallest=20)
    below = sheet.block(grouped(face.code), (x, below + 4, width), Style(25), lines=2, smallest=20)
    note = say("receipts.note", sheet.locale, phone=face.issuer_phone)
    below = sheet.block(note, (x, below + 10, width), Style(23, ink=QUIET), lines=4, smallest=18)
    return max(below, y + CODE - 30) + 30


def _stamp_void(sheet: Sheet) -> None:
    mark = stamp(say("receipts.void", sheet.locale), round(96 * sheet.scale), sheet.locale)
    left = (sheet.image.width - mark.width) // 2
    top = round((HEAD + AMOUNT / 2) * sheet.scale) - mark.height // 2
    sheet.image.paste(mark, (left, top), mark)
