"""The link's page on any phone, the courier's page that follows it, and who was quicker."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest

from courier.ports import Channel
from courier.services import rounds
from courier.services.cash import take_cash
from courier.services.consents import record_consent
from courier.services.settlements import sweep_payments
from courier.texts import Locale
from tests.factories.county import make_county
from tests.factories.money import assess, consent, count, give_book, owed_by, request_for
from tests.factories.people_at_work import signed_in
from tests.factories.visits import accepted

YOUNG = dt.date(1990, 5, 5)
PHONE = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari"
}
WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 13) Mobile MicroMessenger/8.0"}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    household_id, people = county.household([("张三丰", YOUNG, []), ("李四", YOUNG, [])])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    return household_id, people


@pytest.fixture
def hers(app, core, county):
    """The courier's phone."""
    return signed_in(app.test_client(), core, county.courier)


@pytest.fixture
def child(app):
    return app.test_client()


def form(core, family, **more):
    return {
        "household_id": str(family[0]),
        "obligation": [f"{o.obligation_id}:{o.amount.fen}" for o in owed_by(core, family[1])],
        "idempotency_key": str(uuid.uuid4()),
        **more,
    }


@pytest.fixture
def made(core, family, hers):
    """The courier's page of a link, and the link's own address."""
    page = hers.post("/courier/pay/links", data=form(core, family)).location
    return page, re.search(r"https://courier\.test(/l/[\w-]{40})", hers.get(page).text)[1]


def test_the_pay_page_offers_every_way_as_one_button(family, hers):
    people = "&".join(f"person={one}" for one in family[1])
    page = hers.get(f"/courier/household/{family[0]}/pay?{people}").text
    for channel in ("wechat", "alipay", "cash"):
        assert f'name="channel" value="{channel}"' in page
    assert 'formaction="/courier/pay/links"' in page


def test_a_child_far_away_sees_what_it_is_and_pays(core, family, hers, child, made, world):
    page, link = made
    shown = child.get(link).text
    assert "张*" in shown
    assert "张三丰" not in shown
    assert "800" in shown
    assert "王小花" in shown
    assert child.post(f"{link}/pay", data={"channel": "wechat"}).status_code == 303
    assert "微信扫一扫" in child.get(link).text
    assert 'src="data:image/png' in child.get(link).text
    assert child.get(f"{link}/status").json == {"state": "paying"}
    world.pay(next(iter(world.book.orders)))
    ((headers, body),) = world.notifications()
    child.post("/hooks/wechat-pay", data=body, headers=headers)
    assert hers.get(f"{page}/status").json == {"state": "paid"}
    assert "钱到账了" in hers.get(page).text
    receipts = child.get(link).text
    assert "张三丰" not in receipts
    code = re.search(r'href="(/[rR]/[^"]+)"', receipts)[1]
    assert child.get(code).status_code == 200


def test_a_phones_browser_gets_alipays_page_and_wechats_a_code(core, child, made):
    _, link = made
    child.post(f"{link}/pay", data={"channel": "alipay"}, headers=PHONE)
    assert "打开支付宝付款页" in child.get(link, headers=PHONE).text
    child.post(f"{link}/pay", data={"channel": "wechat"}, headers=WECHAT)
    inside = child.get(link, headers=WECHAT).text
    assert "在浏览器打开" in inside
    assert 'src="data:image/png' in inside
    orders = core.channels[Channel.ALIPAY].world.book.orders
    assert len(orders) == 1


@pytest.mark.parametrize("channel", ["cash", "gold", "", "WECHAT"])
def test_no_other_way_is_a_way(core, child, made, channel):
    answer = child.post(f"{made[1]}/pay", data={"channel": channel})
    assert answer.status_code in (303, 400, 503)
    assert count(core, "payment_attempts") == 0


@pytest.mark.parametrize("token", ["x", "A" * 40, "%00", "../admin", "张三"])
def test_a_made_up_address_is_not_there(child, token):
    for path in ("", "/status"):
        assert child.get(f"/l/{token}{path}").status_code in (404, 308)
    assert child.post(f"/l/{token}/pay", data={"channel": "wechat"}).status_code == 404


def test_cash_at_the_table_is_told_on_the_childs_page(core, county, family, child, made):
    take_cash(core, actor=county.courier, request=request_for(core, *family))
    shown = child.get(made[1]).text
    assert "不用付了，别人已经在付" in shown
    assert "用现金交了，快递员是王小花" in shown
    assert 'name="channel"' not in shown
    assert "别再付" not in shown
    assert child.post(f"{made[1]}/pay", data={"channel": "wechat"}).status_code == 303
    assert count(core, "waiting_attempts") == 0


def test_who_is_quicker_is_said_before_money_moves_and_she_may_withdraw_the_link(
    core, family, hers, child, made
):
    page, link = made
    child.post(f"{link}/pay", data={"channel": "wechat"})
    told = hers.post("/courier/pay", data=form(core, family, channel="cash"))
    assert told.status_code == 409
    assert "正在用微信付" in told.text
    assert f'href="{page}"' in told.text
    assert hers.post(f"{page}/withdraw").status_code == 303
    taken = hers.post("/courier/pay", data=form(core, family, channel="cash"))
    assert taken.status_code == 303
    assert "这个链接收回了" in child.get(link).text


def test_another_courier_hears_who_paid_where_and_when(core, app, county, family, hers):
    hers.post("/courier/pay", data=form(core, family, channel="cash"))
    colleague = signed_in(app.test_client(), core, county.other_courier)
    for address in ("/courier/pay", "/courier/pay/links"):
        told = colleague.post(address, data=form(core, family, channel="wechat"))
        assert told.status_code == 409
        assert "用现金交了，快递员是王小花" in told.text
    assert count(core, "receipts") == 2


def test_the_link_is_texted_and_a_wrong_number_is_said(core, hers, made):
    page, _ = made
    for phone, many in (("gestern", 0), ("", 0), ("13900000009", 1)):
        hers.post(f"{page}/text", data={"phone": phone})
        assert count(core, "outgoing_messages", "text_key = 'payment_link'") == many


def test_who_follows_a_visit_pays_for_those_who_agreed_at_the_door(core, county, child, world):
    household_id, people = county.household([("张三丰", YOUNG, []), ("李四", YOUNG, [])])
    assess(core)
    visit = accepted(core, county)
    rounds.depart(core, county.courier, visit.visit_id)
    rounds.arrive(core, county.courier, visit.visit_id)
    rounds.attach_household(
        core, county.courier, visit_id=visit.visit_id, household_id=household_id
    )
    track = f"/v/{visit.visit_no}"
    assert "我来付" not in child.get(track).text
    assert child.post(f"{track}/pay").status_code == 422
    record_consent(
        core,
        county.courier,
        visit_id=visit.visit_id,
        household_id=household_id,
        insurees=people[:1],
        method="spoken",
        locale=Locale.ZH_HANS,
    )
    assert "我来付" in child.get(track).text
    link = child.post(f"{track}/pay").location
    shown = child.get(link).text
    assert "张*" in shown
    assert "李*" not in shown
    child.post(f"{link}/pay", data={"channel": "wechat"})
    assert len(world.book.orders) == 1
    assert "我来付" not in child.get(track).text


def test_who_was_paid_for_since_is_named_when_the_pay_page_opens(core, county, family, hers):
    household_id, people = family
    colleague = county.other_courier
    give_book(core, county, colleague)
    take_cash(core, actor=colleague, request=request_for(core, household_id, people[:1]))
    for asked, may_pay in ((people, True), (people[:1], False)):
        query = "&".join(f"person={one}" for one in asked)
        page = hers.get(f"/courier/household/{household_id}/pay?{query}").text
        assert "有人先付了，或者正在付" in page
        assert "用现金交了，快递员是李大山" in page
        assert ('value="wechat"' in page) is may_pay


def test_who_pressed_and_heard_nothing_is_led_back_to_her_own_payment(core, family, hers):
    query = "&".join(f"person={one}" for one in family[1])
    started = hers.post("/courier/pay", data=form(core, family, channel="wechat")).location
    assert hers.get(f"/courier/household/{family[0]}/pay?{query}").location == started


def test_an_order_that_ran_out_says_who_paid_since(core, app, county, family, hers, clock):
    started = hers.post("/courier/pay", data=form(core, family, channel="wechat"))
    clock.forward(minutes=31)
    sweep_payments(core)
    colleague = county.other_courier
    give_book(core, county, colleague)
    take_cash(core, actor=colleague, request=request_for(core, *family))
    page = hers.get(started.location).text
    assert "这一单过时间了" in page
    assert "用现金交了，快递员是李大山" in page
