"""Long answers in messages, at the ends of sentences; nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.message_pages import bytes_of, pages, segments_of, units_of

SAID = "今年交400元。您妈妈吃低保，县里给出240元！剩下自己交160元，一分不多。请打12393。"


def test_a_short_text_is_one_page():
    assert pages(SAID, 2048, bytes_of) == (SAID,)


def test_sentences_stay_whole_where_they_fit():
    assert pages(SAID, 30, units_of) == (
        "今年交400元。您妈妈吃低保，县里给出240元！",
        "剩下自己交160元，一分不多。请打12393。",
    )


def test_a_long_sentence_is_cut_at_its_commas():
    assert pages("一二三四五，六七八九十，甲乙丙丁。", 12, units_of) == (
        "一二三四五，六七八九十，",
        "甲乙丙丁。",
    )


def test_words_without_an_end_are_cut_where_they_must():
    assert pages("甲" * 25, 10, units_of) == ("甲" * 10, "甲" * 10, "甲" * 5)


def test_an_empty_text_is_no_page():
    assert pages(" \n ", 10, units_of) == ()


def test_what_cannot_fit_is_an_error_and_no_endless_loop():
    with pytest.raises(ValueError, match="fits"):
        pages("医", 2, bytes_of)


@given(st.text(max_size=400), st.integers(4, 120), st.sampled_from([bytes_of, units_of]))
def test_every_page_fits_and_every_sign_stays_in_order(text, most, measure):
    text = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")
    found = pages(text, most, measure)
    assert all(0 < measure(page) <= most for page in found)
    kept = [sign for sign in "".join(found) if not sign.isspace()]
    assert kept == [sign for sign in text if not sign.isspace()]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 0),
        ("a", 1),
        ("医" * 70, 1),
        ("医" * 71, 2),
        ("医" * 134, 2),
        ("医" * 135, 3),
        ("😀" * 36, 2),
    ],
)
def test_text_messages_are_counted_as_telephone_companies_do(text, segments):
    assert segments_of(text) == segments
