"""A message is answered once, in turn, to its own browser; too many are refused calmly."""

from __future__ import annotations

import re
from uuid import uuid4

from courier.services import web_chat
from tests.factories.chat import JSON, kept_of_villagers, say
from tests.factories.county import id_number
from tests.factories.pages import check_page


def test_a_message_that_is_sent_again_is_answered_once(core, client):
    client.get("/chat")
    sent = {"message_id": str(uuid4()), "after": "0"}
    first = say(client, "俺娘68了吃低保今年交多少", **sent)
    again = say(client, "俺娘68了吃低保今年交多少", **sent)
    assert "160" in first[0]["text"]
    assert again == first
    assert len(kept_of_villagers(core)) == 1


def test_other_words_under_the_same_id_are_another_message(core, client):
    client.get("/chat")
    sent = {"message_id": str(uuid4())}
    say(client, "俺娘68了吃低保今年交多少", **sent)
    assert "请带" in say(client, "", quick="topic:reimburse_process", **sent)[0]["text"]
    assert len(kept_of_villagers(core)) == 2


def test_a_message_without_script_that_is_loaded_again_is_answered_once(core, client):
    html = client.get("/chat").text
    one = re.search(r'name="message_id" value="([\w-]+)"', html)[1]
    for _ in range(2):
        client.post("/chat", data={"text": "今年交多少钱", "message_id": one})
    assert kept_of_villagers(core) == ["今年交多少钱"]


def test_a_browser_that_never_got_its_first_answer_finds_it(core, app):
    browser, other = app.test_client(), app.test_client()
    cookie = browser.get("/chat").headers["Set-Cookie"].split(";")[0].split("=", 1)
    assert cookie[0] == "yibao_chat"
    other.set_cookie(*cookie)  # what the lost answer would have set is not there
    sent = {"message_id": str(uuid4()), "after": "0"}
    first = say(browser, "俺娘68了吃低保今年交多少", **sent)
    assert say(other, "俺娘68了吃低保今年交多少", **sent) == first
    assert len(kept_of_villagers(core)) == 1


def test_a_forged_cookie_opens_nobody_elses_conversation(core, app, client):
    say(client, "俺娘68了吃低保今年交多少")
    with core.begin() as work:
        browser = work.scalar("select browser from chat_browsers")
    forger = app.test_client()
    forger.set_cookie("yibao_chat", f'"{browser}"')
    assert "160" not in forger.get("/chat").text


def test_the_conversation_is_found_again_after_signing_out(client):
    say(client, "俺娘68了吃低保今年交多少")
    with client.session_transaction() as session:
        session.clear()
    assert "160" in client.get("/chat").text


def test_the_answer_tells_what_was_kept_of_the_message(client):
    number = id_number(7)
    answer = client.post("/chat", data={"text": f"我的号{number}交了吗"}, headers=JSON).get_json()
    assert number not in answer["own"]
    assert answer["after"] == 1 + len(answer["messages"])


def test_one_message_at_a_time_is_answered(app, core, client, monkeypatch):
    monkeypatch.setattr(web_chat, "PATIENCE_SECONDS", 0.2)
    client.get("/chat")
    say(client, "今年交多少钱")
    with core.begin() as work:
        work.run("update chat_browsers set turn_until = now() + interval '1 year'")
        work.commit()
    answer = client.post("/chat", data={"text": "怎么报销"}, headers=JSON)
    assert answer.status_code == 409
    assert "等一会儿" in answer.get_json()["message"]
    page = client.post("/chat", data={"text": "怎么报销"})
    check_page(page, status=409)
    assert 'value="怎么报销"' in page.text, "what was written is not lost"


def test_a_program_that_died_does_not_hold_the_conversation_for_long(core, clock, client):
    say(client, "今年交多少钱")
    with core.begin() as work:
        work.run("update chat_browsers set turn_until = :at", {"at": clock.now()})
        work.commit()
    clock.forward(seconds=1)
    assert say(client, "怎么报销")


def test_fifty_messages_in_a_second_are_refused_calmly(app, client):
    app.config["RATELIMIT_ENABLED"] = True
    client.get("/chat")
    answers = [client.post("/chat", data={"text": "啊"}, headers=JSON) for _ in range(50)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) >= 20
    assert "慢慢说" in refused[-1].get_json()["message"]
    page = client.post("/chat", data={"text": "医保怎么报"})
    words = check_page(page, status=429)
    assert "慢慢说" in words
    assert 'value="医保怎么报"' in page.text


def test_neighbours_behind_one_address_do_not_hinder_one_another(app):
    app.config["RATELIMIT_ENABLED"] = True
    loud, quiet = app.test_client(), app.test_client()
    for one in (loud, quiet):
        one.get("/chat")
    for _ in range(40):
        loud.post("/chat", data={"text": ""}, headers=JSON)
    assert quiet.post("/chat", data={"text": ""}, headers=JSON).status_code == 200
