"""Pictures in the chat: cards, slips, receipts, visits, other codes, and what is no picture."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from courier.adapters.codes import qr_picture
from courier.domain.scanned import receipt_address
from courier.services import cash, conversations, slips
from courier.services.arrival_check import arrivals_by_slip
from courier.services.cards import own_card
from courier.services.chat_pictures import answer_picture
from courier.services.core import Actor, ActorKind
from courier.services.couriers import suspend_courier
from courier.texts import Locale
from tests.factories.county import id_number, make_county
from tests.factories.families import family
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.people_at_work import approved
from tests.factories.pictures import portrait, saved
from tests.factories.visits import ask

HANS = Locale.ZH_HANS


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def card(core, county):
    """The address on a real courier's card."""
    courier_id = approved(core, county)
    actor = Actor(ActorKind.COURIER, county.clerk.county_id, courier_id, "赵春梅", "")
    return courier_id, own_card(core, actor=actor).address


@pytest.fixture
def slip(core, county):
    household_id = family(county)
    assess(core)
    return slips.issue_slip(core, county.courier, household_id)


def photo(*texts: str) -> bytes:
    """Codes on a sheet of paper, side by side."""
    codes = [qr_picture(text, size=600) for text in texts]
    sheet = Image.new("RGB", (sum(code.width for code in codes) + 80, 760), "#EFEBE2")
    left = 40
    for code in codes:
        sheet.paste(code, (left, 60))
        left += code.width
    return saved(sheet, "JPEG")


def said(core, data: bytes) -> str:
    return answer_picture(core, data=data, locale=HANS).text


def huge_picture() -> bytes:
    """A PNG that claims 100 megapixels and has a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sealed = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sealed

    header = struct.pack(">IIBBBBB", 10_000, 10_000, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(1251 * 10_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def test_a_photographed_card_is_checked(core, card):
    _, address = card
    assert "要当心" in said(core, photo(address))


def test_the_card_of_a_suspended_courier_is_a_warning(core, county, card):
    courier_id, address = card
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="投诉")
    assert said(core, photo(address)).startswith("不能用")


def test_a_copied_address_with_words_around_it_is_checked_in_the_chat(core, card):
    _, address = card
    assert address.isupper()
    told = conversations.reply(
        core, conversation_id=None, text=f"这个人是真的吗 {address}", locale=HANS
    )
    assert "要当心" in told.messages[0].text


def test_a_forged_card_is_a_warning(core, card):
    _, address = card
    forged = address[:-3] + ("AAA" if not address.endswith("AAA") else "BBB")
    assert said(core, photo(forged)).startswith("假的")


def test_a_photographed_slip_tells_who_has_paid(core, slip):
    told = answer_picture(core, data=photo(slip), locale=HANS)
    assert "还没到，要交" in told.text
    assert "张老太" not in told.text
    assert told.topic == "check_status"


def test_a_photographed_receipt_is_checked(core, county):
    household_id = family(county)
    assess(core)
    with core.begin() as work:
        son = work.scalar("select insuree_id from insurees where name = '张三'")
    consent(core, county.courier, [son])
    give_book(core, county, county.courier)
    cash.take_cash(core, actor=county.courier, request=request_for(core, household_id, [son]))
    slip = slips.issue_slip(core, county.courier, household_id)
    (paid,) = [one for one in arrivals_by_slip(core, code=slip).people if one.receipt]
    address = receipt_address(core.public_url, paid.receipt.code.replace("-", ""))
    assert "收据是真的" in said(core, photo(address))


def test_a_photographed_visit_is_followed(core, county):
    assert "还在等快递员接单" in said(core, photo(ask(core).visit_no))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wxp://f2f0abcdefgh", "不要往这样的码里交"),
        ("https://qr.alipay.com/fkx1234", "不要往这样的码里交"),
        ("1234567890123456789012345678", "看病用的"),
        ("https://example.com/hello", "不是我们的"),
        (id_number(3), "身份证号"),
    ],
)
def test_somebody_elses_code_is_named_and_warned_of(core, text, words):
    assert words in said(core, photo(text))


def test_of_several_codes_the_card_is_told_first(core, county, card, slip):
    _, address = card
    assert "要当心" in said(core, photo("https://example.com/ad", address))
    assert "医保费" in said(core, photo("https://example.com/ad", slip))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有收到图片"),
        (b"GIF89a but not really", "打不开"),
        (b"%PDF-1.7 ...", "不是图片"),
        (portrait()[:2000], "打不开"),
        (bytes(21 * 1024 * 1024), "太大"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "苹果手机"),
    ],
)
def test_what_is_no_picture_gets_calm_words(core, data, words):
    assert words in said(core, data)


def test_a_hundred_megapixels_are_refused_before_they_are_decoded(core):
    data = huge_picture()
    assert len(data) < 100_000
    assert "这张图太大" in said(core, data)


def test_a_picture_without_a_code_says_how_to_take_a_better_one(core):
    assert "没找到方块码" in said(core, portrait())


def test_nothing_of_a_picture_is_kept_in_the_conversation(core, slip):
    told = conversations.reply_to_picture(core, conversation_id=None, data=photo(slip), locale=HANS)
    with core.begin() as work:
        kept = work.run("select masked_text || shown::text from chat_messages").scalars()
        text = "\n".join(kept)
    assert told.messages
    assert slip.replace("-", "") not in text.replace("-", "")


def test_a_picture_of_one_pixel_is_no_trouble(core):
    buffer = io.BytesIO()
    Image.new("1", (1, 1)).save(buffer, "PNG")
    assert "没找到方块码" in said(core, buffer.getvalue())
