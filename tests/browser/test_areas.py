"""The page of whoever runs the system, and the choice of a county, looked at in a browser."""

from __future__ import annotations

import pytest
from axe import overflow, violations
from faces.words import words
from look import BROWSER_LANGUAGES, DESK, keep_picture
from playwright.sync_api import Browser, Page, expect
from stage import PHONE

from courier.texts import Locale, say
from tests.factories.full_county import OWNER_NAME, make_full_county
from tests.factories.people_at_work import cookie_of


@pytest.fixture
def made(core):
    return make_full_county(core)


def fits(page: Page, name: str) -> None:
    """On a phone and on a desk, for everybody and for machines."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert overflow(page) == 0
        assert violations(page) == []
        keep_picture(page, f"{name} {size['width']}")


def window(browser: Browser, core, actor, site: str, locale: Locale = Locale.ZH_HANS) -> Page:
    context = browser.new_context(viewport=PHONE, locale=BROWSER_LANGUAGES[locale])
    context.add_cookies([cookie_of(core, actor, site)])
    return context.new_page()


@pytest.mark.parametrize("locale", list(Locale))
def test_the_systems_page_fits_and_is_accessible(browser, core, made, site, locale):
    page = window(browser, core, made.strangers["system"], site, locale)
    page.goto(f"{site}/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("system.title", locale))
    fits(page, f"system {locale}")
    page.context.close()


@pytest.mark.parametrize("locale", list(Locale))
def test_a_city_chooses_a_county_and_is_told_that_she_only_looks(browser, core, made, site, locale):
    page = window(browser, core, made.strangers["city at home"], site, locale)
    page.goto(f"{site}/admin/couriers/")
    page.locator("#county_id").select_option(label="演示县")
    page.get_by_role("button", name=say("areas.county_look", locale)).click()
    expect(page.locator(".county-choice")).to_contain_text(say("areas.county_away_text", locale))
    fits(page, f"county away {locale}")
    page.goto(f"{site}/admin/couriers/")
    expect(page.locator("main")).to_contain_text(OWNER_NAME)
    assert page.get_by_role("link", name=words("admin.new_courier")).count() == 0
    fits(page, f"couriers away {locale}")
    page.context.close()
