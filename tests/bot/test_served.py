"""The assistant as it runs: Rasa and the action server over loopback."""

import httpx
import psutil
import pytest

from courier.adapters.rasa import RasaInterpreter
from courier.domain.topics import Topic


@pytest.fixture
def interpreter(served):
    asked = RasaInterpreter(served.rasa, timeout_s=30)
    yield asked
    asked.close()


def test_a_message_comes_back_as_guesses(interpreter):
    assert interpreter.warm_up()
    guesses = interpreter.guess("a-conversation", "我媽今年要交多少錢")
    assert guesses[0].topic == Topic.PAY_AMOUNT
    assert len(guesses) == 10
    assert [g.confidence for g in guesses] == sorted((g.confidence for g in guesses), reverse=True)


def test_what_it_is_unsure_of_still_comes_back_as_guesses(interpreter):
    guesses = interpreter.guess("a-conversation", "嗯哦呃")
    assert guesses
    assert {guess.topic for guess in guesses} <= set(Topic)


def test_the_reply_names_the_model(served):
    body = {"sender": "somebody", "message": "谢谢"}
    reply = httpx.post(
        f"{served.rasa}/webhooks/rest/webhook", json=body, timeout=30, trust_env=False
    )
    assert len(reply.json()[0]["custom"]["text_version"]) == 12


def test_there_is_no_way_in_but_the_one(served):
    with httpx.Client(base_url=served.rasa, timeout=30, trust_env=False) as client:
        assert client.get("/conversations/somebody/tracker").status_code == 404
        assert client.post("/model/parse", json={"text": "医保"}).status_code == 404
        assert client.get("/domain").status_code == 404


def test_it_listens_on_loopback_only(served):
    process = psutil.Process(served.rasa_process.pid)
    addresses = {c.laddr.ip for c in process.net_connections("tcp") if c.status == "LISTEN"}
    assert addresses == {"127.0.0.1"}
