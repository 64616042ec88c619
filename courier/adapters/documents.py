"""PDF documents of drawn sheets.

reportlab embeds neither the PostScript outlines (CFF) of Noto CJK nor its collections, and its own
Chinese fonts are not embedded, so each reader would show another font, or none. So a page shows
the drawn sheet as a picture at 300 dpi, and repeats every line as invisible text in a font that
travels in the file: the page looks the same everywhere and can be searched, copied and read aloud.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab import rl_config
from reportlab.lib.pagesizes import A5, A6
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from courier.adapters import invisible_font
from courier.adapters.pictures.sheet import ASCENT, Sheet, Written
from courier.texts import Locale

rl_config.useA85 = 0  # text armour makes pages a quarter larger and slower to write

POINTS_PER_MM = 72 / 25.4
A5_SCALE = 2.1  # pixels a unit: 720 units on 128 mm are 300 dpi
_INVISIBLE = 3
__all__ = ["A5", "A5_SCALE", "A6", "POINTS_PER_MM", "document", "repeat_line", "roll"]

Size = tuple[float, float]  # width and height in points


def document(sheets: Sequence[Sheet], page: Size, *, margin_mm: float, title: str) -> bytes:
    """One page a sheet, as large as fits between the margins, at the top. ``page`` in points."""
    return _bound(sheets, [page] * len(sheets), margin_mm, title)


def roll(sheets: Sequence[Sheet], *, width_mm: float, margin_mm: float, title: str) -> bytes:
    """One piece of a roll of paper a sheet, each as long as its sheet."""
    width, margins = width_mm * POINTS_PER_MM, 2 * margin_mm * POINTS_PER_MM
    pieces = [(width, (width - margins) * one.height / one.width + margins) for one in sheets]
    return _bound(sheets, pieces, margin_mm, title)


def _bound(sheets: Sequence[Sheet], pages: Sequence[Size], margin_mm: float, title: str) -> bytes:
    invisible_font.prepare([written.text for sheet in sheets for written in sheet.written])
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1, lang=_language(sheets))
    canvas.setTitle(title)
    for sheet, page in zip(sheets, pages, strict=True):
        canvas.setPageSize(page)
        _page(canvas, sheet, page, margin_mm * POINTS_PER_MM)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _language(sheets: Sequence[Sheet]) -> str:
    return sheets[0].locale.tag if sheets else Locale.ZH_HANS.tag


def _page(canvas: Canvas, sheet: Sheet, page: Size, margin: float) -> None:
    unit = min((page[0] - 2 * margin) / sheet.width, (page[1] - 2 * margin) / sheet.height)
    left, top = (page[0] - sheet.width * unit) / 2, page[1] - margin
    bottom = top - sheet.height * unit
    canvas.drawImage(
        ImageReader(sheet.image), left, bottom, sheet.width * unit, sheet.height * unit
    )
    for written in sheet.written:
        repeat_line(canvas, written, (left, top), unit)


def repeat_line(canvas: Canvas, written: Written, origin: tuple[float, float], unit: float) -> None:
    """The drawn line once more, as invisible text; ``origin`` is the sheet's top left in points."""
    size = written.size * unit
    line = canvas.beginText()
    line.setTextRenderMode(_INVISIBLE)
    line.setFont(invisible_font.NAME, size)
    if written.text:  # squeezed to lie exactly over the drawn line
        line.setHorizScale(100 * written.width * unit / (len(written.text) * size))
    baseline = written.y + written.size * ASCENT
    line.setTextOrigin(origin[0] + written.x * unit, origin[1] - baseline * unit)
    line.textOut(written.text)
    canvas.drawText(line)
