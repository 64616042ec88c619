"""Bubbles as one text: what a channel without buttons shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.services.bubbles import Bubble, Link, QuickReply
from courier.services.channel_choices import TEXT, WECHAT
from courier.services.channel_words import next_page, worded
from courier.texts import Locale

URL = "https://courier.test"
ZH = Locale.ZH_HANS


def replies(count: int, title: str = "选项") -> tuple[QuickReply, ...]:
    return tuple(QuickReply(f"{title}{place}", f"send-{place}") for place in range(1, count + 1))


def everything(bubbles, style) -> str:
    """What somebody reads who asks for more until there is no more."""
    told = worded(bubbles, style, ZH, URL)
    read = [told.text]
    while told.rest:
        told = next_page(told.rest, style, ZH)
        assert style.measure(told.text) <= style.most
        read.append(told.text)
    return "\n".join(read)


@pytest.mark.parametrize("style", [WECHAT, TEXT], ids=["wechat", "text"])
class TestBoth:
    """Whatever the channel."""

    def test_nothing_said_is_silence(self, style):
        assert worded((), style, ZH, URL).text == ""

    def test_choices_are_numbered_in_the_order_in_which_they_are_remembered(self, style):
        told = worded([Bubble("您问哪个？", replies=replies(3))], style, ZH, URL)
        assert told.choices == ("send-1", "send-2", "send-3")
        assert "2 选项2" in told.text

    def test_what_is_asked_now_comes_first(self, style):
        first = Bubble("要交400元。", replies=(QuickReply("怎么交", "topic:pay_channel"),))
        told = worded(
            [first, Bubble("哪天？", replies=(QuickReply("明天", "tomorrow"),))], style, ZH, URL
        )
        assert told.choices == ("tomorrow", "topic:pay_channel")

    def test_of_too_many_choices_the_way_out_stays_and_the_others_come_with_more(self, style):
        told = worded([Bubble("哪个村？", replies=replies(12))], style, ZH, URL)
        hidden = 12 - style.choices
        assert f"还有{hidden}个可选。回复“" in told.text
        assert f"{style.choices} 选项12" in told.text
        assert told.choices[: style.choices] == (
            *(f"send-{place}" for place in range(1, style.choices)),
            "send-12",
        )
        (page,) = told.rest
        assert all(f"选项{place}" in page for place in range(style.choices, 12))

    def test_a_number_of_a_later_page_is_remembered_from_the_first(self, style):
        told = worded([Bubble("哪个村？", replies=replies(12))], style, ZH, URL)
        page = next_page(told.rest, style, ZH).text
        for place, sent in enumerate(told.choices, start=1):
            assert f"{place} 选项{sent.removeprefix('send-')}" in (
                told.text if place <= style.choices else page
            )

    def test_suggestions_after_an_answer_are_not_counted(self, style):
        told = worded([Bubble("要交400元。", replies=replies(12), answered=True)], style, ZH, URL)
        assert told.rest == ()
        assert "还有" not in told.text

    def test_the_first_page_bears_its_source_in_short_where_the_whole_comes_later(self, style):
        whole, short = f"依据：{'很长的文件' * 150}", "出处：演示县2027年，某文件（未核对）"
        told = worded(
            [Bubble("要交400元。" * 30, source=whole, cited=short, replies=replies(3))],
            style, ZH, URL,
        )  # fmt: skip
        assert f"\n{short}\n" in told.text
        assert told.text.startswith("要交400元。")
        assert style.measure(told.text) <= style.most
        assert whole[-5:] in "".join(told.rest)

    def test_what_is_asked_last_and_the_note_stay_in_sight_under_a_long_answer(self, style):
        answer = Bubble("要交400元。" * 200, answered=True, replies=replies(2, "怎么交"))
        asked = Bubble("要到哪个村？", replies=replies(3, "村"))
        note = Bubble("这是用简单的办法找的。", note=True)
        told = worded([answer, note, asked], style, ZH, URL)
        assert told.text.startswith("要交400元。")
        assert "\n\n这是用简单的办法找的。\n\n要到哪个村？" in told.text
        assert style.measure(told.text) <= style.most
        assert "".join(told.rest).count("哪个村") == 0

    def test_suggestions_give_way_to_what_is_asked(self, style):
        suggested = tuple(QuickReply(f"怎么交{n}", f"topic-{n}") for n in range(9))
        answer = Bubble("要交400元。", answered=True, replies=suggested)
        asked = Bubble("要到哪个村？", replies=replies(style.choices, "村"))
        told = worded([answer, asked], style, ZH, URL)
        assert told.choices == tuple(f"send-{n}" for n in range(1, style.choices + 1))
        assert "怎么交" not in told.text

    def test_a_source_that_fits_is_not_told_twice(self, style):
        bubble = Bubble("要交400元。", source="依据：某文件。", cited="出处：某地，某文件")
        assert worded([bubble], style, ZH, URL).text == "要交400元。\n依据：某文件。"

    def test_long_choices_leave_room_for_the_words(self, style):
        bubble = Bubble("请选一个。" * 30, replies=replies(6, "很长的名字" * 30))
        told = worded([bubble], style, ZH, URL)
        assert style.measure(told.text) <= style.most
        assert "请选一个" in told.text

    def test_lines_on_request_come_with_more(self, style):
        told = worded([Bubble("要交400元。", more="依据：某文件。")], style, ZH, URL)
        assert "某文件" not in told.text
        assert "更多" in told.text
        assert next_page(told.rest, style, ZH).text == "依据：某文件。"

    def test_a_number_to_call_is_told_unless_it_was(self, style):
        call = (Link("tel:12393", "打给热线 12393"),)
        assert "12393" in worded([Bubble("请打电话。", links=call)], style, ZH, URL).text
        once = worded([Bubble("请打12393。", links=call)], style, ZH, URL).text
        assert once.count("12393") == 1

    def test_a_page_has_its_whole_address(self, style):
        page = (Link("/v/ABC", "看上门单"),)
        assert f"{URL}/v/ABC" in everything([Bubble("约好了。", links=page)], style)

    def test_nobody_can_put_in_a_link_of_his_own(self, style):
        evil = '<a href="https://evil.invalid">点我</a>'
        told = everything([Bubble(evil, more=evil, replies=replies(1, evil))], style)
        assert '<a href="https' not in told

    @given(
        texts=st.lists(st.text("医保交钱。，！a1\n", max_size=300), min_size=1, max_size=3),
        more=st.text("依据：文件。", max_size=300),
        count=st.integers(0, 9),
    )
    def test_every_text_fits_and_nothing_is_lost(self, style, texts, more, count):
        bubbles = [Bubble(text, more=more, replies=replies(count)) for text in texts]
        told = worded(bubbles, style, ZH, URL)
        assert style.measure(told.text) <= style.most
        read = "".join(everything(bubbles, style).split())
        for sign in set("".join(texts) + more) - set(" \n"):
            assert read.count(sign) >= sum(text.count(sign) for text in (*texts, more * len(texts)))


def test_in_wechat_a_choice_can_be_pressed():
    told = worded([Bubble("您问哪个？", replies=replies(1))], WECHAT, ZH, URL)
    assert '<a href="weixin://bizmsgmenu?msgmenucontent=1&msgmenuid=1">1 选项1</a>' in told.text
