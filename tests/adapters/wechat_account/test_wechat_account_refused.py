"""What nobody but WeChat may send, and what harms, is refused."""

from __future__ import annotations

import time

import pytest

from tests.factories.account_letters import WHO, posted, refused


@pytest.mark.parametrize("part", ["timestamp", "nonce", "the signature"])
def test_a_message_whose_stamp_was_changed_is_refused(account, part):
    query, body = posted(account, account.post.xml_of_text(WHO, "你好"))
    if part == "the signature":
        part = "msg_signature" if "msg_signature" in query else "signature"
    changed = query[part][:-1] + ("1" if query[part][-1] != "1" else "2")
    assert refused(account, {**query, part: changed}, body) == "message_forged"


@pytest.mark.parametrize("stamp", ["", "abc", "1", "９９９９９９９９９９", "-179531280"])
def test_a_time_that_is_none_is_refused(account, stamp):
    query, body = posted(account, account.post.xml_of_text(WHO, "你好"))
    assert refused(account, {**query, "timestamp": stamp}, body) == "message_forged"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_or_early_message_is_refused(account, clock, seconds):
    query, body = posted(account, account.post.xml_of_text(WHO, "你好"))
    clock.forward(seconds=seconds)
    assert refused(account, query, body) == "message_stale"


def test_words_inside_a_sealed_message_cannot_be_changed(sealed):
    query, body = posted(sealed, sealed.post.xml_of_text(WHO, "你好"))
    at = body.index(b"<Encrypt>") + 40
    changed = body[:at] + (b"A" if body[at : at + 1] != b"A" else b"B") + body[at + 1 :]
    assert refused(sealed, query, changed) == "message_forged"


def test_a_plain_message_is_refused_where_sealed_ones_are_agreed(sealed, clock):
    xml = sealed.post.xml_of_text(WHO, "你好")
    stamp = str(int(clock.now().timestamp()))
    query = {"timestamp": stamp, "nonce": "n", "signature": sealed.post.envelope.sign(stamp, "n")}
    assert refused(sealed, query, xml.encode()) == "message_forged"


def test_a_message_sealed_for_another_account_is_refused(sealed, clock):
    xml = sealed.post.envelope.seal(sealed.post.xml_of_text(WHO, "你好"), appid="wx-another")
    stamp = str(int(clock.now().timestamp()))
    signature = sealed.post.envelope.sign(stamp, "n", xml)
    query = {"timestamp": stamp, "nonce": "n", "msg_signature": signature}
    body = f"<xml><Encrypt>{xml}</Encrypt></xml>".encode()
    assert refused(sealed, query, body) == "message_not_ours"


@pytest.mark.parametrize("ciphertext", ["", "AAAA", "A" * 64, "***", "é"])
def test_a_rightly_signed_ciphertext_that_is_none_is_refused(sealed, clock, ciphertext):
    stamp = str(int(clock.now().timestamp()))
    signature = sealed.post.envelope.sign(stamp, "n", ciphertext)
    query = {"timestamp": stamp, "nonce": "n", "msg_signature": signature}
    body = f"<xml><Encrypt>{ciphertext}</Encrypt></xml>".encode()
    assert refused(sealed, query, body) in {"message_unreadable", "message_not_ours"}


def test_a_message_for_another_account_is_refused(account):
    xml = account.post.xml_of_text(WHO, "你好").replace(account.keys.account_id, "gh_another")
    assert refused(account, *posted(account, xml)) == "message_not_ours"


BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">{}]><xml><Content>&i;</Content></xml>'.format(
    "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


OUTSIDE = '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/hosts">]><xml><Content>&f;</Content></xml>'


REMOTE = '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><Content>1</Content></xml>'


@pytest.mark.parametrize(
    "xml",
    [
        BOMB,
        OUTSIDE,
        REMOTE,
        "",
        "你好",
        "<xml>",
        "<html></html>",
        "<xml></xml>",
        "<xml>" + "<a>" * 3000 + "</a>" * 3000 + "</xml>",
        "<xml><MsgType>text</MsgType></xml>",
        "<xml><MsgType><b/></MsgType></xml>",
        "<xml><MsgType>text</MsgType><MsgType>event</MsgType></xml>",
        "<xml><MsgType>text</MsgType>{names}<MsgId>x</MsgId></xml>",
        "<xml><MsgType>text</MsgType>{names}<MsgId><b/></MsgId></xml>",
        "<xml><MsgType>text</MsgType>{names}<MsgId>-1</MsgId></xml>",
        "<xml><MsgType>text</MsgType><FromUserName><b/></FromUserName><MsgId>1</MsgId></xml>",
        "<xml><MsgType>text</MsgType><FromUserName>a b</FromUserName><MsgId>1</MsgId></xml>",
        "<xml><MsgType>event</MsgType><Event>scancode_waitmsg</Event>{names}</xml>",
    ],
)
def test_a_harmful_or_broken_message_is_refused_at_once(account, xml):
    names = f"<FromUserName>o</FromUserName><ToUserName>{account.keys.account_id}</ToUserName>"
    xml = xml.replace("{names}", names)
    began = time.monotonic()
    assert refused(account, *posted(account, xml)) == "message_unreadable"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("body", [b"\xff\xfe<\x00", "<xml/>".encode("utf-16"), b"\x00"])
def test_bytes_that_are_no_text_are_refused(plain, body):
    query, _ = posted(plain, "<xml/>")
    assert refused(plain, query, body) == "message_unreadable"


def test_a_huge_message_is_refused(account):
    query, _ = posted(account, "<xml/>")
    assert refused(account, query, b"<xml>" + b" " * 70000) == "message_too_large"
