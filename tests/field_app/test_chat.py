"""The chat page as a browser fetches it, with and without its script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from courier.adapters.plain_retrieval import shared_retrieval
from tests.factories.county import id_number, make_county
from tests.factories.pages import check_page
from tests.services.test_conversations import AwayAssistant

NLU = Path(__file__).parents[2] / "bot" / "data" / "nlu"
JSON = {"Accept": "application/json"}


@pytest.fixture
def core(core):
    core = replace(core, interpreter=AwayAssistant(), fallback=shared_retrieval(NLU))
    make_county(core)
    return core


def say(client, text, **more):
    return client.post("/chat", data={"text": text, **more}, headers=JSON).get_json()["messages"]


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
    assert set(messages[0]) == {"from", "text", "source", "links", "replies"}
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
    for text in ("topic:courier_request", "桃花村", "钱大爷", "13900001234", "any_day"):
        say(client, text)
    made = say(client, "", quick="yes")[0]
    assert "约好了" in made["text"]
    assert client.get(made["links"][0]["href"]).status_code == 200


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
