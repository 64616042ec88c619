import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.understanding.masking import Hidden, mask

HIDDEN = {
    "身份证110101195803071234交了没": ("110101195803071234", Hidden.ID_NUMBER),
    "身份证11010119580307123X交了没": ("11010119580307123X", Hidden.ID_NUMBER),
    "身份证11010119580307123x": ("11010119580307123x", Hidden.ID_NUMBER),
    "１１０１０１１９５８０３０７１２３４": (
        "１１０１０１１９５８０３０７１２３４",
        Hidden.ID_NUMBER,
    ),
    "110101 19580307 1234": ("19580307", Hidden.ID_NUMBER),
    "110101-1958-0307-123 X": ("1958-0307", Hidden.ID_NUMBER),
    "老身份证110101580307123": ("110101580307123", Hidden.ID_NUMBER),
    "电话13812345678": ("13812345678", Hidden.PHONE),
    "138 1234 5678": ("138 1234 5678", Hidden.PHONE),
    "138-1234-5678打我": ("138-1234-5678", Hidden.PHONE),
    "+8613812345678": ("13812345678", Hidden.PHONE),
    "卡号6222021234567890123": ("6222021234567890123", Hidden.BANK_CARD),
    "6222 0212 3456 7890": ("6222 0212 3456 7890", Hidden.BANK_CARD),
    "座机0537-4412345": ("4412345", Hidden.NUMBER),
    "一三八一二三四五六七八": ("一三八一二三四五六七八", Hidden.NUMBER),
    "我叫王小明": ("王小明", Hidden.NAME),
    "俺娘叫李桂兰，68了": ("李桂兰", Hidden.NAME),
    "姓名：张三": ("张三", Hidden.NAME),
    "姓名 欧阳春花": ("欧阳春花", Hidden.NAME),
    "我叫买买提·吐尔逊想交医保": ("买买提·吐尔逊", Hidden.NAME),
    "名字是陳美麗": ("陳美麗", Hidden.NAME),
    "我叫王芳今年68": ("王芳", Hidden.NAME),
    "我叫王芳，我家在河西村": ("王芳", Hidden.NAME),
}


@pytest.mark.parametrize(("text", "case"), HIDDEN.items())
def test_what_names_a_person_is_hidden(text, case):
    secret, instead = case
    masked = mask(text)
    assert secret not in masked
    assert instead in masked


@pytest.mark.parametrize(
    "text",
    [
        "我妈68了吃低保要交多少",
        "2026年交400元",
        "2025-2026年度",
        "2026-11-22能来吗",
        "2026年11月22日交的",
        "去年380今年400",
        "这叫什么事",
        "我叫什么名字能改吗",
        "叫个快递员来",
        "帮我妈叫快递员上门",
        "孩子的姓名登记错了怎么改",
        "12345热线",
        "花了120000元",
        "单号 V-1024",
        "没起名字能参保吗",
        "分别是380,400,420",
        "户主不在能交吗",
    ],
)
def test_what_names_nobody_stays_as_it_was(text):
    assert mask(text) == text


def test_the_rest_of_the_sentence_stays():
    masked = mask("我叫王芳今年68，身份证110101195803071234，要交多少")
    assert masked == f"我叫{Hidden.NAME}今年68,身份证{Hidden.ID_NUMBER},要交多少"


def test_an_invisible_character_does_not_hide_a_number():
    assert "5678" not in mask("138\u200b1234\u200b5678")


BIRTH = r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])"
ID_NUMBERS = st.from_regex(rf"[1-9][0-9]{{5}}{BIRTH}[0-9]{{3}}[0-9X]", fullmatch=True)


@given(ID_NUMBERS, st.sampled_from(["", " ", "-", "　"]))
def test_no_id_number_gets_through(number, gap):
    said = gap.join((number[:6], number[6:14], number[14:]))
    assert number[6:14] not in mask(f"查一下{said}交了没")


@given(st.text(max_size=80))
def test_masking_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)
