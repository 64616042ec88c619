"""Opens pictures that strangers send, with limits checked before anything is decoded."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from courier.adapters.pictures.outside import check_outside
from courier.domain.errors import BadInput

MAX_PIXELS = 40_000_000
MAX_JPEG_PIXELS = 120_000_000  # of phones' cameras; a JPEG is decoded at a fraction of its size
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")

# Pillow opens an 81-megapixel picture of 10 KB silently at its default.
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_SIXTEEN_TO_EIGHT = [grey >> 8 for grey in range(1 << 16)]


def open_picture(data: bytes, *, around: int, grey: bool = False) -> Image.Image:
    """The picture, upright; a large JPEG at a fraction of its size, no side below ``around``.

    Of an animation the first picture; ``grey`` spares a JPEG its colours. Raises BadInput
    ``picture_empty``, ``picture_too_many_bytes``, ``picture_heic``, ``picture_pdf``,
    ``picture_not_readable`` or ``picture_too_many_pixels``.
    """
    check_outside(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _fit_into_memory(picture, around, "L" if grey else None)
            picture.load()
            return ImageOps.exif_transpose(_eight_bits(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise BadInput("picture_not_readable") from error


def _fit_into_memory(picture: Image.Image, around: int, mode: str | None) -> None:
    wanted = (around, around)
    if picture.width * picture.height > MAX_PIXELS:
        wanted = (min(around, picture.width // 2), min(around, picture.height // 2))
    picture.draft(mode, wanted)
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Pillow would make white of every grey above 255."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(_SIXTEEN_TO_EIGHT, "L")


def _too_many_pixels() -> BadInput:
    return BadInput("picture_too_many_pixels")
