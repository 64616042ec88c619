"""Cleans the portrait for a card."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from courier.adapters.pictures.uploads import open_picture
from courier.domain.errors import BadInput

SIZE = (480, 640)
SMALLEST_SIDE = 240  # below this a face cannot be compared
_QUALITY = 88
_EYES = (0.5, 0.35)  # where faces are in portraits taken with phones


def clean_photo(data: bytes) -> bytes:
    """A portrait of 3:4, 480 x 640 JPEG, upright, with no place, camera or other hidden data.

    Raises BadInput ``picture_*``; ``picture_too_small`` when a side has fewer than 240 pixels.
    """
    picture = open_picture(data, around=SIZE[1] * 2)
    if min(picture.size) < SMALLEST_SIDE:
        raise BadInput("picture_too_small", pixels=SMALLEST_SIDE)
    portrait = ImageOps.fit(_on_white(picture), SIZE, Image.Resampling.LANCZOS, centering=_EYES)
    return _jpeg(portrait)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    # Pixels alone go into the new file; Pillow would carry comments and profiles along.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()
