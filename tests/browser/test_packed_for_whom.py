"""Whom a page is packed for, as real browsers say who asked: also on a phone that keeps pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from own_phone import register_and_sign_in
from playwright.sync_api import BrowserContext, Page

from tests.factories.county import make_county
from tests.factories.people_at_work import approved
from tests.factories.sites import Site

pytestmark = pytest.mark.timeout(120)
LURE = """(address) => {
  const link = document.createElement("a");
  link.href = address;
  document.body.append(link);
  link.click();
}"""


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


@pytest.fixture
def hers(core, context: BrowserContext, site: Site) -> Page:
    """Signed in on her phone, whose worker opens the pages."""
    page = context.new_page()
    county = make_county(core)
    register_and_sign_in(page, core, county, approved(core, county), site.url)
    page.evaluate("() => navigator.serviceWorker.ready")
    return page


def how_sent(page: Page, address: str) -> str | None:
    """How the page came that an address on this page leads to."""
    with page.expect_response(address) as came:
        page.evaluate(LURE, address)
    page.wait_for_url(address)
    return came.value.header_value("content-encoding")


@pytest.mark.parametrize("preload", [True, False])
def test_pages_are_packed_for_her_and_not_for_another_site(
    site: Site, hers: Page, *, preload: bool
) -> None:
    way = "enable" if preload else "disable"
    hers.evaluate(f"async () => (await navigator.serviceWorker.ready).navigationPreload.{way}()")
    money = f"{site.url}/courier/money?x=1"
    assert how_sent(hers, money) == "gzip"
    hers.goto(f"http://localhost:{site.port}/c/")  # another site than 127.0.0.1
    assert how_sent(hers, money) is None
    hers.goto(money)
    assert hers.locator("h1").inner_text() == "我的钱款"
