"""Names told in a form."""

from __future__ import annotations

import pytest

from courier.domain.told_names import contact_in, is_surely_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张大妈", "张大妈"),
        ("我叫王小二", "王小二"),
        ("找李爷爷", "李爷爷"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("My name is Anna Lee", "Anna Lee"),
        ("二狗子", "二狗子"),
        ("王家老大", "王家老大"),
        ("他家老大", "他家老大"),
        ("建国他妈", "建国他妈"),
        ("我妈", None),
        ("老人", None),
        ("他还骗了我妈", None),
        ("钱大爷", "钱大爷"),
        ("李月", "李月"),
        ("李爺爺", "李爺爺"),
        ("名字是李桂英", "李桂英"),
        ("要交多少钱？", None),
        ("明天", None),
        ("明天下午", None),
        ("我自己", None),
        ("桃花村", None),
        ("村头第三家", None),
        ("人工", None),
        ("不知道", None),
        ("好的", None),
        ("随便", None),
        ("谢谢", None),
        ("他收了我四百块钱没给收据", None),
        ("13900000000", None),
        ("😀", None),
        ("", None),
        ("张" * 50, None),
    ],
)
def test_a_name_to_ask_for_is_read(text, name):
    assert contact_in(text) == name


@pytest.mark.parametrize("text", ["李大爷", "王婶", "陈老师", "找张阿姨", "劉伯伯"])
def test_a_title_makes_a_name_sure(text):
    assert is_surely_name(text)


@pytest.mark.parametrize("text", ["村头", "大槐树下", "王建国", "小卖部后面"])
def test_without_a_title_it_may_be_anything(text):
    assert not is_surely_name(text)
