"""Plain words: short sentences, no officialese without its meaning, little to read at once."""

from __future__ import annotations

import re
import statistics

import pytest

from courier.services.answer_layout import LONGEST, Line, in_plain_words, laid_out
from courier.texts import Locale
from tests.factories.answers import ASKERS, SHELF, all_answers, every_answer, words_of

LONGEST_ON_AVERAGE = 30  # characters a sentence
MOST_CHARACTERS = 200
# Words of offices. A villager may hear one only with its meaning beside it.
OFFICIALESE = (
    "起付线", "封顶线", "统筹", "备案", "定点", "待遇", "参保地", "缴费基数", "目录", "转诊",
    "共付", "政策范围", "经办", "限额", "断保", "续保", "集中缴费", "结算", "资助", "减免",
    "医疗救助", "大病保险", "低保边缘", "返贫", "监测", "优抚", "计生特扶", "追偿", "先行支付",
    "核销", "征缴", "享受", "自付", "给付", "生效", "期满", "凭证", "核定", "口径", "筹资",
)  # fmt: skip
# The state's own names, as they stand on a phone's screen or a counter's sign.
NAMES = ("国家异地就医备案小程序",)
SENTENCE_END = re.compile(r"[。！？!?\n]")


def sentences_of(text):
    return [part.strip("• ") for part in SENTENCE_END.split(text) if part.strip("• ")]


def unexplained(text):
    """Officialese of a text whose meaning does not stand beside its first use."""
    for name in NAMES:
        text = text.replace(name, "")
    return [
        word
        for word in OFFICIALESE
        for first in [re.search(word, text)]
        if first and not is_explained(text, first)
    ]


def is_explained(text, found):
    """The meaning follows in brackets after the whole term, or stands before «这叫…»."""
    ends = text[found.end() : found.end() + 4]
    return "（" in ends or text[: found.start()].endswith("叫")


def test_sentences_have_at_most_thirty_characters_on_average(tell):
    lengths = [
        len(sentence)
        for *_, bubble in all_answers(Locale.ZH_HANS)
        for sentence in sentences_of(words_of(bubble))
    ]
    mean = statistics.mean(lengths)
    tell(f"{len(lengths)} sentences of {mean:.1f} characters on average, longest {max(lengths)}")
    assert mean <= LONGEST_ON_AVERAGE


def test_no_answer_alone_has_long_sentences():
    long = {
        where: round(mean, 1)
        for where, *_, bubble in all_answers(Locale.ZH_HANS)
        if (mean := statistics.mean(map(len, sentences_of(words_of(bubble))))) > LONGEST_ON_AVERAGE
    }
    assert not long


def test_no_officialese_stands_without_its_meaning():
    wrong = {
        where: words
        for where, *_, bubble in all_answers(Locale.ZH_HANS)
        if (words := unexplained(words_of(bubble)))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("起付线500元。", ["起付线"]),
        ("起付线（自己要先付的那一截）500元，起付线以上再报。", []),
        ("先登记一下，这叫备案。", []),
        ("到定点医院看，待遇不变。", ["定点", "待遇"]),
    ],
)
def test_the_check_finds_officialese(text, words):
    assert unexplained(text) == words


@pytest.mark.parametrize("locale", Locale)
def test_what_is_read_first_is_short(locale):
    assert LONGEST[Locale.ZH_HANS] == MOST_CHARACTERS
    long = {
        where: len(bubble.text)
        for where, *_, bubble in every_answer(locale, askers=ASKERS[:2])
        if len(bubble.text) > LONGEST[locale]
    }
    assert not long


def test_what_is_read_first_ends_cleanly_and_begins_with_the_answer():
    for where, *_, bubble in all_answers(Locale.ZH_HANS):
        lines = words_of(bubble).split("\n")
        assert all(line == line.strip() and len(line) > 1 for line in lines), where
        assert bubble.text[-1] in "。！？：）", where
        assert not bubble.text.startswith(("•", "这是")), where


def test_the_mark_and_the_telephone_number_are_never_left_for_more():
    for where, *_, bubble in all_answers(Locale.ZH_HANS):
        assert "拿不准" not in bubble.more, where
        for mark in ("转述来的，还没有", "没有核对过，只能", "数是演示用的"):
            assert mark not in bubble.more, where


def test_hard_words_of_a_note_are_explained_where_they_stand_first():
    lines = in_plain_words(["要先备案，去定点医院。", "备案以后直接报。"], Locale.ZH_HANS)
    assert lines == [
        "要先备案（先登记一下），去定点（跟医保签了约的）医院。",
        "备案以后直接报。",
    ]


def test_a_long_line_that_must_be_read_is_cut_behind_a_sentence():
    sentence = "这一句话写得很长很长，要念好一会儿才念得完。"
    text, more = laid_out(
        [Line(sentence * 10, must=True), Line("电话：", must=True)], Locale.ZH_HANS
    )
    assert len(text) <= MOST_CHARACTERS
    assert text.endswith("电话：")
    assert text.split("\n")[0].endswith("念得完。")
    assert (text.split("\n")[0] + more).count(sentence) == 10


def test_lines_that_do_not_fit_come_afterwards_in_their_order():
    lines = [Line("甲" * 150, must=True), *(Line(str(n) * 30) for n in range(5))]
    text, more = laid_out(lines, Locale.ZH_HANS)
    assert text.split("\n")[1:] == ["0" * 30]
    assert more.split("\n") == [str(n) * 30 for n in range(1, 5)]


def test_the_demonstration_explains_what_its_tables_call_in_official_words():
    words = {
        pack.id
        for _, pack, _, _, bubble in every_answer(Locale.ZH_HANS, [SHELF.get("demo-2027")], [""])
        if "医疗救助（" in words_of(bubble)
    }
    assert words == {"demo-2027"}
