"""Who is too fast is told how long to wait, as long as it is."""

from __future__ import annotations

import re

import pytest

from field_app.limits import limiter

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def limited(app):
    app.config["RATELIMIT_ENABLED"] = True
    limiter.reset()
    yield
    limiter.reset()


def refused(client) -> str:
    """What is said to the first message that is not let in."""
    for _ in range(9):
        answer = client.post("/chat", data={"text": ""}, headers=JSON)
        if answer.status_code == 429:
            return answer.get_json()["message"]
    raise AssertionError("nothing was refused")


@pytest.mark.parametrize(
    ("most", "unit", "least", "longest"),
    [
        ("2 per second", "秒", 2, 2),
        ("2 per minute", "秒", 40, 61),
        ("2 per 20 minutes", "分钟", 18, 20),
        ("9 per second; 2 per hour", "分钟", 58, 60),
    ],
)
def test_the_wait_that_is_told_is_the_wait_that_is_meant(app, client, most, unit, least, longest):
    app.config["CHAT_MESSAGES"] = most
    client.get("/chat")
    told = re.search(rf"请等(\d+){unit}，再慢慢说", refused(client))
    assert least <= int(told[1]) <= longest


@pytest.mark.parametrize(("lang", "words"), [("en", "wait 2 seconds"), ("zh_Hant", "請等2秒")])
def test_the_wait_is_told_in_the_reader_s_language(app, client, lang, words):
    app.config["CHAT_MESSAGES"] = "2 per second"
    client.get(f"/chat?lang={lang}")
    assert words in refused(client)


def test_a_page_that_is_asked_for_too_often_tells_the_wait_too(client):
    said = [client.post("/admin/sign-in", data={"sign_in_name": "x"}) for _ in range(21)][-1]
    assert said.status_code == 429
    assert re.search(r"请等\d+秒再试", said.get_data(as_text=True))
