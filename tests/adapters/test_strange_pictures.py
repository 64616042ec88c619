"""Whatever a stranger sends, the worker answers: a clean picture or a reason."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.adapters.codes import qr_picture
from courier.adapters.picture_workers import PictureWorkers
from courier.domain.applications import PhotoFrame
from courier.domain.errors import BadInput
from tests.factories.pictures import SLIP_CODE, saved
from tests.factories.strange_pictures import BAD, GOOD, strange_picture

NARROW = PhotoFrame(left=4000, top=3000, width=1000)


@pytest.fixture(scope="module")
def workers() -> PictureWorkers:
    return PictureWorkers(processes=1)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("name", GOOD)
def test_what_a_phone_may_make_becomes_a_face_a_paper_and_is_looked_at(workers, name):
    data = strange_picture(name)
    face, paper = workers.clean_photo(data), workers.clean_paper(data)
    assert (opened(face).size, opened(face).format) == ((480, 640), "JPEG")
    assert 600 <= max(opened(paper).size) <= 2000
    assert b"<script" not in face + paper
    assert b"PK\x03\x04" not in face + paper
    assert workers.read(data) == ()


@pytest.mark.parametrize("task", ["read", "clean_photo", "clean_paper"])
@pytest.mark.parametrize(("name", "code"), [(name, code) for name, (code, _) in BAD.items()])
def test_what_is_no_picture_is_refused_by_its_fault(workers, task, name, code):
    with pytest.raises(BadInput) as caught:
        getattr(workers, task)(strange_picture(name))
    assert caught.value.code == code


def test_a_grey_of_sixteen_bits_keeps_its_tones(workers):
    paper = opened(workers.clean_paper(strange_picture("16-bit")))
    above, below = (paper.getpixel((450, row))[0] for row in (100, 1100))
    assert above < 5
    assert 120 < below < 136


def test_of_an_animation_the_first_picture_is_kept(workers):
    first = Image.new("RGB", (700, 700), "red")
    moving = saved(first, "GIF", save_all=True, append_images=[Image.new("RGB", (700, 700))])
    red, green, _ = opened(workers.clean_paper(moving)).getpixel((350, 350))
    assert red > 200 > green


def test_a_face_far_away_in_a_large_photograph_is_cut_out_sharp(workers):
    large = Image.new("RGB", (6000, 8000), "blue")
    large.paste("red", (2400, 2400, 3000, 3200))
    face = opened(workers.clean_photo(saved(large, "JPEG"), NARROW))
    red, _, blue = face.getpixel((240, 320))
    assert red > 200 > blue


def test_a_code_in_a_photograph_of_48_megapixels_is_read(workers):
    large = Image.new("L", (8000, 6000), "white")
    large.paste(qr_picture(SLIP_CODE, size=1500), (3000, 2000))
    assert workers.read(saved(large, "JPEG")) == (SLIP_CODE,)


def test_a_paper_and_a_face_that_are_too_small_are_told_apart(workers):
    small = saved(Image.new("RGB", (200, 200)))
    for task, code in (("clean_photo", "face"), ("clean_paper", "paper")):
        with pytest.raises(BadInput, match=f"picture_{code}_too_small"):
            getattr(workers, task)(small)
