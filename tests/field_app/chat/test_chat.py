"""The chat page as a browser fetches it, with and without its script."""

from __future__ import annotations

import re

import pytest

from courier.services.agent_words import put_agent_words
from courier.services.bubbles import Bubble
from tests.factories.chat import JSON, kept_of_villagers, say
from tests.factories.county import id_number
from tests.factories.pages import check_page


def test_the_first_page_greets_and_offers_what_people_ask(client):
    answer = client.get("/chat")
    html = answer.text
    check_page(answer)
    assert "小助手" in html
    for topic in ("pay_amount", "courier_request", "courier_verify", "reimburse_rate"):
        assert f'value="topic:{topic}"' in html


def test_without_a_script_the_form_gives_the_page_again(client):
    answer = client.post("/chat", data={"text": "俺娘68了吃低保今年交多少"}, follow_redirects=True)
    check_page(answer)
    assert "要交160元" in answer.text
    assert "依据" in answer.text
    assert 'value="topic:courier_request"' in answer.text


def test_the_script_gets_messages_as_it_expects_them(client):
    messages = say(client, "俺娘68了吃低保今年交多少")
    assert messages[0]["from"] == "them"
    assert set(messages[0]) == {"from", "seq", "text", "more", "source", "links", "replies"}
    assert {"title", "send"} == set(messages[0]["replies"][0])
    assert messages[-1]["from"] == "note"


def test_a_pressed_button_counts_more_than_the_field(client):
    assert "请带" in say(client, "", quick="topic:reimburse_process")[0]["text"]


def test_a_script_in_a_message_is_shown_as_words(client):
    html = client.post(
        "/chat", data={"text": "<script>alert('医保')</script>"}, follow_redirects=True
    ).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_an_id_number_comes_back_hidden(client):
    number = id_number(7)
    html = client.post("/chat", data={"text": f"我的号{number}交了吗"}, follow_redirects=True).text
    assert number not in html
    assert "〔身份证号〕" in html


def test_a_message_of_100000_characters_gets_a_calm_answer(client):
    answer = client.post("/chat", data={"text": "医" * 100_000}, headers=JSON)
    assert answer.status_code == 200
    assert "太长" in answer.get_json()["messages"][0]["text"]


def test_two_browsers_have_two_conversations(app):
    first, second = app.test_client(), app.test_client()
    say(first, "俺娘68了吃低保今年交多少")
    assert "160" not in second.get("/chat").text
    assert "160" in first.get("/chat").text
    first.post("/chat/new")
    assert "160" not in first.get("/chat").text


def test_a_visit_asked_for_in_the_chat_can_be_followed(client):
    for text in ("topic:courier_request", "桃花村", "钱大爷", "13900001234", "no_house", "any_day"):
        say(client, text)
    made = say(client, "", quick="yes")[0]
    assert "约好了" in made["text"]
    assert client.get(made["links"][0]["href"]).status_code == 200


def test_a_pressed_button_stands_there_by_its_title(core, client):
    for quick in ("topic:courier_request", "topic:pay_amount"):
        say(client, "", quick=quick)
    for text in ("桃花村", "钱大爷", "13900001234"):
        say(client, text)
    for quick in ("no_house", "tomorrow", "yes"):
        say(client, "", quick=quick)
    kept = kept_of_villagers(core)
    assert not [words for words in kept if re.search(r"[a-z]", words)], kept
    assert {"请快递员上门", "明天", "对，就这样"} <= set(kept)


def test_too_many_messages_are_slowed_down(app, client):
    app.config["RATELIMIT_ENABLED"] = True
    codes = [client.post("/chat", data={"text": ""}, headers=JSON).status_code for _ in range(32)]
    assert codes[-1] == 429
    assert codes[0] == 200


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "How much to pay"), ("zh_Hant", "要交多少錢"), ("zh_Hans", "要交多少钱")],
)
def test_the_page_speaks_three_languages(client, lang, words):
    answer = client.get(f"/chat?lang={lang}")
    check_page(answer, lang=lang.replace("_", "-"))
    assert words in answer.text


def test_words_of_an_office_are_heard_and_look_different(core, clock, client):
    after = client.post("/chat", data={"text": "今年交多少钱"}, headers=JSON).get_json()["after"]
    quiet = client.get(f"/chat/since?after={after}").get_json()
    assert (quiet["messages"], quiet["again"]) == ([], False)
    conversation_id = ask_for_person(core)
    assert client.get(f"/chat/since?after={after}").get_json()["again"] is True
    with core.begin() as work:
        bubble = Bubble("您好，我是小覃。", source="石桥镇医保窗口")
        put_agent_words(work, conversation_id, bubble, clock.now())
        work.commit()
    (heard,) = client.get(f"/chat/since?after={after}").get_json()["messages"]
    assert (heard["from"], heard["who"], heard["source"]) == ("agent", "石桥镇医保窗口", "")
    page = client.get("/chat")
    assert "石桥镇医保窗口" in check_page(page)
    assert 'data-from="agent"' in page.text
    assert "看看有没有回信" in page.text


def test_nobody_is_asked_for_news_ten_minutes_after_the_talk(core, clock, client):
    say(client, "今年交多少钱")
    ask_for_person(core)
    with core.begin() as work:
        work.run(
            "update handoffs set status = 'ended', ended_by = 'agent', ended_at = :at",
            {"at": clock.now()},
        )
        work.commit()
    assert client.get("/chat/since?after=1").get_json()["again"] is True
    clock.forward(minutes=11)
    assert client.get("/chat/since?after=1").get_json()["again"] is False


def ask_for_person(core):
    with core.begin() as work:
        conversation_id = work.scalar("select conversation_id from conversations")
        work.run(
            """insert into handoffs (county_id, conversation_id, region_code, asked_at)
               select county_id, :id, region_code, :now from regions where level = 'county'
               limit 1""",
            {"id": conversation_id, "now": core.clock.now()},
        )
        work.commit()
    return conversation_id


def test_the_rest_of_a_long_answer_opens_without_a_script(core, client):
    say(client, "今年交多少钱")
    with core.begin() as work:
        work.run(
            """update chat_messages set shown = shown || '{"more": "还有一句。"}'
               where who = 'assistant'"""
        )
        work.commit()
    page = client.get("/chat")
    check_page(page)
    assert re.search(r"<details[^>]*>\s*<summary.*更多.*</summary>.*还有一句。", page.text)


def test_words_of_any_script_run_their_own_way(client):
    page = client.post("/chat", data={"text": "كم أدفع"}, follow_redirects=True)
    assert re.search(r'dir="auto">كم أدفع', page.text)
