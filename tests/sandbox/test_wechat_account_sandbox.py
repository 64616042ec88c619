"""The simulated Official Account does what WeChat does: tries, windows, errors, a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from courier.sandbox.wechat_account.app import create_account_sandbox, post_of
from courier.sandbox.wechat_account.envelope import AccountEnvelope
from courier.sandbox.wechat_account.keys import invent_account, make_account_keys
from courier.sandbox.wechat_account.pages import parts_of
from courier.sandbox.wechat_account.post import SORRY
from courier.sandbox.wechat_account.world import Line

WHO = "oSomebody-00001"


class Product:
    """Answers as a test arranges: a number is a status, a text an answer, None no answer."""

    def __init__(self, *answers):
        self.answers, self.posted = list(answers), []

    def __call__(self, query, body):
        self.posted.append((query, body))
        answer = self.answers.pop(0) if self.answers else "success"
        if answer is None:
            raise TimeoutError
        return (answer, b"") if isinstance(answer, int) else (200, answer.encode())


def sandbox(clock, product, *, sealed: bool = False):
    return create_account_sandbox(invent_account(sealed=sealed), product, clock)


def heard(app) -> list[Line]:
    return [line for line in post_of(app).world.follower(WHO).lines if line.who != "me"]


TOLD = "<xml><Content>今年400元</Content></xml>"


def test_an_answer_is_shown(clock):
    app = sandbox(clock, Product(TOLD))
    assert post_of(app).text(WHO, "多少钱") == "今年400元"
    assert heard(app) == [Line("them", "今年400元")]


@pytest.mark.parametrize("failing", [None, 500, 403])
def test_a_message_without_an_answer_is_tried_three_times_under_new_stamps(clock, failing):
    product = Product(failing, failing, failing, TOLD)
    app = sandbox(clock, product)
    assert post_of(app).text(WHO, "多少钱") is None
    assert heard(app) == [Line("wechat", SORRY)]
    assert len(product.posted) == 3
    assert len({query["nonce"] for query, _ in product.posted}) == 3
    assert len({body for _, body in product.posted}) == 1


def test_a_second_try_may_be_answered(clock):
    app = sandbox(clock, Product(None, TOLD))
    assert post_of(app).text(WHO, "多少钱") == "今年400元"


def test_silence_is_not_tried_again(clock):
    product = Product("success")
    assert post_of(sandbox(clock, product)).text(WHO, "多少钱") is None
    assert len(product.posted) == 1


def test_what_is_sealed_opens_and_for_another_account_does_not():
    ours, others = (AccountEnvelope(invent_account()) for _ in range(2))
    assert ours.unseal(ours.seal("你好")) == "你好"
    with pytest.raises(ValueError, match="another account"):
        ours.unseal(ours.seal("你好", appid="wx-other"))
    with pytest.raises(ValueError, match="another account"):
        others.unseal(ours.seal("你好"))


def test_an_answer_under_a_wrong_signature_is_noticed(clock):
    app = sandbox(clock, Product("<xml><Encrypt>AAAA</Encrypt></xml>"), sealed=True)
    with pytest.raises(ValueError, match="signature"):
        post_of(app).text(WHO, "多少钱")


def test_customer_service_has_five_messages_and_48_hours(clock):
    world = post_of(sandbox(clock, Product())).world
    assert world.send(WHO, "您好") == 40003
    world.note(WHO, Line("me", "你好"))
    assert [world.send(WHO, "您好") for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    world.note(WHO, Line("me", "还在吗"))
    assert world.send(WHO, "医" * 683) == 45002
    clock.forward(hours=49)
    assert world.send(WHO, "您好") == 45015


def test_calls_need_the_token(clock):
    client = sandbox(clock, Product()).test_client()
    answer = client.post("/cgi-bin/menu/create?access_token=", json={"button": []})
    assert answer.get_json()["errcode"] == 40001


def test_errors_come_on_demand(clock):
    client = sandbox(clock, Product()).test_client()
    client.post("/control/faults", json={"call": "token", "faults": [-1, "drop"]})
    assert client.post("/cgi-bin/stable_token", json={}).get_json()["errcode"] == -1
    assert client.post("/cgi-bin/stable_token", json={}).status_code == 502


def test_the_keys_are_kept_and_nobody_else_may_read_them(tmp_path):
    first = make_account_keys(tmp_path / "keys")
    assert make_account_keys(tmp_path / "keys") == first
    (file,) = (tmp_path / "keys").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_words_to_press_and_pages_are_told_apart():
    pressed = '<a href="weixin://bizmsgmenu?msgmenucontent=1&msgmenuid=1">1 多少钱</a>'
    text = f"回复：\n{pressed} https://a.invalid/c 。"
    parts = list(parts_of(text))
    assert [(part.text, part.send, part.href) for part in parts] == [
        ("回复：\n", "", ""),
        ("1 多少钱", "1", ""),
        (" ", "", ""),
        ("https://a.invalid/c", "", "https://a.invalid/c"),
        (" 。", "", ""),
    ]


class TestPage:
    """Where a visitor of the demo writes."""

    @pytest.fixture
    def product(self):
        return Product("success", TOLD)

    @pytest.fixture
    def page(self, clock, product):
        client = sandbox(clock, product).test_client()
        return client, client.get("/").location

    def test_a_visitor_follows_the_account_and_writes(self, page, product):
        client, address = page
        assert b"subscribe" in product.posted[0][1]
        client.post(address, data={"text": "多少钱<script>"})
        shown = client.get(address).get_data(as_text=True)
        assert "今年400元" in shown
        assert "<script>" not in shown

    def test_a_picture_is_sent_and_shown(self, page, product):
        client, address = page
        with Path(__file__).open("rb") as file:
            client.post(address, data={"picture": (file, "card.jpg", "image/jpeg")})
        assert b"<MsgType>image" in product.posted[1][1]
        assert "/picture/" in client.get(address).get_data(as_text=True)

    @pytest.mark.parametrize(
        ("form", "posted"),
        [
            ({"press": "topic:pay_amount"}, b"topic:pay_amount"),
            ({"voice": "1"}, b"<MsgType>voice"),
        ],
    )
    def test_buttons_and_voices_are_sent(self, page, product, form, posted):
        client, address = page
        client.post(address, data=form)
        assert posted in product.posted[1][1]

    def test_nothing_is_sent_for_nothing(self, page, product):
        client, address = page
        client.post(address, data={"text": "  "})
        assert len(product.posted) == 1

    def test_strange_addresses_are_not_there(self, page):
        client, _ = page
        assert client.get("/chat/<x>").status_code == 404
        assert client.get("/picture/none").status_code == 404

    def test_the_page_lets_nothing_foreign_in(self, page):
        client, address = page
        assert "default-src 'none'" in client.get(address).headers["Content-Security-Policy"]
