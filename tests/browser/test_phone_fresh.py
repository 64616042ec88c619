"""What she did with a network is on the phone when the network goes a moment later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faces.words import words
from phone_county import NAME, PLACE, Day, agreed, all_sent, open_kept, read_out, until
from phone_county import visit_page as open_visit
from playwright.sync_api import Page, expect
from whole_page import whole

from tests.factories.money import count
from tests.factories.sites import Site

pytestmark = pytest.mark.timeout(180)
IS_FETCHED = "async () => localStorage.getItem('yibao phone changed') === null"


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


def pays_by_channel(hers: Page, day: Day) -> None:
    """With a network: both of the household are asked to pay by the first channel."""
    hers.goto(f"{day.site.url}/courier/visits/{day.visit}")
    hers.get_by_role("button", name=words("visits.do_arrive")).click()
    hers.goto(f"{day.site.url}/courier/household/{day.household}?visit={day.visit}")
    hers.get_by_role("button", name=words("households.to_consent")).click()
    hers.get_by_label(words("households.method_spoken")).check()
    hers.get_by_role("button", name=words("households.they_agree")).click()
    hers.locator("[name=channel]").first.click()
    expect(hers.locator("h1")).to_have_text(words("payments.title"))


def takes_no_cash(hers: Page, day: Day, said: str) -> None:
    """Without a network nobody of the household is offered for cash."""
    open_kept(hers, day, f"/courier/household/{day.household}?visit={day.visit}")
    waited_for = hers.locator("[data-list=others] > li").filter(has_text=words("phone_fresh.begun"))
    expect(waited_for).to_have_count(2)
    expect(waited_for.filter(has_text=said)).to_have_count(2)
    expect(hers.locator("form[data-payable]")).to_be_hidden()
    expect(hers.locator("[data-all-done]")).to_be_hidden()


def test_for_whom_a_payment_was_begun_no_cash_is_taken_though_the_day_was_never_fetched_again(
    day: Day, site: Site, hers: Page
) -> None:
    hers.context.route("**/courier/sync", lambda route: route.abort())
    pays_by_channel(hers, day)
    assert count(day.core, "payment_attempts") == 1
    site.stop()
    takes_no_cash(hers, day, words("phone_fresh.standing_begun"))
    whole(hers, "phone payment begun")
    noted = hers.evaluate("() => JSON.parse(localStorage.getItem('yibao phone changed'))")
    assert len(noted["obligations"]) == 2
    assert NAME not in str(noted)


def test_the_day_is_fetched_again_when_a_payment_is_begun(day: Day, site: Site, hers: Page) -> None:
    pays_by_channel(hers, day)
    until(hers, IS_FETCHED)
    site.stop()
    takes_no_cash(hers, day, words("households.standing_being_paid"))


def test_a_visit_moved_on_with_a_network_stands_so_on_the_phone_a_moment_later(
    day: Day, site: Site, hers: Page
) -> None:
    hers.goto(f"{site.url}/courier/visits/{day.visit}")
    hers.get_by_role("button", name=words("visits.do_depart")).click()
    expect(hers.locator("main")).to_contain_text(words("visits.state_on_the_way"))
    until(hers, IS_FETCHED)
    site.stop()
    open_kept(hers, day)
    expect(hers.locator("[data-list=visits]")).to_contain_text(PLACE)
    expect(hers.locator("[data-list=visits]")).to_contain_text(words("visits.state_on_the_way"))


def test_cash_that_is_kept_shows_its_leaves_again_and_its_visit_says_that_it_is_not_sent(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name=words("visits.do_arrive")).click()
    read_out(hers)
    hers.get_by_label(words("households.method_spoken")).check()
    agreed(hers)
    expect(hers.locator("[data-taken]")).to_be_visible()
    address = hers.url.removeprefix(site.url)
    leaves = hers.locator("[data-fill=leaf]").all_inner_texts()
    hers.locator("[data-taken]").click()
    expect(hers.locator("h1")).to_have_text("已经记在手机里")
    open_kept(hers, day, address)
    expect(hers.locator("h1")).to_have_text("已经记在手机里")
    assert hers.locator("[data-fill=leaf]").all_inner_texts() == leaves
    hers.locator("[data-screen] a[data-back]").click()
    expect(hers.locator("[data-fill=mark]")).to_have_text(words("phone.standing_kept"))
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert (day.paid(), day.items("refused")) == (2, 0)
