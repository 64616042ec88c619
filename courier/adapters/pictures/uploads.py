"""Opens pictures that strangers send, with limits checked before anything is decoded."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from courier.adapters.pictures.outside import check_outside
from courier.domain.errors import BadInput

MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")

# Pillow opens an 81-megapixel picture of 10 KB silently at its default.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_picture(data: bytes, *, around: int | None = None) -> Image.Image:
    """The picture, upright. ``around`` lets a large JPEG decode at a fraction of its size.

    Raises BadInput ``picture_empty``, ``picture_too_many_bytes``, ``picture_heic``,
    ``picture_pdf``, ``picture_not_readable`` or ``picture_too_many_pixels``.
    """
    check_outside(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check_pixels(picture)
            if around:
                picture.draft(None, (around, around))
            picture.load()
            return ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise BadInput("picture_not_readable") from error


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> BadInput:
    return BadInput("picture_too_many_pixels")
