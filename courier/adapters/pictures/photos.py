"""Cleans the portrait for a card, and pictures of papers."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from courier.adapters.pictures.uploads import open_picture
from courier.domain.applications import WHOLE, PhotoFrame
from courier.domain.errors import BadInput

SIZE = (480, 640)
SMALLEST_SIDE = 240  # below this a face cannot be compared
PAPER_SIDE, SMALLEST_PAPER = 2000, 600
_QUALITY = 88
_EYES = (0.5, 0.35)  # where faces are in portraits taken with phones


def clean_photo(data: bytes, frame: PhotoFrame | None = None) -> bytes:
    """A portrait of 3:4, 480 x 640 JPEG, upright, with no place, camera or other hidden data.

    Without a frame, the middle. Raises BadInput ``picture_*``; ``picture_face_too_small`` when
    a side of what remains has fewer than 240 pixels, ``picture_frame_wrong`` for a frame outside
    the picture.
    """
    around = SIZE[1] * 2 * WHOLE // (frame.width if frame else WHOLE)
    picture = open_picture(data, around=around)
    if frame is not None:
        picture = picture.crop(_box(picture.size, frame))
    if min(picture.size) < SMALLEST_SIDE:
        raise BadInput("picture_face_too_small")
    portrait = ImageOps.fit(_on_white(picture), SIZE, Image.Resampling.LANCZOS, centering=_EYES)
    return _jpeg(portrait)


def clean_paper(data: bytes) -> bytes:
    """A picture of a paper, JPEG, upright, at most 2,000 pixels long, without hidden data.

    Raises BadInput ``picture_*``; ``picture_paper_too_small`` when nobody could read it.
    """
    picture = open_picture(data, around=PAPER_SIDE)
    if max(picture.size) < SMALLEST_PAPER:
        raise BadInput("picture_paper_too_small")
    paper = _on_white(picture)
    paper.thumbnail((PAPER_SIDE, PAPER_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(paper)


def _box(size: tuple[int, int], frame: PhotoFrame) -> tuple[int, int, int, int]:
    """The frame in pixels; one that hangs over the lower edge moves up."""
    wide, high = size
    width = wide * frame.width // WHOLE
    height = width * SIZE[1] // SIZE[0]
    left, top = wide * frame.left // WHOLE, high * frame.top // WHOLE
    if height > high:
        raise BadInput("picture_frame_wrong")
    top = min(top, high - height)
    return left, top, left + width, top + height


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
