"""The moving code in a real browser: a key that no script can read, a screenshot worth nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from axe import overflow, violations
from own_phone import open_own_card
from playwright.sync_api import Browser, Page, expect

from courier.adapters.codes import QrReader
from courier.services.couriers import suspend_courier
from tests.factories.county import make_county
from tests.factories.people_at_work import approved

PHONE = {"width": 360, "height": 740}
SECRET = """() => new Promise((resolve) => {
  const opening = indexedDB.open("yibao-card", 1);
  opening.onsuccess = () => {
    const got = opening.result.transaction("keys").objectStore("keys").get("holder");
    got.onsuccess = () => crypto.subtle.exportKey("jwk", got.result.privateKey)
      .then(() => resolve("read"), (error) => resolve(error.name));
  };
})"""

FORGET = """() => new Promise((resolve) => {
  const opening = indexedDB.open("yibao-card", 1);
  opening.onsuccess = () => {
    const keys = opening.result.transaction("keys", "readwrite").objectStore("keys");
    keys.clear().onsuccess = () => resolve();
  };
})"""


def looking(browser: Browser) -> Page:
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def courier_id(core, county):
    return approved(core, county)


@pytest.fixture
def hers(core, county, courier_id, browser: Browser, site: str) -> Iterator[Page]:
    """The courier's own phone, registered and signed in, showing her card."""
    page = looking(browser)
    open_own_card(page, core, county, courier_id, site)
    expect(page.locator("[data-live=on]")).to_be_visible()
    yield page
    page.context.close()


def code_on(page: Page) -> str:
    """The path in the code on the phone's screen, as a camera reads it."""
    image = page.locator("img.qr").screenshot()
    (address,) = QrReader().read(image)
    return "/C/" + address.rsplit("/", 1)[1]


@pytest.fixture
def his(browser: Browser) -> Iterator[Page]:
    page = looking(browser)
    yield page
    page.context.close()


def tone(page: Page) -> str | None:
    return page.locator(".verdict").get_attribute("data-tone")


def test_the_phones_own_code_is_green_and_its_screenshot_later_is_not(
    clock, site: str, hers: Page, his: Page
) -> None:
    shown = code_on(hers)
    his.goto(site + shown)
    assert tone(his) == "good"
    expect(his.locator("h1")).to_contain_text("真的，就在眼前")
    assert not violations(his)
    assert not overflow(his)
    clock.forward(seconds=65)
    his.goto(site + shown)
    assert tone(his) == "wait"
    expect(his.locator("h1")).to_contain_text("截图")


def test_digits_of_the_villager_are_put_into_the_code(site: str, hers: Page, his: Page) -> None:
    his.goto(f"{site}/c")
    his.get_by_role("button", name="给我 4 个数字").click()
    digits = his.locator("#digits .amount").inner_text().replace(" ", "")
    before = code_on(hers)
    his.goto(site + before)
    assert tone(his) == "wait"
    hers.locator("#live-digits").fill(digits)
    hers.get_by_role("button", name="放进码里").click()
    expect(hers.locator("[data-live-status]")).to_contain_text("数字已经放进码里")
    his.goto(site + code_on(hers))
    assert tone(his) == "good"


def test_no_script_can_read_the_secret_half(hers: Page) -> None:
    assert hers.evaluate(SECRET) == "InvalidAccessError"


def test_the_code_goes_on_moving_without_a_network(site: str, hers: Page, his: Page) -> None:
    before = code_on(hers)
    hers.context.set_offline(True)
    hers.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    hers.wait_for_timeout(1_100)
    hers.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    hers.wait_for_timeout(300)
    after = code_on(hers)
    assert after != before
    his.goto(site + after)
    assert tone(his) == "good"


def test_a_suspended_courier_is_red_at_the_next_look(
    core, county, courier_id, site: str, hers: Page, his: Page
) -> None:
    shown = code_on(hers)
    his.goto(site + shown)
    assert tone(his) == "good"
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="核实")
    his.reload()
    assert tone(his) == "bad"
    assert his.locator("img.portrait").count() == 0


def test_after_cleared_data_her_page_asks_nobody_to_scan(hers: Page) -> None:
    hers.evaluate(FORGET)
    hers.reload()
    expect(hers.locator("[data-live=off]")).to_be_visible()
    expect(hers.locator("[data-live-status]")).to_contain_text("重新要一个邀请链接")
    expect(hers.locator("main")).to_contain_text("这个码现在不会变")
    expect(hers.get_by_text("请村民用自己的手机扫这个码")).to_be_hidden()
    expect(hers.locator("#live-digits")).to_be_hidden()
    assert not violations(hers)


def test_her_page_is_plain_and_whole(hers: Page, tmp_path) -> None:
    assert not violations(hers)
    assert not overflow(hers)
    data = hers.locator("img.qr").get_attribute("src")
    assert base64.b64decode(data.partition(",")[2]).startswith(b"\x89PNG")
