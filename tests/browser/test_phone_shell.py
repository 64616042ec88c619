"""The courier's pages without a network: the kept page, and a form whose answer was lost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from faces.words import words
from own_phone import register_and_sign_in
from playwright.sync_api import BrowserContext, Page, expect
from whole_page import whole

from tests.factories.county import make_county
from tests.factories.people_at_work import approved
from tests.factories.sites import Site

PATIENCE_S = 3  # static/js/phone/worker.js

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


@pytest.fixture
def hers(core, context: BrowserContext, site: Site) -> Page:
    """Signed in on her registered phone, whose worker is ready."""
    page = context.new_page()
    county = make_county(core)
    register_and_sign_in(page, core, county, approved(core, county), site.url)
    page.evaluate("() => navigator.serviceWorker.ready")
    return page


def test_without_a_network_every_page_of_hers_opens_as_the_kept_one(site: Site, hers: Page) -> None:
    site.stop()
    for path in ("/courier/today", "/courier/money", "/courier/scan"):
        hers.goto(site.url + path)
        expect(hers.locator("h1")).to_have_text("没有网络也能办")
    site.start()
    hers.goto(f"{site.url}/courier/money")
    expect(hers.locator("h1")).to_have_text("我的钱款")


def test_who_asks_again_on_a_slow_network_gets_the_page_itself(
    app, monkeypatch, site: Site, hers: Page
) -> None:
    quick = app.wsgi_app

    def slow(environ, start_response):
        if environ["PATH_INFO"] == "/courier/money":
            time.sleep(PATIENCE_S + 1)  # the network
        return quick(environ, start_response)

    monkeypatch.setattr(app, "wsgi_app", slow)
    hers.goto(f"{site.url}/courier/money")
    hers.get_by_role("link", name=words("phone.again")).click()
    expect(hers.locator("h1")).to_have_text(words("visits.money_title"))


def test_a_form_whose_answer_is_lost_says_that_it_is_not_known(site: Site, hers: Page) -> None:
    hers.goto(f"{site.url}/courier/pin/")
    for name in ("pin", "new_pin", "again"):
        hers.locator(f"[name={name}]").fill("571904")
    site.stop()
    hers.locator("main [type=submit]").click()
    expect(hers.locator("h1")).to_have_text("不知道有没有发到")
    whole(hers, "phone lost")
    site.start()


def test_nothing_about_anybody_is_in_the_workers_cache(site: Site, hers: Page) -> None:
    kept = hers.evaluate(
        """async () => {
          const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const keys = (await Promise.all(all.map((cache) => cache.keys()))).flat();
          const pages = keys.filter((one) => one.url.endsWith('.html'));
          const answers = await Promise.all(pages.map((one) => caches.match(one)));
          const texts = await Promise.all(answers.map((one) => one.text()));
          return { paths: keys.map((one) => new URL(one.url).pathname), texts };
        }"""
    )
    assert all(path.startswith(("/static/", "/courier/shell/")) for path in kept["paths"])
    assert len(kept["texts"]) == 2
    for text in kept["texts"]:
        assert "赵春梅" not in text
        assert "csrf" not in text


def test_the_app_can_be_installed(hers: Page) -> None:
    manifest = hers.evaluate(
        """async () => {
          const link = document.querySelector('link[rel=manifest]');
          const manifest = await (await fetch(link.href)).json();
          const icons = await Promise.all(manifest.icons.map(async ({ src, sizes }) => {
            const icon = await fetch(new URL(src, link.href));
            const image = await createImageBitmap(await icon.blob());
            return `${image.width}x${image.height}` === sizes;
          }));
          const path = (address) => new URL(address, link.href).pathname;
          return { ...manifest, drawn: icons, start: path(manifest.start_url),
                   folder: path(manifest.scope) };
        }"""
    )
    assert (manifest["start"], manifest["folder"]) == ("/courier/today", "/courier/")
    assert manifest["display"] == "standalone"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert all(manifest["drawn"])
