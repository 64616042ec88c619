"""Our side of the gateway for texts, against the simulated one: signed both ways, once a key."""

from __future__ import annotations

import time

import httpx
import pytest

from courier.adapters.text_gateway import SIGNATURE, TIMESTAMP, TextGateway, signature
from courier.domain.errors import BadInput, OutsideFailed, Refused
from courier.ports import TextToSend
from courier.sandbox.text_gateway.app import box_of, create_gateway, troubles_of
from courier.sandbox.text_gateway.faults import Fault, Trouble
from courier.settings import Settings

SECRET = bytes(range(32))
URL = "http://127.0.0.1:8200/texts"
TEXT = TextToSend(key="0197-a", phone="13912345678", words="【医保快递】试一试")


@pytest.fixture
def app():
    return create_gateway(SECRET)


def gateway(app, secret=SECRET, **options):
    return TextGateway(URL, secret, transport=httpx.WSGITransport(app=app), **options)


def test_a_text_arrives_as_it_was_written(app):
    gateway(app).send(TEXT)
    (arrived,) = box_of(app).texts
    assert (arrived.key, arrived.phone, arrived.words) == (TEXT.key, TEXT.phone, TEXT.words)


def test_the_same_key_is_delivered_once(app):
    sender = gateway(app)
    sender.send(TEXT)
    sender.send(TEXT)
    assert len(box_of(app).texts) == 1


def test_an_answer_that_is_lost_leads_to_a_second_try_and_one_delivery(app):
    troubles_of(app).arrange(Trouble(Fault.LOSE_ANSWER))
    sender = gateway(app)
    with pytest.raises(OutsideFailed, match="text_gateway_away"):
        sender.send(TEXT)
    sender.send(TEXT)
    assert len(box_of(app).texts) == 1


def test_the_same_key_with_other_words_is_no_success(app):
    sender = gateway(app)
    sender.send(TEXT)
    with pytest.raises(OutsideFailed):
        sender.send(TextToSend(TEXT.key, TEXT.phone, "别的话"))


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault.BUSY, OutsideFailed), (Fault.REFUSE, Refused), (Fault.UNSIGNED, OutsideFailed)],
)
def test_what_goes_wrong_is_told_apart(app, fault, error):
    troubles_of(app).arrange(Trouble(fault))
    with pytest.raises(error):
        gateway(app).send(TEXT)
    assert not box_of(app).texts


def test_a_stranger_with_another_key_sends_nothing(app):
    with pytest.raises(OutsideFailed):
        gateway(app, secret=b"s" * 32).send(TEXT)
    assert not box_of(app).texts


def test_a_request_of_ten_minutes_ago_cannot_be_played_again(app):
    with pytest.raises(OutsideFailed):
        gateway(app, now=lambda: time.time() - 600).send(TEXT)
    assert not box_of(app).texts


def test_a_changed_text_breaks_the_signature(app):
    stamp, body = str(int(time.time())), b'{"to": "13912345678", "text": "a"}'
    seal = signature(SECRET, stamp, "k", body)
    headers = {TIMESTAMP: stamp, SIGNATURE: seal, "Idempotency-Key": "k"}
    client = app.test_client()
    assert client.post("/texts", data=body.replace(b"a", b"b"), headers=headers).status_code == 401
    assert client.post("/texts", data=body, headers=headers).status_code == 202


def test_a_gateway_that_is_not_there_may_be_tried_again():
    with pytest.raises(OutsideFailed) as raised:
        TextGateway("http://127.0.0.1:9/texts", SECRET).send(TEXT)
    assert TEXT.phone not in str(raised.value.facts)


def test_a_redirect_is_not_followed(app):
    def away(request):
        return httpx.Response(307, headers={"Location": "https://elsewhere.example/texts"})

    sender = TextGateway(URL, SECRET, transport=httpx.MockTransport(away))
    with pytest.raises(OutsideFailed):
        sender.send(TEXT)


def test_an_answer_to_another_text_is_no_answer(app):
    kept = []

    def same_answer(request):
        if not kept:
            kept.append(httpx.WSGITransport(app=app).handle_request(request))
            kept[0].read()
        return httpx.Response(kept[0].status_code, headers=kept[0].headers, content=kept[0].content)

    sender = TextGateway(URL, SECRET, transport=httpx.MockTransport(same_answer))
    sender.send(TEXT)
    with pytest.raises(OutsideFailed):
        sender.send(TextToSend("other", TEXT.phone, TEXT.words))


def test_the_demos_page_shows_the_phones_and_only_to_this_machine(app):
    gateway(app).send(TEXT)
    client = app.test_client()
    page = client.get("/")
    assert TEXT.words in page.text
    assert client.get("/", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 403
    assert client.get("/", environ_base={"REMOTE_ADDR": "10.0.0.1"}).status_code == 403


def settings(**environment):
    return Settings.from_environment({"YIBAO_SECRET": "ab" * 32, **environment})


def test_the_gateway_is_set_up_by_two_settings():
    told = settings(YIBAO_TEXT_GATEWAY="https://texts.example/send", YIBAO_TEXT_KEY="cd" * 32)
    assert (told.text_gateway, told.text_key) == ("https://texts.example/send", b"\xcd" * 32)
    assert settings().text_gateway is None


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"YIBAO_TEXT_GATEWAY": "http://texts.example", "YIBAO_TEXT_KEY": "cd" * 32}, "invalid"),
        ({"YIBAO_TEXT_GATEWAY": "https://texts.example"}, "missing"),
        ({"YIBAO_TEXT_GATEWAY": "https://texts.example", "YIBAO_TEXT_KEY": "cd"}, "invalid"),
        ({"YIBAO_TEXT_GATEWAY": "https://texts.example", "YIBAO_TEXT_KEY": "no hex"}, "invalid"),
    ],
)
def test_a_gateway_without_encryption_or_a_good_key_stops_the_start(environment, code):
    with pytest.raises(BadInput, match=f"setting_{code}"):
        settings(**environment)
