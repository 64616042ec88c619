from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from courier.adapters.codes import QrReader
from courier.adapters.pictures.card import back_sheet, front_sheet
from courier.adapters.pictures.fonts import Script, Weight, font, font_file
from courier.adapters.pictures.lettering import Lettering, in_order_of_sight, runs
from courier.adapters.pictures.maker import PillowPictures
from courier.adapters.pictures.photos import clean_photo
from courier.adapters.pictures.receipt import receipt_sheet
from courier.adapters.pictures.sheet import Sheet
from courier.adapters.pictures.slip import HEIGHT, STRIP, slip_sheet
from courier.adapters.pictures.wrapping import cut, wrapped
from courier.domain.errors import OutsideFailed
from courier.domain.money import Money
from courier.ports import PictureMaker
from courier.texts import Locale, say
from tests.factories.pictures import (
    CARD_ADDRESS,
    RECEIPT_CODE,
    SLIP_CODE,
    card_face,
    portrait,
    receipt_face,
    slip_face,
)

MAKER: PictureMaker = PillowPictures()
NAMES = [
    "张三",
    "䶮㛃",
    "张𬭎",
    "阿卜杜热西提·买买提明江·吐尔逊",
    "Vangz Siujmingz",
    "吐尔逊江·" * 7,
    "Abdurixit Muhammadtursun Abdukirimjan Imin",
    "ئابدۇرېھىم·مەمتىمىن",
    "ئابدۇقادىرجان·مۇھەممەتتۇرسۇن·ئابدۇكېرىم",
    "བཀྲ་ཤིས་ཚེ་རིང",
    "ངག་དབང་བློ་བཟང་རྒྱ་མཚོ་བསྟན་འཛིན་རྒྱལ་མཚན་དཔལ་བཟང",
    "Liƨ Gƅh ɯŋ",
    "ꃅꄷꊈꇭ",
    "W" * 50,
    "䶮" * 50,
]
NAMES_SCRIPTS = [script for script in Script if script is not Script.HAN]
STRAIGHT = str.maketrans("‘’", "''")
LONG_OFFICE = "大兴安岭地区呼玛县韩家园镇人民政府医疗保障服务中心"


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


def assert_calm(sheet: Sheet) -> None:
    """Every line stands inside the sheet, and no two lines of text overlap."""
    boxes = []
    for line in sheet.written:
        assert line.x >= 0, line
        assert line.x + line.width <= sheet.width + 0.5, line
        # Noto's characters stand from 0.28 to 1.28 em below the top of their line.
        boxes.append((line.x, line.y + 0.28 * line.size, line.x + line.width, line.size))
        assert line.y + 1.28 * line.size <= sheet.height, line
    for index, (left, top, right, size) in enumerate(boxes):
        for other_left, other_top, other_right, other_size in boxes[index + 1 :]:
            apart = right <= other_left or other_right <= left
            apart = apart or top + size <= other_top + 1 or other_top + other_size <= top + 1
            assert apart, (sheet.written[index], other_left, other_top)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", NAMES)
def test_a_card_holds_every_name_without_overlap(locale, name):
    face = card_face(name=name, issuer=LONG_OFFICE, regions=("呼玛县韩家园镇",) * 5)
    front = front_sheet(face, locale)
    assert_calm(front)
    assert_calm(back_sheet(face, locale))
    assert "…" not in "".join(line.text for line in front.written if name[:2] in line.text)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", NAMES)
def test_a_receipt_holds_every_name_without_overlap(locale, name):
    face = receipt_face(insuree=name, courier=name, payer=name, issuer=LONG_OFFICE)
    assert_calm(receipt_sheet(face, locale))


@pytest.mark.parametrize("locale", Locale)
def test_a_slip_is_calm_with_all_and_with_the_fewest_facts(locale):
    assert_calm(slip_sheet(slip_face(issuer=LONG_OFFICE, village=LONG_OFFICE), locale))
    assert_calm(slip_sheet(slip_face(people=None, due_by=None), locale))


def test_a_card_has_the_size_of_a_bank_card_and_its_code_is_read():
    sides = MAKER.card(card_face(), "zh_Hans")
    for side in (sides.front, sides.back):
        assert opened(side).size == (1011, 638)
        assert round(opened(side).info["dpi"][0]) == 300
    assert list(QrReader().read(sides.front)) == [CARD_ADDRESS]


def test_a_card_shows_the_photo():
    dark = card_face(photo=saved_black())
    with_photo, without = (
        opened(MAKER.card(face, "zh_Hans").front).crop((44, 128, 320, 496))
        for face in (card_face(), dark)
    )
    assert ImageChops.difference(with_photo, without).getbbox()


def saved_black() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (480, 640)).save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_receipt_is_as_wide_as_a_phone_and_its_code_is_read():
    picture = MAKER.receipt_png(receipt_face(), "zh_Hans")
    assert opened(picture).width == 720
    assert list(QrReader().read(picture)) == [receipt_face().address]
    assert receipt_face().address.endswith(RECEIPT_CODE)


def test_a_receipt_says_aid_only_where_there_was_aid():
    def lines(**changes) -> set[str]:
        sheet = receipt_sheet(receipt_face(**changes), Locale.ZH_HANS)
        return {line.text for line in sheet.written}

    assert {"政府帮缴", "120元", "280元"} <= lines()
    assert "政府帮缴" not in lines(full=None, aid=None)
    assert "政府帮缴" not in lines(aid=Money(0))


def test_a_void_receipt_is_stamped():
    good, void = (
        opened(MAKER.receipt_png(receipt_face(void=void), "zh_Hans")) for void in (False, True)
    )
    box = ImageChops.difference(good, void).getbbox()
    assert box
    assert box[3] < 400  # over the amount, not over the people


def test_a_receipt_of_a_million_fits():
    assert_calm(receipt_sheet(receipt_face(amount=Money(123_456_789)), Locale.EN))


def test_a_slip_bears_its_grid_below_the_fold():
    face = slip_face()
    sheet = slip_sheet(face, Locale.ZH_HANS)
    below = [one for one in sheet.written if one.y > HEIGHT - STRIP]
    digits = [one.text for one in below if one.text.isdigit() and len(one.text) == 2]
    assert sorted(digits) == sorted(face.grid.values())
    assert all(one.y + one.size < HEIGHT - 20 for one in below), "printers leave a margin"


@pytest.mark.parametrize("locale", Locale)
def test_a_slip_without_a_grid_says_where_to_get_one(locale):
    sheet = slip_sheet(slip_face(grid={}), locale)
    assert_calm(sheet)
    below = " ".join(one.text for one in sheet.written if one.y > HEIGHT - STRIP)
    first = say("slips.grid_none", locale).translate(STRAIGHT)[:4]
    assert below.startswith(first)
    assert below.count(first) == 1


def test_a_slip_is_a6_and_read_after_a_bad_print():
    picture = opened(MAKER.slip_png(slip_face(), "zh_Hans"))
    assert picture.size == (1240, 1748)
    faint = picture.convert("L").resize((310, 437)).point(lambda grey: 90 + grey // 3)
    buffer = io.BytesIO()
    faint.save(buffer, "PNG")
    assert list(QrReader().read(buffer.getvalue())) == [SLIP_CODE]


@pytest.mark.parametrize(
    ("script", "package"),
    [(Script.HAN, "fonts-noto-cjk"), *((one, "fonts-noto-core") for one in NAMES_SCRIPTS)],
)
def test_a_missing_font_names_the_package_to_install(tmp_path: Path, script, package):
    with pytest.raises(OutsideFailed) as caught:
        font_file(Weight.BOLD, script, [tmp_path])
    assert (caught.value.code, caught.value.facts) == ("font_missing", {"package": package})


def test_only_a_name_of_another_script_asks_for_its_font():
    assert {script for script, _ in runs("张秀兰 SX-0012·Vangz")} == {Script.HAN}
    assert {script for script, _ in runs("ئابدۇرېھىم")} == {Script.ARABIC}


def test_a_uighur_name_runs_from_right_to_left_and_its_letters_join():
    pieces = in_order_of_sight(runs("ئابدۇ·مەمەت"))
    assert [run for _, run in pieces] == ["مەمەت", "·", "ئابدۇ"]
    face = font(Weight.BOLD, 60, Locale.ZH_HANS, Script.ARABIC)
    apart = sum(face.getlength(letter) for letter in "مەمەت")
    assert Lettering(Weight.BOLD, 60, Locale.ZH_HANS).length("مەمەت") != pytest.approx(apart, abs=5)


@pytest.mark.parametrize("locale", Locale)
def test_a_card_says_that_it_proves_nothing(locale):
    lines = [line.text for line in front_sheet(card_face(), locale).written]
    assert say("cards.warning", locale).translate(STRAIGHT) in lines


def test_lines_break_between_han_characters_and_latin_words():
    measure = len
    assert wrapped("一二三四五", 2, measure) == ["一二", "三四", "五"]
    assert wrapped("read this page", 9, measure) == ["read this", "page"]
    assert wrapped("一二三，四", 3, measure) == ["一二", "三，四"]
    assert wrapped("abcdefgh", 3, measure) == ["abc", "def", "gh"]
    assert wrapped("一\n二", 5, measure) == ["一", "二"]
    assert wrapped("", 5, measure) == [""]


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert cut(["一二三", "四五六", "七"], 2, 3, len) == ["一二三", "四五…"]


def test_a_photo_that_was_cleaned_fits_the_card():
    clean = clean_photo(portrait())
    assert opened(MAKER.card(card_face(photo=clean), "en").front).size == (1011, 638)
