"""The Official Account's adapter against a simulator that was written from WeChat's description."""

from __future__ import annotations

import dataclasses
import threading
import time

import pytest

from courier.adapters.wechat_account_api import MAX_PICTURE_BYTES
from courier.adapters.wechat_account_envelope import AccountKeys, Envelope
from courier.domain.errors import BadInput, OutsideFailed, Refused
from courier.ports import Written
from tests.factories.account import make_account

WHO = "oTester_of_the_account-00001"


@pytest.fixture(params=[True, False], ids=["sealed", "plain"])
def account(clock, request):
    return make_account(clock, sealed=request.param)


@pytest.fixture
def sealed(clock):
    return make_account(clock)


@pytest.fixture
def plain(clock):
    return make_account(clock, sealed=False)


def posted(account, xml: str, **stamp: str) -> tuple[dict[str, str], bytes]:
    now = str(int(account.post._clock.now().timestamp()))
    return account.post.envelope.post(xml, stamp.get("timestamp", now), stamp.get("nonce", "n1"))


def read(account, xml: str, **stamp: str):
    return account.ours.read(*posted(account, xml, **stamp))


def refused(account, query, body) -> str:
    with pytest.raises(BadInput) as error:
        account.ours.read(query, body)
    return error.value.code


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


class TestCalls:
    """What we ask of WeChat."""

    @pytest.fixture
    def account(self, sealed):
        sealed.post.world.note(WHO, sealed.post.world.follower(WHO) and _line())
        return sealed

    def test_many_threads_fetch_the_token_once(self, account):
        threads = [threading.Thread(target=account.ours.push_menu, args=({},)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert account.world.calls.count("token") == 1
        assert account.world.calls.count("menu") == 8

    def test_a_token_is_fetched_anew_before_it_ends(self, account, clock):
        account.ours.push_menu({})
        clock.forward(minutes=100)
        account.ours.push_menu({})
        assert account.world.calls.count("token") == 1
        clock.forward(minutes=20)
        account.ours.push_menu({})
        assert account.world.calls.count("token") == 2

    @pytest.mark.parametrize("code", [40001, 40014, 42001])
    def test_a_refused_token_is_replaced_and_the_message_sent(self, account, code):
        account.ours.push_menu({})
        account.world.token = "another process forced a new one"
        account.ours.send(WHO, "您好")
        assert account.heard(WHO) == ["您好"]
        account.world.faults["send"].append(code)
        account.ours.send(WHO, "再说一次")
        assert account.heard(WHO) == ["您好", "再说一次"]

    def test_a_token_that_is_always_refused_ends_in_an_error(self, account):
        account.world.faults["send"].extend([40001, 40001])
        with pytest.raises(Refused, match="account_refused"):
            account.ours.send(WHO, "您好")

    def test_wrong_keys_end_in_an_error(self, account):
        account.world.faults["token"].append(40125)
        with pytest.raises(Refused) as error:
            account.ours.send(WHO, "您好")
        assert error.value.facts["reason"] == "40125"

    @pytest.mark.parametrize("code", [45015, 45047])
    def test_a_closed_window_is_told_as_such(self, account, code):
        account.world.faults["send"].append(code)
        with pytest.raises(Refused, match="account_window_closed"):
            account.ours.send(WHO, "您好")

    @pytest.mark.parametrize("fault", ["drop", -1, 45009])
    @pytest.mark.parametrize("call", ["send", "token"])
    def test_what_may_go_well_later_is_told_as_such(self, account, call, fault):
        account.world.faults[call].append(fault)
        with pytest.raises(OutsideFailed, match="account_unreachable"):
            account.ours.send(WHO, "您好")

    def test_no_error_tells_the_token_or_the_address(self, account):
        account.ours.push_menu({})
        account.world.faults["send"].append("drop")
        with pytest.raises(OutsideFailed) as error:
            account.ours.send(WHO, "您好")
        told = repr(error.value) + str(error.value.facts) + repr(error.value.__cause__)
        assert account.world.token not in told

    def test_a_picture_is_fetched(self, account):
        data = b"\xff\xd8" + bytes(range(256)) * 100
        assert account.ours.fetch_picture(account.world.keep_picture(data, "image/jpeg")) == data

    def test_a_picture_is_fetched_with_a_new_token(self, account):
        picture = account.world.keep_picture(b"\xff\xd8", "image/jpeg")
        account.world.faults["media"].append(40001)
        assert account.ours.fetch_picture(picture) == b"\xff\xd8"

    def test_a_picture_that_is_gone_is_told(self, account):
        with pytest.raises(Refused) as error:
            account.ours.fetch_picture("gone")
        assert error.value.facts["reason"] == "40007"

    def test_a_huge_picture_is_not_read_to_its_end(self, account):
        picture = account.world.keep_picture(bytes(MAX_PICTURE_BYTES + 1), "image/jpeg")
        with pytest.raises(BadInput, match="picture_too_many_bytes"):
            account.ours.fetch_picture(picture)

    def test_a_picture_whose_server_fails_may_come_later(self, account):
        account.world.faults["media"].append("drop")
        with pytest.raises(OutsideFailed):
            account.ours.fetch_picture(account.world.keep_picture(b"x", "image/jpeg"))


def _line():
    from courier.sandbox.wechat_account.world import Line

    return Line("me", "您好")
