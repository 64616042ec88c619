"""All pictures behind one port."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from courier.adapters.card_sheets import card_sheets
from courier.adapters.codes import qr_picture
from courier.adapters.documents import A5, A5_SCALE, A6, document, roll
from courier.adapters.pictures import receipt_strip as strip
from courier.adapters.pictures.card import draw_card
from courier.adapters.pictures.card_batches import draw_cards
from courier.adapters.pictures.receipt import receipt_sheet
from courier.adapters.pictures.slip import DPI, slip_sheet
from courier.domain.faces import CardFace, CardPictures, ReceiptFace, SlipFace
from courier.texts import Locale, say

_A5_MARGIN_MM = 10.0
_CODE_PIXELS = 600


class PillowPictures:
    """A PictureMaker that draws with Pillow and reportlab."""

    def card(self, face: CardFace, locale: str) -> CardPictures:
        """Both sides of a courier's card."""
        return draw_card(face, Locale(locale))

    def cards(self, faces: Sequence[CardFace], locale: str) -> Iterator[CardPictures]:
        """Both sides of each card, drawn by all processors."""
        return draw_cards(faces, Locale(locale))

    def card_sheets(self, faces: Sequence[CardFace], locale: str) -> bytes:
        """Cards ten-up on A4 with cut marks, fronts and backs in turn."""
        return card_sheets(faces, Locale(locale))

    def receipt_png(self, face: ReceiptFace, locale: str) -> bytes:
        """A receipt for a phone, 720 pixels wide."""
        return receipt_sheet(face, Locale(locale)).png()

    def receipts_pdf(self, faces: Sequence[ReceiptFace], locale: str) -> bytes:
        """Receipts on A5, one page each."""
        language = Locale(locale)
        sheets = [receipt_sheet(face, language, A5_SCALE) for face in faces]
        title = say("receipts.title", language)
        return document(sheets, A5, margin_mm=_A5_MARGIN_MM, title=title)

    def receipt_strip_png(self, face: ReceiptFace, locale: str) -> bytes:
        """A receipt of 384 black or white dots across."""
        picture = io.BytesIO()
        dots = (strip.DOTS_PER_INCH, strip.DOTS_PER_INCH)
        strip.receipt_strip(face, Locale(locale)).image.save(picture, "PNG", dpi=dots)
        return picture.getvalue()

    def receipt_strips_pdf(self, faces: Sequence[ReceiptFace], locale: str) -> bytes:
        """Receipts for a roll of 58 mm, each as long as it needs to be."""
        language = Locale(locale)
        sheets = [strip.receipt_strip(face, language) for face in faces]
        title = say("receipts.title", language)
        return roll(sheets, width_mm=strip.ROLL_MM, margin_mm=strip.MARGIN_MM, title=title)

    def slip_png(self, face: SlipFace, locale: str) -> bytes:
        """A household's slip, A6 at 300 dpi."""
        return slip_sheet(face, Locale(locale)).png(DPI)

    def slips_pdf(self, faces: Sequence[SlipFace], locale: str) -> bytes:
        """Slips on A6, one page each."""
        language = Locale(locale)
        sheets = [slip_sheet(face, language) for face in faces]
        title = say("receipts.slip_document", language)
        return document(sheets, A6, margin_mm=0, title=title)

    def code_png(self, text: str) -> bytes:
        """A QR code of an ASCII text, for a screen."""
        png = io.BytesIO()
        qr_picture(text, size=_CODE_PIXELS).save(png, "PNG")
        return png.getvalue()
