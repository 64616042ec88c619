"""Without a network she shows her live card, and says why she came for nothing as online."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from own_phone import KEPT_CARD
from phone_county import Day, all_sent, open_kept, take_cash
from phone_county import visit_page as open_visit
from playwright.sync_api import Browser, Page, expect
from stage import PHONE
from whole_page import whole

from courier.adapters.codes import QrReader
from courier.services.payments import start_payment
from tests.factories.money import consent, count, request_for
from tests.factories.sites import Site
from tests.factories.visits import states

pytestmark = pytest.mark.timeout(240)
SOON = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).date().isoformat()


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


@pytest.fixture
def his(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    yield page
    page.context.close()


def code_on(page: Page) -> str:
    """The path in the code on the phone's screen, as a camera reads it."""
    (address,) = QrReader().read(page.locator("img.qr").screenshot())
    return "/C/" + address.rsplit("/", 1)[1]


def looks_now(clock, his: Page, site: Site, hers: Page) -> None:
    """A villager scans what her phone shows; the server's clock has gone on with hers."""
    made = int(hers.locator("[data-live-card]").get_attribute("data-made-at") or "")
    clock.moment = dt.datetime.fromtimestamp(made + 1, dt.UTC)
    his.goto(site.url + code_on(hers))
    expect(his.locator(".verdict")).to_have_attribute("data-tone", "good")


def test_her_card_is_green_though_her_phone_has_no_network(
    clock, day: Day, site: Site, hers: Page, his: Page
) -> None:
    hers.wait_for_function(KEPT_CARD)
    site.stop()
    open_kept(hers, day)
    hers.get_by_role("link", name="我的名片").click()
    expect(hers.locator("[data-live=on]")).to_be_visible()
    whole(hers, "phone card")
    site.start()
    looks_now(clock, his, site, hers)
    his.goto(f"{site.url}/c")
    his.get_by_role("button", name="给我 4 个数字").click()
    digits = his.locator("#digits .amount").inner_text().replace(" ", "")
    site.stop()
    hers.locator("#live-digits").fill(digits)
    hers.get_by_role("button", name="放进码里").click()
    expect(hers.locator("[data-live-status]")).to_contain_text("数字已经放进码里")
    site.start()
    looks_now(clock, his, site, hers)


def test_a_phone_without_a_card_says_so(day: Day, site: Site, hers: Page) -> None:
    hers.wait_for_function(KEPT_CARD)
    hers.evaluate(FORGET_CARD)
    site.stop()
    open_kept(hers, day, "/courier/card/")
    expect(hers.locator("[data-live-status]")).to_contain_text("还没有名片")
    expect(hers.locator("img.qr")).to_be_hidden()
    site.start()


def not_done(hers: Page, day: Day, reason: str) -> None:
    open_kept(hers, day, f"/courier/visits/{day.visit}/not-done")
    hers.get_by_role("radio", name=reason).check()


def save(hers: Page) -> None:
    hers.get_by_role("button", name="记下来").click()


def handed_in(hers: Page, day: Day, site: Site) -> None:
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert (day.items("done"), day.items("refused")) == (1, 0)


def test_all_done_where_nobody_paid_asks_why_and_keeps_nothing(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day, f"/courier/visits/{day.visit}")
    hers.locator("[data-step=arrive]").click()
    hers.locator("[data-step=finish]").click()
    expect(hers.locator("[data-screen] [data-fault]")).to_contain_text("还没有人缴费")
    expect(hers.locator("[name=reason]").first).to_be_attached()
    expect(hers.locator("[data-count=unsent]")).to_have_text("手机里有 1 条记录没发出去")


def test_a_next_day_is_asked_for_before_it_is_kept(day: Day, site: Site, hers: Page) -> None:
    site.stop()
    open_kept(hers, day, f"/courier/visits/{day.visit}/not-done")
    save(hers)
    expect(hers.locator("[data-fault]")).to_have_text("请选一个没办成的原因。")
    hers.get_by_role("radio", name="家里没人").check()
    expect(hers.locator(".by-reason__nobody_home")).to_be_visible()
    save(hers)
    expect(hers.locator("[data-fault]")).to_contain_text("请写下次哪天再去")
    hers.locator("#next-on").fill("2020-01-01")
    save(hers)
    expect(hers.locator("[data-fault]")).to_contain_text("不能早于今天")
    hers.locator("#next-on").fill("2039-01-01")
    save(hers)
    expect(hers.locator("[data-fault]")).to_contain_text("这一天太远了")
    expect(hers.locator("[data-count=unsent]")).to_be_hidden()
    hers.locator("#next-on").fill(SOON)
    save(hers)
    handed_in(hers, day, site)
    assert states(day.core, day.visit)[-2:] == ["not_done", "accepted"]
    assert count(day.core, "visits", f"wanted_on = '{SOON}'") == 1


def test_where_they_moved_becomes_a_case(day: Day, site: Site, hers: Page) -> None:
    site.stop()
    not_done(hers, day, "他们搬走了")
    expect(hers.locator("#next-on")).to_be_hidden()
    expect(hers.locator("[name=elsewhere]").first).to_be_hidden()
    expect(hers.locator("#who-died")).to_be_hidden()
    hers.locator("#moved-to").fill("县城东街")
    whole(hers, "phone moved")
    save(hers)
    handed_in(hers, day, site)
    assert count(day.core, "cases", f"kind = 'moved' and visit_id = '{day.visit}'") == 1


def test_who_died_is_chosen_from_the_household_and_becomes_a_case(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    not_done(hers, day, "有人过世了")
    hers.locator("#who-died").select_option(index=1)
    save(hers)
    handed_in(hers, day, site)
    assert count(day.core, "cases", "kind = 'died'") == 1
    assert count(day.core, "visit_states", "reason = 'died' and insuree_id is not null") == 1


def test_where_they_pay_instead_is_noted_and_nothing_is_changed(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    not_done(hers, day, "在别处交，或者已经交过了")
    hers.get_by_role("radio", name="单位给交").check()
    save(hers)
    handed_in(hers, day, site)
    assert count(day.core, "visit_states", "reason = 'already_paid' and detail = 'employee'") == 1
    assert count(day.core, "obligations", "status = 'paid'") == 0


def test_cash_instead_of_a_waiting_order_is_said_until_it_is_read_and_leads_to_the_receipts(
    day: Day, site: Site, hers: Page
) -> None:
    with day.core.begin() as work:
        people = list(work.run("select insuree_id from obligations where own_fen > 0").scalars())
    consent(day.core, day.courier, people)
    request = request_for(day.core, day.household, people)
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    start_payment(day.core, actor=day.courier, request=request)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    hers.get_by_role("link", name="有 1 条办成了，还有话要告诉您").click()
    hers.locator("#phone-pin").fill("482915")
    hers.get_by_role("button", name="打开").click()
    expect(hers.locator("[data-list=records]")).to_contain_text("付款单已经关掉")
    whole(hers, "phone told")
    hers.get_by_role("button", name="我看过了").click()
    expect(hers.locator("[data-count=told]")).to_be_hidden()
    hers.goto(f"{site.url}/courier/visits/{day.visit}")
    expect(hers.locator("main")).to_contain_text("已缴费")
    hers.get_by_role("link", name="看这次的收据").click()
    expect(hers.locator("main")).to_contain_text("张")
    assert day.paid() == 2


FORGET_CARD = """() => new Promise((resolve) => {
  const opening = indexedDB.open("yibao-card", 1);
  opening.onsuccess = () => {
    const done = opening.result.transaction("keys", "readwrite").objectStore("keys").delete("card");
    done.onsuccess = () => { resolve(true); opening.result.close(); };
  };
})"""
