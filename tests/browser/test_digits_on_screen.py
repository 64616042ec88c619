"""The six digits in a real browser: the server's own, offline too, and no secret to read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe import overflow, violations
from own_phone import open_own_card
from playwright.sync_api import Browser, Page, expect

from courier.domain.checks import CheckWay
from courier.domain.credentials import Colour
from courier.domain.spoken_checks import Asked
from courier.services.spoken_checks import check_spoken
from tests.factories.county import make_county
from tests.factories.people_at_work import approved

PHONE = {"width": 360, "height": 740}
SECRET = """() => new Promise((resolve) => {
  const opening = indexedDB.open("yibao-card", 1);
  opening.onsuccess = () => {
    const got = opening.result.transaction("keys").objectStore("keys").get("digits");
    got.onsuccess = () => crypto.subtle.exportKey("raw", got.result.key)
      .then(() => resolve("read"), (error) => resolve(error.name));
  };
})"""


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def courier_id(core, county):
    return approved(core, county)


@pytest.fixture
def hers(core, county, courier_id, browser: Browser, site: str) -> Iterator[Page]:
    """The courier's own phone with her card on the screen."""
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    page.set_default_timeout(15_000)
    open_own_card(page, core, county, courier_id, site)
    expect(page.locator("[data-digits=on]")).to_be_visible()
    yield page
    page.context.close()


def on(page: Page) -> str:
    return page.locator("[data-digits-shown]").inner_text().replace(" ", "")


def told(core, page: Page, digits: str):
    number = page.locator(".facts__row").nth(0).locator("dd").inner_text()
    check = check_spoken(core, asked=Asked(number, digits), way=CheckWay.PHONE)
    return check.colour, check.reason


def wait_for_digits_the_server_knows(core, page: Page):
    """The server's clock stands still in tests; the phone goes by it and so shows its digits."""
    expect(page.locator("[data-digits=on]")).to_be_visible()
    return told(core, page, on(page))


def test_the_phone_shows_what_the_server_expects_and_no_script_reads_the_secret(core, hers):
    assert wait_for_digits_the_server_knows(core, hers) == (Colour.GREEN, "digits_right")
    assert told(core, hers, on(hers))[1] in {"digits_used", "digits_right"}
    assert hers.evaluate(SECRET) == "InvalidAccessError"
    assert not violations(hers)
    assert not overflow(hers)


def test_the_digits_go_on_without_a_network_and_after_opening_the_page_again(core, clock, hers):
    hers.context.set_offline(True)
    before = on(hers)
    hers.clock.install()
    hers.clock.fast_forward(31_000)
    expect(hers.locator("[data-digits-shown]")).not_to_have_text(f"{before[:3]} {before[3:]}")
    clock.forward(seconds=31)
    assert told(core, hers, on(hers)) == (Colour.GREEN, "digits_right")


def test_the_page_opened_again_keeps_its_secret(core, clock, hers):
    first = core
    assert wait_for_digits_the_server_knows(first, hers) == (Colour.GREEN, "digits_right")
    clock.forward(minutes=5)
    hers.reload()
    assert wait_for_digits_the_server_knows(core, hers) == (Colour.GREEN, "digits_right")
    with core.begin() as work:
        kept = "select count(*) from audit_events where action = 'phone_digits_kept'"
        assert work.scalar(kept) == 1


def test_a_phone_registered_anew_gets_new_digits(core, county, courier_id, clock, site, hers):
    clock.forward(minutes=5)
    open_own_card(hers, core, county, courier_id, site)
    assert wait_for_digits_the_server_knows(core, hers) == (Colour.GREEN, "digits_right")


def test_a_browser_that_is_not_her_phone_gets_none(browser, core, site, hers):
    cookies = [one for one in hers.context.cookies() if one["name"] == "yibao"]
    other = browser.new_context(viewport=PHONE, locale="zh-CN")
    other.add_cookies(cookies)
    page = other.new_page()
    page.goto(f"{site}/courier/card/")
    expect(page.locator("[data-digits=off]")).to_be_visible()
    expect(page.locator("[data-digits-said]")).not_to_have_text("")
    assert on(page) == ""
    other.close()
