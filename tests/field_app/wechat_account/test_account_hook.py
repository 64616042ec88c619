"""The Official Account as villagers use it: real webhook, real adapter, simulated WeChat."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from PIL import Image

from courier.adapters.codes import qr_picture
from courier.services.cards import own_card
from courier.services.channel_sending import pass_on_agents_words
from courier.services.handoff_views import open_talks
from courier.services.handoff_work import answer_talk, end_talk, take_talk
from courier.store.database import connect
from courier.texts import Locale
from courier.texts import say as words
from tests.factories.account import (
    OTHER,
    PHONE,
    WHO,
    make_account,
    scalar,
    with_account,
)
from tests.factories.people_at_work import approved, holder_of


def picture(text: str | None = None, size=(800, 600)) -> bytes:
    image = Image.new("RGB", size, "white")
    if text:
        image.paste(qr_picture(text, size=500), (20, 20))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def number_of(text: str, key: str) -> str:
    """The number that stands before a choice."""
    title = words(key, Locale.ZH_HANS)
    return re.search(rf">(\d) {title}<", text)[1]


def test_the_amount_is_asked_and_answered_at_once(say, core):
    said = say("俺娘68了吃低保今年交多少")
    assert "160元" in said
    assert "2026-09-01" in said
    assert scalar(core, "select channel from conversations") == "wechat"


def test_a_plain_account_is_answered_too(clock, core, app, county):
    plain = make_account(clock, sealed=False)
    app.extensions["core"] = with_account(core, plain)
    plain.product = app
    assert "160元" in plain.post.text(WHO, "俺娘68了吃低保今年交多少")


def test_a_choice_is_made_by_its_number(say):
    said = say("俺娘68了吃低保今年交多少")
    assert "哪个村" in say(number_of(said, "answers.topic_courier_request"))


def test_more_of_a_short_answer_is_nothing(say):
    said = say("俺娘68了吃低保今年交多少")
    assert "没有了" in say("更多")
    assert "哪个村" in say(number_of(said, "answers.topic_courier_request"))


def test_a_number_that_was_not_offered_is_a_number(say, core):
    say("今年交多少钱")
    say("9")
    assert scalar(core, "select masked_text from chat_messages order by at desc, seq desc limit 1")


def test_a_visit_is_asked_for_with_a_question_in_between(say, core):
    assert "哪个村" in say("想请快递员来我家一趟")
    assert "找谁" in say("桃花村")
    said = say("今年要交多少钱？")
    assert "400元" in said
    assert "找谁" in said
    assert "手机号" in say("钱大爷")
    assert "哪个位置" in say(PHONE)
    said = say("大槐树下")
    assert "桃花村" in say(number_of(said, "chat.quick_tomorrow"))
    assert "约好了" in say("对")
    assert scalar(core, "select contact_name from visits") == "钱大爷"


def test_ones_mind_may_be_changed(say, core):
    say("想请快递员来我家一趟")
    say("桃花村")
    assert "不约了" in say("算了")
    assert "400元" in say("今年要交多少钱？")
    assert scalar(core, "select count(*) from visits") == 0


def test_a_courier_is_checked_by_a_photograph_of_the_card(say, account, core, county):
    holder = holder_of(approved(core, county))
    card = own_card(core, actor=holder)
    said = account.post.picture(WHO, picture(card.address))
    assert "卡是真的" in said
    assert "https://courier.test/c/" in said
    assert "照片" in scalar(core, "select masked_text from chat_messages where who = 'villager'")


def test_a_courier_is_checked_by_scanning_from_the_menu(account, say, core, county):
    holder = holder_of(approved(core, county))
    assert "卡是真的" in account.post.scan(WHO, own_card(core, actor=holder).address)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"GIF89a, not really", id="no picture"),
        pytest.param(picture(), id="no code"),
        pytest.param(picture("https://pay.invalid/100"), id="somebody else's code"),
        pytest.param(picture(size=(100, 60))[:300], id="broken"),
    ],
)
def test_a_picture_that_tells_nothing_gets_a_calm_answer(say, account, data):
    assert account.post.picture(WHO, data)
    assert "160元" in say("俺娘68了吃低保今年交多少")


def test_a_picture_of_100_megapixels_gets_a_calm_answer(say, account):
    huge = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(huge, "PNG")
    assert "太大" in account.post.picture(WHO, huge.getvalue(), "image/png")


def test_the_menu_asks_for_the_asker_herself_whoever_was_spoken_of_before(say, account):
    assert "您妈妈（68岁、低保）：要交160元" in say("俺娘68了吃低保今年交多少")
    pressed = account.post.event(WHO, "CLICK", EventKey="topic:pay_amount")
    assert "一般人：要交400元" in pressed
    assert "您妈妈" not in pressed


@pytest.mark.parametrize("fault", ["drop", 40007])
def test_a_picture_that_wechat_does_not_give_is_asked_for_again(say, account, fault):
    account.world.faults["media"].append(fault)
    assert "再发一次" in account.post.picture(WHO, picture())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("voice", "打字"),
        ("video", "打字"),
        ("shortvideo", "打字"),
        ("location", "哪个村"),
        ("link", "骗子"),
        ("strange", "打字"),
    ],
)
def test_what_cannot_be_read_is_said_politely(say, account, kind, words):
    assert words in account.post.other(WHO, kind, MediaId="m", Recognition="今年交多少钱")


def test_a_voice_is_not_believed_to_say_what_wechat_heard(say, account, core):
    account.post.other(WHO, "voice", MediaId="m", Recognition="今年交多少钱")
    assert scalar(core, "select count(*) from chat_messages") == 0


def test_who_follows_the_account_is_greeted_with_choices(say, account):
    said = account.post.event(WHO, "subscribe")
    assert number_of(said, "answers.topic_pay_amount") == "1"
    assert "元" in say("1")


def test_a_button_of_the_menu_asks_its_topic(say, account):
    assert "哪个村" in account.post.event(WHO, "CLICK", EventKey="topic:courier_request")


@pytest.mark.parametrize("event", ["unsubscribe", "VIEW", "LOCATION", "TEMPLATESENDJOBFINISH"])
def test_other_events_are_taken_in_silence(say, account, event, core):
    assert account.post.event(WHO, event, EventKey="x") is None
    assert account.post.posted[-1].answer == b"success"
    assert scalar(core, "select count(*) from channel_messages") == 0


def test_two_people_have_two_conversations(say):
    say("想请快递员来我家一趟")
    assert "400元" in say("今年交多少钱", who=OTHER)
    assert "找谁" in say("桃花村")


def test_a_language_may_be_chosen(say):
    assert "choose" in say("English").lower() or "ask" in say("English").lower()
    assert "yuan" in say("how much do I pay this year").lower()
    assert "元" in say("繁體") + say("今年交多少錢")


def test_a_long_answer_is_cut_at_a_sentence_and_goes_on(say, account, core):
    said = say("大病怎么报销，门诊慢特病怎么报，异地看病怎么报")
    assert len(said.encode()) <= 2048
    for line in account.world.follower(WHO).lines:
        assert len(line.text.encode()) <= 2048


def test_without_the_database_there_is_an_honest_word(say, account, app, core):
    away = connect("postgresql://nobody@127.0.0.1:9/none")
    app.extensions["core"] = dataclasses.replace(core, engine=away)
    assert "12393" in account.post.text(WHO, "今年交多少钱")


class TestPerson:
    """Somebody of the office answers, and the villager hears it in WeChat."""

    @pytest.fixture
    def talk(self, say, core, county):
        said = say("找人工")
        assert "转给" in said or "哪" in said
        (line,) = open_talks(core, actor=county.chief)
        take_talk(core, actor=county.chief, handoff_id=line.handoff_id)
        return line.handoff_id

    def test_the_words_reach_the_villager_once_with_the_way_back(
        self, talk, core, county, account, say
    ):
        answer_talk(core, actor=county.chief, handoff_id=talk, words="您的钱已经到账了。")
        assert pass_on_agents_words(core) == 1
        assert pass_on_agents_words(core) == 0
        heard = account.heard(WHO)[-1]
        assert "工作人员" in heard
        assert "已经到账" in heard
        end_talk(core, actor=county.chief, handoff_id=talk)
        assert pass_on_agents_words(core) == 1
        assert "400元" in say("今年交多少钱")

    def test_the_assistant_is_silent_while_a_person_answers(self, talk, core, county, say):
        answer_talk(core, actor=county.chief, handoff_id=talk, words="您说。")
        pass_on_agents_words(core)
        say("我的钱交了没有")
        assert say("在吗") == ""

    def test_what_could_not_be_sent_comes_with_the_next_answer(
        self, talk, core, county, account, say
    ):
        answer_talk(core, actor=county.chief, handoff_id=talk, words="您的钱已经到账了。")
        account.world.faults["send"].append(45015)
        assert pass_on_agents_words(core) == 0
        assert pass_on_agents_words(core) == 0
        assert account.world.calls.count("send") == 1
        assert "已经到账" in say("在吗")
        assert pass_on_agents_words(core) == 0

    def test_what_wechat_does_not_take_now_is_sent_again_soon(self, talk, core, county, account):
        answer_talk(core, actor=county.chief, handoff_id=talk, words="您的钱已经到账了。")
        account.world.faults["send"].append("drop")
        assert pass_on_agents_words(core) == 0
        assert pass_on_agents_words(core) == 1
        assert sum("到账" in text for text in account.heard(WHO)) == 1
