"""Records on the phone: two tabs, the same thing twice, a wrong clock, what the server refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

import pytest
from phone_county import Day, agreed, all_sent, open_kept, read_out, take_cash, type_pin
from phone_county import visit_page as open_visit
from playwright.sync_api import BrowserContext, Page, Route, expect
from whole_page import whole

from courier.services import rounds
from tests.factories.money import count
from tests.factories.sites import Site

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


def test_the_same_step_in_two_tabs_is_kept_once(day: Day, site: Site, hers: Page) -> None:
    site.stop()
    tabs = (hers, hers.context.new_page())
    for tab in tabs:
        open_kept(tab, day)
        open_visit(tab)
    tabs[0].get_by_role("button", name="我出发了").click()
    expect(tabs[0].locator("[data-count=unsent]")).to_contain_text("有 1 条")
    tabs[1].get_by_role("button", name="我出发了").click()
    expect(tabs[1].locator("[data-fault]")).to_contain_text("这件事已经记过了")
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert day.items("done") == 1


def test_cash_of_the_same_people_in_two_tabs_is_kept_once(day: Day, site: Site, hers: Page) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    read_out(hers)
    hers.get_by_label("当面说“同意”").check()
    agreed(hers)
    expect(hers.locator("h1")).to_have_text("收现金")
    other = hers.context.new_page()
    open_kept(other, day, hers.url.removeprefix(site.url))
    expect(other.locator("h1")).to_have_text("收现金")
    numbers = other.locator("[data-fill=leaf]").all_inner_texts()
    assert hers.locator("[data-fill=leaf]").all_inner_texts() == numbers
    hers.get_by_role("button", name="钱收好了，收据写好了").click()
    expect(hers.locator("h1")).to_have_text("已经记在手机里")
    other.get_by_role("button", name="钱收好了，收据写好了").click()
    expect(other.locator("[data-fault]")).to_contain_text("这件事已经记过了")
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert (day.paid(), day.items("done"), day.items("refused")) == (2, 3, 0)


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_counts_twice(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    lost = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.post_data)
        route.abort()

    hers.route("**/courier/sync/items", lose)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 3 条")
    hers.wait_for_function("() => document.readyState === 'complete'")
    while not lost:
        hers.wait_for_timeout(50)
    hers.unroute("**/courier/sync/items")
    hers.reload()
    all_sent(hers)
    assert (day.paid(), day.items("done")) == (2, 3)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_a_day_off_does_no_harm(
    day: Day, site: Site, context: BrowserContext, days: int
) -> None:
    hers = context.new_page()
    hers.clock.set_fixed_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=days))
    day.register(hers)
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert (day.paid(), day.items("done")) == (2, 3)
    now = day.core.clock.now()
    assert count(day.core, "visit_states", f"at > '{now + dt.timedelta(minutes=5)}'") == 0


def test_what_the_server_refuses_stays_with_its_reason_until_she_has_read_it(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我出发了").click()
    hers.get_by_role("button", name="我到门口了").click()
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 2 条")
    rounds.not_done(day.core, day.courier, UUID(day.visit), reason="other", next_on=None)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    expect(hers.locator("[data-count=refused]")).to_have_text("有 2 条记录没有办成，请看一看")
    hers.goto(f"{site.url}/courier/kept")
    type_pin(hers)
    expect(hers.locator("[data-mark=record_refused]")).to_have_count(2)
    expect(hers.locator("[data-fill=words]").first).not_to_be_empty()
    whole(hers, "phone refused")
    for _ in range(2):
        hers.get_by_role("button", name="我看过了").first.click()
    expect(hers.locator("[data-screen]")).to_contain_text("没有要发的记录")


def test_a_full_store_is_said_before_money_is_taken(day: Day, site: Site, hers: Page) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
        }"""
    )
    hers.get_by_role("button", name="我到门口了").click()
    expect(hers.locator("[data-fault]")).to_contain_text("手机存不下了")
    expect(hers.locator("[data-count=unsent]")).to_be_hidden()
    site.start()
