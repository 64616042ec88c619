"""Writes QR codes (zxing-cpp) and reads them in photographs (the same, with zbar where it is).

The order was measured on real photographs and on our papers warped (``tests/factories/
warped_codes.py``): first what costs little. Half the size and a slight blur take the grain out of
a dark photograph, one threshold for the whole picture finds faint prints, one and a half times the
size parts small modules. A small picture is enlarged without a blur too, which costs too much for a
large one. Last comes zbar, which forgives a covered corner.

A wrong text is worse than none: small kinds of code that hardly check themselves are not looked
for, zbar is believed in ASCII only (it takes Japanese and Latin letters for Chinese), and what
zxing guesses is looked at in ``code_texts``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import structlog
import zxingcpp
from PIL import Image, ImageFilter

from courier.adapters.code_texts import sure_text
from courier.adapters.pictures.uploads import open_picture

READ_AROUND = 1600  # pixels; phones' cameras give more, and more reads worse
SMALL = 1000  # pixels of the longer side
# "QRCode" alone would also find Micro QR, whose least size has two bytes of checks.
_FORMATS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCodeModel1, zxingcpp.BarcodeFormat.QRCodeModel2]
)
_DECLARED = {"]Q2", "]Q4", "]Q6"}  # ISO/IEC 15424: the code names its encoding

log = structlog.get_logger(__name__)

ErrorLevel = Literal["l", "m", "q", "h"]
Try = Callable[[Image.Image], list[str]]


def qr_picture(text: str, *, size: int, error: ErrorLevel = "m") -> Image.Image:
    """A QR code of at most ``size`` pixels with sharp modules and its quiet zone of four.

    ``error`` is the least level; a higher one is taken where the code stays as small. Ten times
    as fast as segno, which a batch of a thousand cards notices. Raises ValueError for a text
    that is not ASCII: readers guess other encodings wrongly.
    """
    if not text.isascii():
        raise ValueError("a code carries ASCII only")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=error.upper())
    modules: Any = code.to_image(scale=1, add_quiet_zones=True)  # a buffer of bytes
    side = int(modules.shape[0])
    picture = Image.frombytes("L", (side, side), bytes(modules))
    scale = max(1, size // side)
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def _zbar() -> Try | None:
    try:
        from pyzbar import pyzbar  # noqa: PLC0415 - loads a system library that may be missing
    except ImportError:
        log.warning("zbar_missing", remedy="apt-get install libzbar0", effect="zxing reads alone")
        return None
    kinds = [pyzbar.ZBarSymbol.QRCODE]
    return lambda picture: [
        found.data.decode("ascii")
        for found in pyzbar.decode(picture, symbols=kinds)
        if found.data and found.data.isascii()
    ]


class QrReader:
    """Reads all QR codes of a picture, with tries of rising effort."""

    def __init__(self) -> None:
        zbar = _zbar()
        self._small: list[Try] = [*_TRIES, lambda picture: _zxing(_larger(picture))]
        self._large: list[Try] = [*_TRIES]
        if zbar:
            self._small.append(lambda picture: zbar(picture.filter(ImageFilter.GaussianBlur(1))))
            self._large.append(lambda picture: zbar(picture.reduce(2)))

    def read(self, picture: bytes) -> Sequence[str]:
        """Texts of the QR codes found, without repeats. Raises BadInput ``picture_*``.

        All that the first successful try sees; which one is meant is for those who know the kinds.
        """
        grey = _prepared(open_picture(picture, around=READ_AROUND, grey=True))
        for attempt in self._small if max(grey.size) <= SMALL else self._large:
            if texts := list(dict.fromkeys(attempt(grey))):
                return texts
        return []


def _prepared(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:  # a code of black on nothing is black on black in grey
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    grey = picture.convert("L")
    grey.thumbnail((READ_AROUND, READ_AROUND), Image.Resampling.LANCZOS)
    return grey


def _zxing(
    picture: Image.Image, binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage
) -> list[str]:
    # Plain: otherwise control characters come back spelled out, as "<SOH>".
    found = zxingcpp.read_barcodes(
        picture, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer
    )
    texts = [_text(barcode) for barcode in found if barcode.valid]
    return [text for text in texts if text]


def _text(barcode: zxingcpp.Barcode) -> str | None:
    declared = barcode.symbology_identifier in _DECLARED
    return sure_text(barcode.bytes, barcode.text, declared=declared)


def _larger(picture: Image.Image) -> Image.Image:
    size = (picture.width * 3 // 2, picture.height * 3 // 2)
    return picture.resize(size, Image.Resampling.BICUBIC)


_TRIES: tuple[Try, ...] = (
    _zxing,
    lambda picture: _zxing(picture.reduce(2)),
    lambda picture: _zxing(picture, zxingcpp.Binarizer.GlobalHistogram),
    lambda picture: _zxing(picture.filter(ImageFilter.BoxBlur(1))),
    lambda picture: _zxing(picture.filter(ImageFilter.BoxBlur(2))),
    lambda picture: _zxing(_larger(picture).filter(ImageFilter.BoxBlur(2))),
)
