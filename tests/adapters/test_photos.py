from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.adapters.pictures.photos import SIZE, clean_photo
from courier.domain.errors import BadInput
from tests.factories.pictures import portrait, saved

ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("size", [(900, 1200), (1200, 900), (300, 2000), (240, 240)])
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_any_portrait_becomes_three_by_four(size, image_format):
    clean = opened(clean_photo(portrait(*size, image_format)))
    assert (clean.size, clean.format, clean.mode) == (SIZE, "JPEG", "RGB")


def test_a_photo_taken_sideways_stands_upright_and_tells_no_place():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[DESCRIPTION] = "SECRET PLACE"
    exif.get_ifd(GPS)[1] = "N"
    halves = Image.new("RGB", (1200, 900), "red")
    halves.paste("blue", (0, 0, 600, 900))
    data = clean_photo(saved(halves, "JPEG", exif=exif, comment=b"SECRET WORD"))
    clean = opened(data)
    top, bottom = clean.getpixel((240, 60)), clean.getpixel((240, 580))
    assert top[2] > 200 > top[0]
    assert bottom[0] > 200 > bottom[2]
    assert not clean.getexif()
    assert b"SECRET" not in data


def test_nothing_hidden_behind_the_picture_goes_along():
    assert b"<script" not in clean_photo(portrait() + b"<script>alert(1)</script>")


def test_a_transparent_picture_stands_on_white():
    clean = opened(clean_photo(saved(Image.new("RGBA", (600, 800), (0, 0, 0, 0)))))
    assert min(clean.getpixel((200, 200))) > 250


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA"])
def test_pictures_of_every_mode_are_taken(mode):
    image_format = "JPEG" if mode == "CMYK" else "PNG"
    picture = Image.new("RGB", (600, 800), "white").convert(mode)
    assert opened(clean_photo(saved(picture, image_format))).size == SIZE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_empty"),
        (b"%PDF-1.4", "picture_pdf"),
        (b"\0\0\0\x18ftypmif1" + bytes(60), "picture_heic"),
        (saved(Image.new("RGB", (200, 800))), "picture_face_too_small"),
        (saved(Image.new("1", (9000, 9000))), "picture_too_many_pixels"),
        (b"GIF89a", "picture_not_readable"),
        (portrait()[:3000], "picture_not_readable"),
    ],
    ids=["empty", "pdf", "heic", "small", "bomb", "cut-gif", "cut-jpeg"],
)
def test_what_is_no_photo_is_refused_by_its_fault(data, code):
    with pytest.raises(BadInput) as caught:
        clean_photo(data)
    assert caught.value.code == code
