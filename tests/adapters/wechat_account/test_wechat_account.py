"""What the Official Account sends is read, and answered."""

from __future__ import annotations

import dataclasses

import pytest

from courier.adapters.wechat_account_envelope import AccountKeys, Envelope
from courier.domain.errors import BadInput
from courier.ports import Written
from tests.factories.account_letters import WHO, posted, read


def test_a_text_is_read(account):
    message = read(account, account.post.xml_of_text(WHO, "今年交多少 <b>&", "42"))
    assert (message.kind, message.key, message.sender) == (Written.TEXT, "42", WHO)
    assert message.said == "今年交多少 <b>&"


def test_the_sender_and_the_words_do_not_show_in_a_log(account):
    message = read(account, account.post.xml_of_text(WHO, "秘密"))
    assert WHO not in repr(message)
    assert "秘密" not in repr(message)


@pytest.mark.parametrize(
    ("kind", "parts", "read_as", "said"),
    [
        ("image", {"MediaId": "m-1", "PicUrl": "x", "MsgId": "7"}, Written.PICTURE, "m-1"),
        ("voice", {"MediaId": "m", "Recognition": "交钱", "MsgId": "7"}, Written.VOICE, ""),
        ("video", {"MediaId": "m", "MsgId": "7"}, Written.VIDEO, ""),
        ("location", {"Location_X": "1", "Label": "x", "MsgId": "7"}, Written.LOCATION, ""),
        ("link", {"Url": "https://x.invalid", "MsgId": "7"}, Written.LINK, ""),
        ("strange", {"MsgId": "7"}, Written.UNKNOWN, ""),
        ("event", {"Event": "subscribe"}, Written.GREETED, ""),
        (
            "event",
            {"Event": "subscribe", "EventKey": "qrscene_7", "Ticket": "t"},
            Written.GREETED,
            "",
        ),
        (
            "event",
            {"Event": "CLICK", "EventKey": "topic:pay_amount"},
            Written.PRESSED,
            "topic:pay_amount",
        ),
        ("event", {"Event": "VIEW", "EventKey": "https://x.invalid"}, Written.SILENT, ""),
        ("event", {"Event": "unsubscribe"}, Written.SILENT, ""),
        ("event", {"Event": "something_new"}, Written.SILENT, ""),
    ],
)
def test_every_kind_is_told_apart(account, kind, parts, read_as, said):
    message = read(account, account.post._xml(WHO, kind, parts))
    assert (message.kind, message.said) == (read_as, said)


def test_a_scanned_code_is_read_as_its_text(account):
    parts = {"Event": "scancode_waitmsg", "EventKey": "scan"}
    info = "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>YB1A</ScanResult></ScanCodeInfo>"
    message = read(account, account.post._xml(WHO, "event", parts, info))
    assert (message.kind, message.said) == (Written.TEXT, "YB1A")


def test_an_event_has_the_same_key_in_every_try_and_another_in_another_second(account, clock):
    def key(event: str) -> str:
        return read(account, account.post._xml(WHO, "event", {"Event": event})).key

    first = key("subscribe")
    assert key("subscribe") == first
    assert WHO not in first
    assert key("SCAN") != first
    clock.forward(seconds=1)
    assert key("subscribe") != first


def test_an_address_is_proved(account):
    query, _ = posted(account, "<xml/>")
    assert account.ours.prove({**query, "echostr": "8123456789"}) == "8123456789"


@pytest.mark.parametrize("change", [{"signature": "0" * 40}, {"nonce": "n2"}, {"signature": "é"}])
def test_an_address_is_not_proved_to_a_stranger(plain, change):
    query, _ = posted(plain, "<xml/>")
    with pytest.raises(BadInput, match="message_forged"):
        plain.ours.prove({**query, "echostr": "1", **change})


def test_a_script_is_not_sent_back_as_a_proof(account):
    query, _ = posted(account, "<xml/>")
    with pytest.raises(BadInput, match="message_unreadable"):
        account.ours.prove({**query, "echostr": "<script>"})


def test_an_answer_comes_back_signed_and_sealed(account):
    message = read(account, account.post.xml_of_text(WHO, "你好"))
    wrapped = account.ours.wrap(message, "今年400元 ]]> <b>&").encode()
    assert account.post.envelope.open_answer(wrapped) == "今年400元 ]] > <b>&"
    assert (b"400" in wrapped) == (account.keys.encoding_aes_key is None)


def test_silence_is_the_word_that_ends_wechats_tries(account):
    message = read(account, account.post.xml_of_text(WHO, "你好"))
    assert account.ours.wrap(message, "") == "success"


@pytest.mark.parametrize("key", ["short", "é" * 43, "a" * 42])
def test_a_key_for_messages_that_is_none_is_refused_at_the_start(clock, key):
    with pytest.raises(ValueError, match="43"):
        Envelope(AccountKeys("wx", "s", "t", encoding_aes_key=key), clock)


def test_the_keys_do_not_show_in_a_log(account):
    keys = AccountKeys(**dataclasses.asdict(account.keys))
    for secret in (keys.secret, keys.token, keys.encoding_aes_key):
        assert not secret or secret not in repr(keys)
