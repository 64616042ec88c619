"""The courier's own pages and the desk's messages, looked at in three languages."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from faces.words import words
from look import Look
from playwright.sync_api import expect
from test_areas import window

from courier.services.notices import write_notice
from courier.texts import Locale
from tests.factories.county import make_county
from tests.factories.people_at_work import pass_quiz

PLACES = ("own/", "own/help", "own/notices", "own/history", "today")


@pytest.fixture
def county(core):
    county = make_county(core)
    pass_quiz(core, county.courier.county_id, county.courier.person_id)
    today = dt.date(2026, 11, 22)
    write_notice(
        core,
        actor=county.clerk,
        notice_id=uuid4(),
        words="韦桂花",  # no sentence: a page in English must not know its words
        from_on=today,
        until_on=today,
    )
    return county


@pytest.mark.parametrize("locale", list(Locale))
def test_her_pages_fit_and_can_be_read_by_all(core, county, browser, site, locale):
    page = window(browser, core, county.courier, site, locale)
    look = Look(page, locale)
    for place in PLACES:
        look.at(f"own {place}", f"{site}/courier/{place}")
    page.context.close()
    assert [fault for fault in look.faults if "王小花" not in fault] == []


@pytest.mark.parametrize("locale", list(Locale))
def test_the_desks_page_fits_and_can_be_read_by_all(core, county, browser, site, locale):
    page = window(browser, core, county.clerk, site, locale)
    look = Look(page, locale)
    look.at("admin_notices.index", f"{site}/admin/notices/")
    page.context.close()
    assert [fault for fault in look.faults if "录入员" not in fault] == []


def test_a_message_leaves_the_day_page_when_she_has_read_it(core, county, browser, site):
    page = window(browser, core, county.courier, site)
    page.goto(f"{site}/courier/today")
    expect(page.locator("main")).to_contain_text("韦桂花")
    page.get_by_role("button", name=words("notices.have_read")).click()
    expect(page.locator("main")).not_to_contain_text("韦桂花")
    page.context.close()
