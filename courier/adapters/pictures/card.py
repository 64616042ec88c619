"""The courier's card, front and back: ID-1 (85.6 x 54 mm) at 300 dpi."""

from __future__ import annotations

import functools
import io

from PIL import Image

from courier.adapters.pictures.fonts import Weight
from courier.adapters.pictures.sheet import (
    AMBER_INK,
    AMBER_PALE,
    GREEN,
    GREEN_PALE,
    INK,
    LINE,
    PAPER,
    QUIET,
    Sheet,
    Style,
)
from courier.domain.faces import CardFace, CardPictures
from courier.texts import Locale, say

WIDTH, HEIGHT, DPI = 1011, 638, 300
HEAD, FOOT = 104, 62  # the green band above, the warning below
MARGIN = 44
PHOTO_PLACE = (MARGIN, HEAD + 24, 276, 368)  # x, y, width, height
NAME_LARGEST, NAME_ONE_LINE, NAME_TWO_LINES, NAME_SMALLEST = 70, 42, 38, 20
REGION_LINES = 2
STEP = 102  # the height of one step on the back
CODE = 308  # room for version 13 at four pixels a module


def draw_card(face: CardFace, locale: Locale) -> CardPictures:
    """Both sides as PNG."""
    back = _back_png(face.issuer, face.county, face.issuer_phone, locale)
    return CardPictures(front=front_sheet(face, locale).png(DPI), back=back)


def front_sheet(face: CardFace, locale: Locale) -> Sheet:
    """Photo, name, where she works, how long, and the code to check it all."""
    sheet = front_ground(face.issuer, locale).copy()
    _photo(sheet, face)
    _name_and_facts(sheet, face)
    _code(sheet, face)
    return sheet


def back_sheet(face: CardFace, locale: Locale) -> Sheet:
    """How to be sure of the person at the door, and whom to call; the same on all of an office."""
    return _back(face.issuer, face.county, face.issuer_phone, locale)


@functools.lru_cache(maxsize=64)
def front_ground(issuer: str, locale: Locale) -> Sheet:
    """What all cards of an office have in front."""
    sheet = Sheet(WIDTH, HEIGHT, 1, locale)
    _head(sheet, say("cards.title", locale), issuer)
    _warning(sheet)
    x, y, width, height = PHOTO_PLACE
    sheet.panel((x - 3, y - 3, width + 6, height + 6), LINE)
    return sheet


@functools.lru_cache(maxsize=64)
def _back(issuer: str, county: str, phone: str, locale: Locale) -> Sheet:
    sheet = Sheet(WIDTH, HEIGHT, 1, locale)
    _head(sheet, say("cards.back_title", locale), county)
    for index, number in enumerate((1, 2, 3)):
        text = say(f"cards.back_step_{number}", locale)
        _step(sheet, number, text, HEAD + 14 + index * STEP)
    _office(sheet, issuer, phone)
    return sheet


@functools.lru_cache(maxsize=64)
def _back_png(issuer: str, county: str, phone: str, locale: Locale) -> bytes:
    return _back(issuer, county, phone, locale).png(DPI)


def _head(sheet: Sheet, title: str, owner: str) -> None:
    sheet.panel((0, 0, WIDTH, HEAD), GREEN)
    sheet.block(title, (MARGIN, 22, 470), Style(46, Weight.BOLD, PAPER), lines=1, smallest=28)
    style = Style(28, ink=PAPER, align="right")
    box = (540, 0, WIDTH - 540 - MARGIN)
    sheet.block(owner, box, style, lines=2, smallest=18, centred_in=HEAD)


def _photo(sheet: Sheet, face: CardFace) -> None:
    x, y, width, height = PHOTO_PLACE
    with Image.open(io.BytesIO(face.photo), formats=("JPEG",)) as photo:
        sheet.picture(photo, x, y, (width, height))
    number = say("cards.card_number", sheet.locale, number=face.card_number)
    middle = (x, y + height + 14, width)
    sheet.block(number, middle, Style(24, ink=QUIET, align="centre"), smallest=16)


def _name_and_facts(sheet: Sheet, face: CardFace) -> None:
    x = MARGIN + PHOTO_PLACE[2] + 36.0
    name_width = WIDTH - MARGIN - x
    _name(sheet, face.name, (x, HEAD + 16.0, name_width))
    width = WIDTH - MARGIN - CODE - 20 - x
    y = HEAD + 122.0
    valid_until = say("cards.day", sheet.locale, day=face.valid_until)
    for label, value, lines in (
        ("courier_number", face.courier_number, 1),
        ("regions", _regions(face, sheet.locale), 2),
        ("valid_until", valid_until, 1),
    ):
        y = sheet.block(say(f"cards.{label}", sheet.locale), (x, y, width), Style(22, ink=QUIET))
        style = Style(31, Weight.BOLD)
        y = sheet.block(value, (x, y - 3, width), style, lines=lines, smallest=20) + 7


def _name(sheet: Sheet, name: str, box: tuple[float, float, float]) -> None:
    """One line as large as it can be, else two; every name fits without being cut."""
    if sheet.fits(name, box[2], Style(NAME_ONE_LINE, Weight.BOLD)):
        sheet.block(name, box, Style(NAME_LARGEST, Weight.BOLD), smallest=NAME_ONE_LINE)
    else:
        style = Style(NAME_TWO_LINES, Weight.BOLD)
        sheet.block(name, box, style, lines=2, smallest=NAME_SMALLEST)


def _regions(face: CardFace, locale: Locale) -> str:
    """A line each for two; of more, the first and how many others."""
    if len(face.regions) <= REGION_LINES:
        return "\n".join(face.regions)
    others = say("cards.regions_others", locale, count=len(face.regions) - 1)
    return f"{face.regions[0]}\n{others}"


def _code(sheet: Sheet, face: CardFace) -> None:
    x, y = WIDTH - MARGIN - CODE + 16, HEAD + 112
    # On a clean card large modules help a poor camera more than a higher level does.
    sheet.code(face.address, x, y, CODE, error="l")
    caption = (x, y + CODE - 6, CODE)
    style = Style(25, Weight.BOLD, GREEN, "centre")
    sheet.block(say("cards.scan", sheet.locale), caption, style, smallest=16)


def _warning(sheet: Sheet) -> None:
    sheet.panel((0, HEIGHT - FOOT, WIDTH, FOOT), AMBER_PALE)
    box = (MARGIN, HEIGHT - FOOT + 9, WIDTH - 2 * MARGIN)
    style = Style(31, Weight.BOLD, AMBER_INK, "centre")
    sheet.block(say("cards.warning", sheet.locale), box, style, smallest=20)


def _step(sheet: Sheet, number: int, text: str, y: float) -> None:
    middle = y + STEP / 2
    sheet.panel((MARGIN, middle - 24, 48, 48), GREEN, radius=24)
    sheet.line(str(number), MARGIN + 24, middle - 21, Style(29, Weight.BOLD, PAPER, "centre"))
    box = (MARGIN + 70, y, WIDTH - 2 * MARGIN - 70)
    sheet.block(text, box, Style(37, ink=INK), lines=2, smallest=24, centred_in=STEP)


def _office(sheet: Sheet, issued_by: str, office_phone: str) -> None:
    top, locale = HEIGHT - 200, sheet.locale
    sheet.panel((0, top, WIDTH, 200), GREEN_PALE)
    width = WIDTH - 2 * MARGIN
    issuer = say("cards.issuer", locale, issuer=issued_by)
    sheet.block(issuer, (MARGIN, top + 18, width), Style(27, ink=QUIET), smallest=18)
    phone = say("cards.phone", locale, phone=office_phone)
    sheet.block(phone, (MARGIN, top + 56, width), Style(46, Weight.BOLD, GREEN), smallest=26)
    sheet.block(
        say("cards.found", locale), (MARGIN, top + 132, width), Style(25, ink=QUIET), smallest=16
    )
