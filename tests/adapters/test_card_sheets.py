from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from courier.adapters.card_sheets import CARD, LEFT, TOP, place_of
from courier.adapters.codes import QrReader
from courier.adapters.documents import POINTS_PER_MM
from courier.adapters.pictures.maker import PillowPictures
from courier.ports import PictureMaker
from tests.factories.pictures import CARD_ADDRESS, card_face, portrait, saved

MAKER: PictureMaker = PillowPictures()
PHOTO = portrait(480, 640)


def sheets(count: int, locale: str = "zh_Hans") -> PdfReader:
    faces = [
        card_face(name=f"张三{'一二三四五六七八九十'[n % 10]}", photo=PHOTO) for n in range(count)
    ]
    return PdfReader(io.BytesIO(MAKER.card_sheets(faces, locale)))


def places(page, said: str) -> list[tuple[float, float]]:
    """Where a text stands on a page, in points from the bottom left."""
    found = []
    page.extract_text(
        visitor_text=lambda text, _, matrix, *__: (
            said in text and found.append((float(matrix[4]), float(matrix[5])))
        )
    )
    return found


@pytest.fixture(scope="module")
def dozen() -> PdfReader:
    return sheets(12)


def test_ten_cards_share_a_page_of_a4_and_their_backs_the_next(dozen):
    assert len(dozen.pages) == 4
    assert [round(float(side) / POINTS_PER_MM) for side in dozen.pages[0].mediabox[2:]] == [
        210,
        297,
    ]
    assert [page.extract_text().count("工号") for page in dozen.pages] == [10, 0, 2, 0]
    assert [page.extract_text().count("发卡单位") for page in dozen.pages] == [0, 10, 0, 2]


def test_a_card_is_as_large_as_a_bank_card_and_inside_the_page():
    assert [round(side / POINTS_PER_MM, 1) for side in CARD] == [85.6, 54.0]
    for index in range(10):
        left, top = place_of(index)
        assert left >= LEFT
        assert left + CARD[0] <= 595.3 - 10 * POINTS_PER_MM
        assert top <= TOP
        assert top - CARD[1] >= 10 * POINTS_PER_MM


def test_backs_lie_behind_their_fronts_when_the_paper_is_turned(dozen):
    [first, second] = sorted(places(dozen.pages[2], "张三"))
    backs = sorted(places(dozen.pages[3], "发卡单位"))
    assert first[0] < 297 < second[0]
    assert len(backs) == 2
    [lonely] = places(sheets(1).pages[1], "发卡单位")
    assert lonely[0] > 297  # one front at the left: its back at the right


def test_the_code_on_a_sheet_is_read_at_the_size_it_is_printed():
    written = sheets(1).pages[0].images
    texts = [list(QrReader().read(saved(one.image.convert("RGB")))) for one in written]
    assert [CARD_ADDRESS] in texts


def test_what_all_cards_share_stands_once_in_the_file():
    faces = [card_face(photo=PHOTO, courier_number=f"SX-{n:04}") for n in range(10)]
    ten = len(MAKER.card_sheets(faces, "zh_Hans"))
    assert ten < 10 * len(MAKER.card(faces[0], "zh_Hans").front)


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
def test_sheets_print_names_of_every_script(locale):
    names = ["ئابدۇرېھىم·مەمتىمىن", "བཀྲ་ཤིས་ཚེ་རིང", "䶮㛃𬭎"]
    pdf = MAKER.card_sheets([card_face(name=name, photo=PHOTO) for name in names], locale)
    assert "䶮㛃𬭎" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_large_batch_is_drawn_by_all_processors_in_order():
    faces = [card_face(courier_number=f"SX-{n:04}", photo=PHOTO) for n in range(40)]
    drawn = list(MAKER.cards(faces, "zh_Hans"))
    assert len(drawn) == 40
    assert [drawn[n] for n in (0, 39)] == [MAKER.card(faces[n], "zh_Hans") for n in (0, 39)]
