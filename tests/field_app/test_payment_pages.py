"""The courier's pay pages, the channel's messages, and the public receipt page."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from sandbox.served import an_order
from sandbox.served_alipay import alipay_settings, alipay_wire

from courier.adapters.alipay import AlipayChannel
from courier.ports import Channel
from courier.sandbox.alipay.envelope import AlipaySealer
from courier.sandbox.alipay.world import AlipayWorld
from courier.services.receipts import receipts_of_attempt
from tests.factories.county import make_county
from tests.factories.money import assess, balance, consent, give_book, owed_by
from tests.factories.people_at_work import signed_in

YOUNG = dt.date(1990, 5, 5)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    household_id, people = county.household([("张三", YOUNG, []), ("李四", YOUNG, ["low_income"])])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    return household_id, people


def form(core, family, channel, key=None):
    return {
        "household_id": str(family[0]),
        "obligation": [f"{o.obligation_id}:{o.amount.fen}" for o in owed_by(core, family[1])],
        "channel": channel,
        "idempotency_key": key or str(uuid.uuid4()),
    }


def test_a_wechat_payment_from_form_to_receipts(core, county, family, world, client, app):
    signed_in(client, core, county.courier)
    started = client.post("/courier/pay", data=form(core, family, "wechat"))
    assert started.status_code == 303
    page = client.get(started.location)
    assert ">560<" in page.text
    assert 'src="data:image/png' in page.text
    assert client.get(f"{started.location}/status").json == {"state": "pending", "next": None}
    world.pay(next(iter(world.book.orders)))
    ((headers, body),) = world.notifications()
    told = app.test_client().post("/hooks/wechat-pay", data=body, headers=headers)
    assert (told.status_code, told.json) == (200, {"code": "SUCCESS"})
    receipts = client.get(client.get(f"{started.location}/status").json["next"])
    assert "张三" in receipts.text
    assert "钱到账了" in receipts.text
    assert client.get(f"{started.location}/receipts.pdf").data.startswith(b"%PDF")


def test_an_alipay_payment_is_told_by_its_hook(core, county, family, client, app):
    alipay = core.channels[Channel.ALIPAY].world
    signed_in(client, core, county.courier)
    started = client.post("/courier/pay", data=form(core, family, "alipay"))
    assert "支付宝扫一扫" in client.get(started.location).text
    alipay.pay(next(iter(alipay.book.orders)))
    ((headers, body),) = alipay.notifications()
    hook = app.test_client()
    told = hook.post("/hooks/alipay", data=body, headers=headers)
    assert (told.status_code, told.text) == (200, "success")
    assert hook.post("/hooks/alipay", data=b"a=1").text == "fail"
    assert "支付宝" in client.get(client.get(f"{started.location}/status").json["next"]).text


def test_alipays_own_form_reaches_the_reader_whole(core, client, clock):
    """A form is read once: what Flask takes for fields must still be there as the signed text."""
    world = AlipayWorld(clock)
    world.envelope = AlipaySealer(alipay_wire(), world).seal
    adapter = AlipayChannel(alipay_settings(), clock)
    app = client.application
    app.extensions["core"] = replace(core, channels={Channel.ALIPAY: adapter})
    world.place(an_order(clock))
    world.pay("order-0001")
    ((headers, body),) = world.notifications()
    assert client.post("/hooks/alipay", data=body, headers=headers).text == "success"


def test_the_payer_changes_to_the_other_app(core, county, family, world, client):
    signed_in(client, core, county.courier)
    started = client.post("/courier/pay", data=form(core, family, "wechat"))
    assert "改用支付宝付" in client.get(started.location).text
    changed = client.post(f"{started.location}/switch", data={"channel": "alipay"})
    assert changed.status_code == 303
    assert changed.location != started.location
    assert "支付宝扫一扫" in client.get(changed.location).text
    assert "这一单没有付成" in client.get(started.location).text
    for wrong in ("cash", "gold", ""):
        answer = client.post(f"{changed.location}/switch", data={"channel": wrong})
        assert answer.status_code == 400


def test_sending_the_form_twice_is_one_payment(core, county, family, client):
    signed_in(client, core, county.courier)
    sent = form(core, family, "cash")
    first = client.post("/courier/pay", data=sent)
    again = client.post("/courier/pay", data=sent)
    assert first.location == again.location
    assert balance(core, "custody") == 56000


def test_a_forged_notification_is_refused_and_nothing_is_posted(core, county, family, app):
    told = app.test_client().post("/hooks/wechat-pay", data=b"{}", headers={})
    assert told.status_code == 400
    assert balance(core, "clearing") == 0


@pytest.mark.parametrize(
    "change",
    [{"idempotency_key": "x"}, {"household_id": "?"}, {"obligation": "1:2:3"}, {"channel": "gold"}],
)
def test_a_broken_form_is_refused_in_words(core, county, family, client, change):
    signed_in(client, core, county.courier)
    answer = client.post("/courier/pay", data={**form(core, family, "cash"), **change})
    assert answer.status_code == 400
    assert "这一户" in answer.text


def test_anybody_can_check_a_receipt_and_sees_no_full_name(core, county, family, client, app):
    signed_in(client, core, county.courier)
    paid = client.post("/courier/pay", data=form(core, family, "cash")).location.split("/")
    receipt = receipts_of_attempt(core, actor=county.courier, attempt_id=uuid.UUID(paid[-2]))[0]
    anybody = app.test_client()
    page = anybody.get(f"/R/{receipt.code}")
    assert page.status_code == 200
    assert "收据是真的" in page.text
    assert receipt.name not in page.text
    forged = receipt.code[:-1] + ("0" if receipt.code[-1] != "0" else "1")
    assert "查不到这张收据" in anybody.get(f"/r/{forged}").text
    assert anybody.get("/r/%3Cscript%3E").status_code == 404


def test_payments_are_for_couriers_only(core, county, client, app):
    assert client.post("/courier/pay", data={}).status_code == 403
    assert client.get(f"/courier/pay/{uuid.uuid4()}").status_code == 302


def test_the_start_page_speaks_three_languages(client):
    for lang, word in (("zh_Hans", "请人上门"), ("zh_Hant", "請人上門"), ("en", "Ask for a visit")):
        assert word in client.get(f"/?lang={lang}").text
