from __future__ import annotations

import io
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from courier.adapters.codes import QrReader, qr_picture
from courier.adapters.pictures.maker import PillowPictures
from courier.domain.errors import BadInput
from courier.ports import CodeReader
from tests.factories.pictures import SLIP_CODE, saved, slip_face

PHOTOGRAPHS = Path(__file__).parents[2] / ".." / "shared" / "qr"
LEAST_READ = 0.95
# The manifest has "photograph of" where the code, read alike by both libraries, has "photography
# of"; every other text was confirmed.
MISPRINTED = {"024.png"}
given_photographs = pytest.mark.skipif(
    not PHOTOGRAPHS.is_dir(), reason="the photographs are not here"
)


@pytest.fixture(scope="module")
def reader() -> CodeReader:
    return QrReader()


def squeezed(text: str) -> str:
    return "".join(text.split())


def photographs() -> Iterator[tuple[str, bytes, set[str]]]:
    """Name, picture and what is written in it."""
    manifest = (PHOTOGRAPHS / "manifest.jsonl").read_text(encoding="utf-8")
    for row in map(json.loads, manifest.splitlines()):
        picture = (PHOTOGRAPHS / "images" / row["file"]).read_bytes()
        yield row["file"], picture, {squeezed(text) for text in row["text"]}


@given_photographs
def test_photographs_are_read_and_never_wrongly(reader, record_property):
    read, wrong, asked = [], [], list(photographs())
    for name, picture, right in asked:
        found = {squeezed(text) for text in reader.read(picture)}
        read += [name] if found & right else []
        wrong += [name] if found - right else []
    record_property("read", f"{len(read)}/{len(asked)}")
    assert set(wrong) <= MISPRINTED
    assert len(read) / len(asked) >= LEAST_READ, f"{len(read)} of {len(asked)}"


@given_photographs
def test_photographs_made_worse_are_never_read_wrongly(reader):
    """Each in one of four ways, in turn."""
    ways = (
        ImageOps.mirror,
        ImageOps.invert,
        lambda grey: grey.rotate(17, expand=True, fillcolor=128),
        lambda grey: grey.filter(ImageFilter.GaussianBlur(1.5)),
    )
    for worse, (name, picture, right) in zip(itertools.cycle(ways), photographs(), strict=False):
        grey = Image.open(io.BytesIO(picture)).convert("L")
        grey.thumbnail((800, 800))
        found = {squeezed(text) for text in reader.read(saved(worse(grey)))}
        assert found <= right or name in MISPRINTED, name


@pytest.mark.parametrize("text", [SLIP_CODE, "https://x.example/R/a?b=c", "HTTPS://X.EXAMPLE/C/A2"])
def test_a_written_code_reads_back(reader, text):
    assert list(reader.read(saved(qr_picture(text, size=400)))) == [text]


def test_a_slip_takes_version_two_with_a_quarter_of_it_lost(reader):
    modules = qr_picture(SLIP_CODE, size=1, error="q").width
    assert modules == 25 + 8


def test_a_code_carries_ascii_only():
    with pytest.raises(ValueError, match="ASCII"):
        qr_picture("医保", size=400)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_slip_photographed_at_any_angle_of_the_phone_is_read(reader, orientation):
    slip = slip_photograph()
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert list(reader.read(saved(slip, "JPEG", exif=exif))) == [SLIP_CODE]


def slip_photograph() -> Image.Image:
    picture = PillowPictures().slip_png(slip_face(), "zh_Hans")
    return Image.open(io.BytesIO(picture)).convert("RGB").rotate(7, expand=True, fillcolor="#888")


def test_a_twelve_megapixel_photograph_of_a_slip_is_read(reader):
    large = slip_photograph().resize((3000, 4000))
    assert list(reader.read(saved(large, "JPEG"))) == [SLIP_CODE]


def test_a_code_on_a_transparent_ground_is_read(reader):
    code = qr_picture(SLIP_CODE, size=400)
    picture = Image.new("RGBA", code.size, (0, 0, 0, 0))
    picture.paste(Image.new("RGBA", code.size, "black"), mask=code.point(lambda grey: 255 - grey))
    assert list(reader.read(saved(picture))) == [SLIP_CODE]


def test_two_codes_in_one_picture_are_both_read(reader):
    picture = Image.new("L", (900, 450), "white")
    for at, text in ((20, "FIRST"), (460, "SECOND")):
        picture.paste(qr_picture(text, size=400), (at, 20))
    assert set(reader.read(saved(picture))) == {"FIRST", "SECOND"}


@pytest.mark.parametrize("blur", [0, 1, 2])
def test_of_a_shelf_full_of_other_codes_only_the_square_ones_are_read(reader, blur):
    shelf = Image.new("L", (1400, 900), "white")
    others = {"Code128": "YB1AD3H0123", "EAN13": "6901234567892", "DataMatrix": "X1", "PDF417": "Y"}
    for column, (kind, text) in enumerate(others.items()):
        lines = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind)).to_image(
            scale=2
        )
        shelf.paste(Image.fromarray(lines), (20 + 340 * column, 20))
    shelf.paste(qr_picture(SLIP_CODE, size=400), (100, 450))
    shelf.paste(qr_picture("wxp://f2f0abcdef", size=400), (800, 450))
    found = reader.read(saved(shelf.filter(ImageFilter.GaussianBlur(blur))))
    assert set(found) == {SLIP_CODE, "wxp://f2f0abcdef"}


def test_a_picture_without_a_code_gives_nothing(reader):
    assert list(reader.read(saved(Image.new("RGB", (300, 300), "white")))) == []


def test_without_zbar_it_says_so_once_and_reads_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyzbar", None)
    monkeypatch.delitem(sys.modules, "pyzbar.pyzbar", raising=False)
    with structlog.testing.capture_logs() as logs:
        reader = QrReader()
        assert list(reader.read(saved(qr_picture(SLIP_CODE, size=400)))) == [SLIP_CODE]
    assert [line["event"] for line in logs] == ["zbar_missing"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_empty"),
        (b"%PDF-1.7 ...", "picture_pdf"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "picture_heic"),
        (b"\0\0\0\x18ftypavif" + bytes(100), "picture_heic"),
        (b"PK\x03\x04" + bytes(100), "picture_not_readable"),
        (b"<svg onload='x'/>", "picture_not_readable"),
        (bytes(21 * 1024 * 1024), "picture_too_many_bytes"),
        (saved(Image.new("1", (9000, 9000))), "picture_too_many_pixels"),
        (saved(Image.new("1", (7000, 7000))), "picture_too_many_pixels"),
        (saved(Image.new("RGB", (300, 300)), "JPEG")[:200], "picture_not_readable"),
        (saved(Image.new("RGB", (300, 300)), "TIFF"), "picture_not_readable"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_what_cannot_be_read_is_refused_by_its_fault(reader, data, code):
    with pytest.raises(BadInput) as caught:
        reader.read(data)
    assert caught.value.code == code
