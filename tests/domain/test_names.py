from __future__ import annotations

import pytest

from courier.domain.errors import BadInput
from courier.domain.names import clean_name, name_masked, sort_key


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        (" 张　三 ", "张三"),
        ("䶮㛃", "䶮㛃"),
        ("张𬭎", "张𬭎"),
        ("张\U0002a6a5", "张\U0002a6a5"),
        ("李\U000323af", "李\U000323af"),
        ("王〇〇", "王〇〇"),
        ("阿卜杜热西提•买买提明江", "阿卜杜热西提·买买提明江"),
        ("阿卜杜热西提 ・ 买买提", "阿卜杜热西提·买买提"),
        ("阿卜杜热西提‧买买提", "阿卜杜热西提·买买提"),
        ("Vangz  Siujmingz", "Vangz Siujmingz"),
        ("Liƨ Gƅh ɯŋ", "Liƨ Gƅh ɯŋ"),
        ("ئابدۇرېھىم • مەمتىمىن", "ئابدۇرېھىم·مەمتىمىن"),
        ("བཀྲ་ཤིས་ཚེ་རིང", "བཀྲ་ཤིས་ཚེ་རིང"),
        ("ꃅꄷꊈꇭ", "ꃅꄷꊈꇭ"),
        ("O'Neil Anne-Marie", "O'Neil Anne-Marie"),
        ("Gü\u0308l Aysha", "Gü\u0308l Aysha"),
    ],
)
def test_a_name_has_one_spelling(written, name):
    assert clean_name(written) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "name_missing"),
        ("　", "name_missing"),
        ("张", "name_length"),
        ("张" * 51, "name_length"),
        ("张3", "name_characters"),
        ("=HYPERLINK(1)", "name_characters"),
        ("+张三", "name_characters"),
        ("-张三", "name_characters"),
        ("@张三", "name_characters"),
        ("·张三", "name_characters"),
        ("张三·", "name_characters"),
        ("张\x00三", "name_characters"),
        ("张\u202e三", "name_characters"),
        ("张<三", "name_characters"),
        ("张\ue863", "name_private_character"),
        ("张\ufffd", "name_private_character"),
    ],
)
def test_what_is_no_name_is_refused_by_its_fault(text, code):
    with pytest.raises(BadInput) as caught:
        clean_name(text)
    assert caught.value.code == code


def test_a_masked_name_keeps_its_first_character_only():
    assert [name_masked(name) for name in ("张三", "欧阳修", "𬭎生", "Vangz")] == [
        "张*",
        "欧*",
        "𬭎*",
        "V*",
    ]


def test_names_sort_by_pinyin_with_surnames_read_as_surnames():
    names = ["张三", "单雄信", "阿里·买买提", "Vangz Siujmingz", "尉迟恭", "曾国强", "䶮㛃"]
    assert sorted(names, key=sort_key) == [
        "阿里·买买提",
        "单雄信",
        "Vangz Siujmingz",
        "䶮㛃",
        "尉迟恭",
        "曾国强",
        "张三",
    ]
    assert sort_key("单雄信").startswith("shan xiong xin")


def test_two_names_with_one_reading_keep_an_order():
    assert sort_key("张山") != sort_key("章山")
