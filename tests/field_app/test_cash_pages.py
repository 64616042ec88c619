"""Cash on the courier's money page, on the pay page and in the console."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.money import Money
from courier.services.cash import take_cash
from courier.services.cash_alarms import raise_cash_alarms
from courier.services.cash_limits import county_limit, set_county_limit
from tests.factories.county import make_county
from tests.factories.money import assess, consent, count, give_book, request_for
from tests.factories.people_at_work import signed_in

YOUNG = dt.date(1990, 5, 5)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def families(core, county):
    """Two households of one; the first has paid 400 yuan in cash."""
    made = [county.household([(name, YOUNG, [])]) for name in ("张三", "李四")]
    assess(core)
    consent(core, county.courier, [people[0] for _, people in made])
    give_book(core, county, county.courier)
    take_cash(core, actor=county.courier, request=request_for(core, *made[0]))
    return made


@pytest.fixture
def her_phone(app, core, county):
    client = app.test_client()
    signed_in(client, core, county.courier)
    return client


@pytest.fixture
def console(app, core, county):
    client = app.test_client()
    signed_in(client, core, county.chief)
    return client


def test_she_announces_what_she_brings_and_sees_what_was_counted(
    core, county, families, her_phone, console
):
    assert "还能收4600元" in her_phone.get("/courier/money").text
    said = her_phone.post("/courier/money/deposit", data={"amount": "400"}, follow_redirects=True)
    assert "还没有点" in said.text
    desk = console.get("/admin/cash/").text
    assert "快递员说要交来400元" in desk
    console.post(f"/admin/cash/{county.courier.person_id}", data={"amount": "390"})
    hers = her_phone.get("/courier/money").text
    assert "您说的是400元，数目不一样" in hers


@pytest.mark.parametrize("amount", ["", "0", "-3", "1e9", "abc", "NaN", "400.001", "401"])
def test_no_rubbish_is_announced(core, families, her_phone, amount):
    answer = her_phone.post("/courier/money/deposit", data={"amount": amount})
    assert answer.status_code == 303
    assert count(core, "deposit_announcements") == 0


def test_at_the_limit_the_pay_page_offers_no_cash_and_says_what_to_do(
    core, county, families, her_phone
):
    set_county_limit(core, actor=county.chief, limit=Money(50000))
    household, (person,) = families[1]
    page = her_phone.get(f"/courier/household/{household}/pay?person={person}").text
    assert "现金先不能再收" in page
    assert "先到乡镇窗口交了钱" in page
    assert 'value="cash"' not in page
    assert 'value="wechat"' in page


def test_late_cash_is_shown_to_the_township_and_to_herself(core, app, county, families, clock):
    clock.forward(hours=25)
    raise_cash_alarms(core)
    desk, phone = app.test_client(), app.test_client()
    signed_in(desk, core, county.chief)
    signed_in(phone, core, county.courier)
    assert "有1位快递员的现金过了一天没有交" in desk.get("/admin/cash/").text
    assert "现金该交了" in phone.get("/courier/money").text


def test_the_county_changes_the_limit_and_the_township_does_not(core, app, county, console):
    console.post("/admin/cash/limit", data={"amount": "3000"})
    assert county_limit(core, actor=county.chief) == Money(300_000)
    township = app.test_client()
    signed_in(township, core, county.clerk)
    refused = township.post("/admin/cash/limit", data={"amount": "1"})
    assert refused.status_code == 403
    assert county_limit(core, actor=county.chief) == Money(300_000)
