"""Codes say their bytes, seldom their encoding."""

from __future__ import annotations

import io

import pytest
import segno
import zxingcpp
from PIL import Image

from courier.adapters.codes import QrReader
from tests.factories.pictures import saved


def code_of(data: bytes) -> bytes:
    """A code of these very bytes, as makers who name no encoding write it."""
    picture = io.BytesIO()
    segno.make(data, mode="byte", micro=False).save(picture, kind="png", scale=6, border=4)
    return picture.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("寿县涧沟镇大王村", "utf-8"),
        ("寿县涧沟镇大王村", "gb2312"),
        ("王秀英", "gb2312"),
        ("微信支付 张三", "gb2312"),
        ("今度のバージョン", "shift_jis"),
        ("ﾃﾞｻﾞｲﾝQR http://example.com/", "shift_jis"),
        ("Café à la crème", "latin-1"),
    ],
)
def test_a_text_is_read_in_the_encoding_of_its_maker(text, encoding):
    assert list(QrReader().read(code_of(text.encode(encoding)))) == [text]


def test_what_may_as_well_be_chinese_as_japanese_is_not_guessed():
    assert list(QrReader().read(code_of("医保缴费".encode("gb2312")))) == []


def test_a_code_that_names_its_encoding_is_believed():
    picture = io.BytesIO()
    code = segno.make("寿县", encoding="gb18030", mode="byte", eci=True, micro=False)
    code.save(picture, kind="png", scale=6, border=4)
    assert list(QrReader().read(picture.getvalue())) == ["寿县"]


def test_small_codes_that_hardly_check_themselves_are_not_read():
    drawn = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.MicroQRCode)
    modules = drawn.to_image(scale=8, add_quiet_zones=True)
    picture = Image.frombytes("L", modules.shape[::-1], bytes(modules))
    assert list(QrReader().read(saved(picture))) == []
