"""The courier scans something that is no slip of her county."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.adapters.codes import qr_picture
from courier.domain import short_codes
from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.pictures import CARD_ADDRESS, RECEIPT_CODE, saved


@pytest.fixture
def phone(client, core):
    """Her phone, signed in."""
    return signed_in(client, core, make_county(core).courier)


def scanned(phone, text: str) -> str:
    """The page that says what this code is, read from a picture."""
    picture = io.BytesIO(saved(qr_picture(text, size=500)))
    response = phone.post("/courier/scan", data={"picture": (picture, "code.png")})
    check_page(response, status=400)
    return response.text


def test_a_receipt_is_called_one_and_leads_to_its_page(phone):
    html = scanned(phone, f"HTTPS://COURIER.TEST/R/{RECEIPT_CODE}")
    assert "这是缴费收据" in html
    assert f'href="/R/{RECEIPT_CODE}"' in html


def test_a_couriers_card_is_called_one_and_leads_to_its_check(phone):
    html = scanned(phone, CARD_ADDRESS)
    assert "这是快递员的名片" in html
    assert f'href="/c/{CARD_ADDRESS.rpartition("/")[2]}"' in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wxp://f2f0abcdef", "收付款码"),
        ("134567890123456789", "收付款码"),
        ("https://fuwu.nhsa.gov.cn/x", "医保码"),
        ("11010519491231002X", "身份证号"),
        ("https://example.com/R/", "不是缴费通知单"),
    ],
)
def test_what_is_not_ours_is_told_apart_and_leads_nowhere(phone, text, words):
    html = scanned(phone, text)
    assert words in html
    assert "看这张收据" not in html
    assert "核对这张名片" not in html


def test_a_slip_of_another_county_names_whom_to_call(core, phone):
    code = short_codes.make_slip_code(core.code_key, 341521, short_codes.new_token())
    assert "12393" in scanned(phone, code)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有收到图片"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "苹果手机"),
        (b"%PDF-1.7", "PDF文件"),
        (b"text", "图片打不开"),
        (saved(Image.new("RGB", (300, 300)), "JPEG")[:200], "图片打不开"),
        (saved(Image.new("1", (10_000, 10_000))), "这张图太大"),
        (saved(Image.new("L", (90, 90), "white")), "没有找到二维码"),
    ],
    ids=["none", "heic", "pdf", "text", "cut", "100-megapixels", "white"],
)
def test_a_picture_that_cannot_be_read_is_explained(phone, data, words):
    response = phone.post("/courier/scan", data={"picture": (io.BytesIO(data), "slip.png")})
    check_page(response, status=400)
    assert words in response.text
