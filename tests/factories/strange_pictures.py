"""Pictures as strangers send them: what a phone may well make, and what no picture is."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories.pictures import portrait, saved

GOOD = (
    "48-megapixels",
    "48-megapixels-progressive",
    "108-megapixels",
    "cmyk",
    "16-bit",
    "animated-gif",
    "two-in-one",
    "also-a-zip",
    "also-a-page",
)
# What is refused, as which error, and the words by which it is known.
BAD = {
    "nothing": ("picture_empty", "没有收到图片"),
    "words": ("picture_not_readable", "图片打不开"),
    "page": ("picture_not_readable", "图片打不开"),
    "archive": ("picture_not_readable", "图片打不开"),
    "tiff": ("picture_not_readable", "截图后再传"),
    "cut-jpeg": ("picture_not_readable", "没传完"),
    "cut-png": ("picture_not_readable", "没传完"),
    "heic": ("picture_heic", "兼容性最佳"),
    "pdf": ("picture_pdf", "把截图传上来"),
    "100-megapixels": ("picture_too_many_pixels", "把截图传上来"),
    "144-megapixels-jpeg": ("picture_too_many_pixels", "把截图传上来"),
    "long-text-in-png": ("picture_not_readable", "图片打不开"),
    "20-megabytes": ("picture_too_many_bytes", "最多20兆"),
}


@cache
def strange_picture(name: str) -> bytes:
    """The file of this name in ``GOOD`` or ``BAD``."""
    return _MAKERS[name]()


def _as_zip() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


def _sixteen_bit() -> bytes:
    """Black above, a middle grey below."""
    rows = b"\x00\x00" * 900 * 600 + b"\x00\x80" * 900 * 600
    return saved(Image.frombytes("I;16", (900, 1200), rows))


def _animated() -> bytes:
    first, *others = [Image.new("P", (900, 1200), colour) for colour in (1, 2, 3)]
    return saved(first, "GIF", save_all=True, append_images=others)


def _two_in_one() -> bytes:
    """As phones do that keep a brighter second picture in the same file."""
    first, second = (Image.new("RGB", (900, 1200), colour) for colour in ("red", "white"))
    return saved(first, "MPO", save_all=True, append_images=[second])


def _long_text() -> bytes:
    """A megabyte of nothing, packed small, in a chunk of text."""
    info = PngInfo()
    info.add_text("a", " " * 3_000_000, zip=True)
    return saved(Image.new("L", (700, 700)), pnginfo=info)


_MAKERS = {
    "48-megapixels": lambda: portrait(6000, 8000),
    "48-megapixels-progressive": lambda: portrait(6000, 8000, progressive=True),
    "108-megapixels": lambda: saved(Image.new("L", (9000, 12000), "grey"), "JPEG"),
    "cmyk": lambda: saved(Image.new("CMYK", (900, 1200), (0, 200, 200, 0)), "JPEG"),
    "16-bit": _sixteen_bit,
    "animated-gif": _animated,
    "two-in-one": _two_in_one,
    "also-a-zip": lambda: portrait() + _as_zip(),
    "also-a-page": lambda: portrait(comment=b"<script>alert(1)</script>"),
    "nothing": lambda: b"",
    "words": "一张照片".encode,
    "page": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "archive": _as_zip,
    "tiff": lambda: saved(Image.new("RGB", (900, 1200)), "TIFF"),
    "cut-jpeg": lambda: portrait()[:3000],
    "cut-png": lambda: portrait(image_format="PNG")[:2000],
    "heic": lambda: b"\0\0\0\x18ftypheic" + bytes(100),
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3",
    "100-megapixels": lambda: saved(Image.new("1", (10_000, 10_000))),
    "144-megapixels-jpeg": lambda: saved(Image.new("L", (12_000, 12_000)), "JPEG"),
    "long-text-in-png": _long_text,
    "20-megabytes": lambda: b"\xff\xd8\xff" + bytes(20 * 1024 * 1024),
}
