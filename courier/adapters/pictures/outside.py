"""What a stranger's file is by its first bytes and its length, before any decoder sees it."""

from __future__ import annotations

from courier.domain.errors import BadInput

_MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * _MEGABYTE  # a phone's photograph of 48 megapixels has 8 to 18
_HEIF_BRANDS = frozenset(
    b"heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 avif avis".split()
)


def check_outside(data: bytes) -> None:
    """Let pass what may be a picture that we open.

    Raises BadInput ``picture_empty``, ``picture_too_many_bytes``, ``picture_heic`` or
    ``picture_pdf``.
    """
    if not data:
        raise BadInput("picture_empty")
    if len(data) > MAX_BYTES:
        raise BadInput("picture_too_many_bytes", megabytes=MAX_BYTES // _MEGABYTE)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise BadInput("picture_heic")
    if data.startswith(b"%PDF"):
        raise BadInput("picture_pdf")
