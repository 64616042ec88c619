from __future__ import annotations

import io
import struct

import pytest
from PIL import ImageFont
from pypdf import PdfReader

from courier.adapters.codes import QrReader
from courier.adapters.invisible_font import font_file
from courier.adapters.pictures.maker import PillowPictures
from tests.factories.pictures import receipt_face, saved, slip_face

MAKER = PillowPictures()
NAMES = ["李桂英", "䶮㛃", "张𬭎", "阿卜杜热西提·买买提", "Vangz Siujmingz"]


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def receipts() -> PdfReader:
    return read(MAKER.receipts_pdf([receipt_face(insuree=name) for name in NAMES], "zh_Hans"))


def test_every_receipt_has_a_page_of_a5(receipts):
    assert len(receipts.pages) == len(NAMES)
    for page in receipts.pages:
        millimetres = [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]]
        assert millimetres == [148, 210]


def test_the_text_of_every_page_can_be_searched_with_rare_characters(receipts):
    for page, name in zip(receipts.pages, NAMES, strict=True):
        text = page.extract_text()
        assert name in text
        assert "160元" in text
        assert "收据编号" in text


def test_the_picture_of_a_page_is_the_receipt(receipts):
    image = receipts.pages[0].images[0].image
    assert image.width == 1512
    assert list(QrReader().read(saved(image))) == [receipt_face().address]


def test_the_text_layer_needs_no_font_of_the_reader(receipts):
    fonts = receipts.pages[0]["/Resources"]["/Font"]
    ours = [font.get_object() for font in fonts.values() if "/ToUnicode" in font.get_object()]
    [font] = ours
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    assert descriptor["/FontFile2"].get_object().get_data() == font_file()


def test_the_font_without_outlines_is_a_font():
    loaded = ImageFont.truetype(io.BytesIO(font_file()), 40)
    assert loaded.getmask("a").getbbox() is None
    assert struct.unpack(">I", font_file()[:4]) == (0x00010000,)


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
def test_slips_print_on_a6(locale):
    slips = read(MAKER.slips_pdf([slip_face(), slip_face(head_masked="李*")], locale))
    assert len(slips.pages) == 2
    assert "李*" in slips.pages[1].extract_text()
    assert [round(float(side) / 72 * 25.4) for side in slips.pages[0].mediabox[2:]] == [105, 148]
