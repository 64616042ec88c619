"""At the office: one person proposes what to do with a stopped phone's cash, another agrees."""

from __future__ import annotations

import datetime as dt

import pytest
from faces.words import words
from playwright.sync_api import Browser, Page, expect
from whole_page import office

from courier.domain.phone_items import read_call
from courier.services.case_views import list_cases
from courier.services.phone_last import hold_last
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, count, give_book
from tests.factories.people_at_work import cookie_of
from tests.factories.phones import cash_item, consent_item, registered_phone, revoke

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def case(core, county) -> str:
    """A lost phone handed in what two people paid."""
    family = county.household(
        [("张三", dt.date(1990, 5, 5), []), ("李四", dt.date(1958, 3, 1), ["low_income"])]
    )
    assess(core)
    give_book(core, county, county.courier)
    phone = registered_phone(core, county.courier)
    said = consent_item(core, phone, family)
    cash = cash_item(core, phone, family)
    cash["body"]["consent"] = said["id"]
    revoke(core, phone)
    call = read_call(phone.call(said, cash))
    hold_last(core, county_id=COUNTY_ID, device_token=phone.token, call=call)
    (line,) = list_cases(core, actor=county.clerk).lines
    return f"/admin/cases/{line.case_id}"


def at_desk(browser: Browser, core, actor, site: str, locale: str = "zh-CN") -> Page:
    context = browser.new_context(locale=locale)
    context.add_cookies([cookie_of(core, actor, site)])
    return context.new_page()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=words("held.open")).click()


def test_two_persons_book_the_cash_of_a_lost_phone(
    browser: Browser, core, county, case: str, site: str
) -> None:
    clerk = at_desk(browser, core, county.clerk, site)
    opened(clerk, site + case)
    expect(clerk.locator("main")).to_contain_text(words("held.take_first"))
    clerk.goto(site + case)
    clerk.get_by_role("button", name=words("cases.take")).click()
    clerk.get_by_role("link", name=words("held.open")).click()
    clerk.get_by_role("button", name=words("held.propose")).click()
    expect(clerk.get_by_role("alert")).to_contain_text("请选这些钱怎么办")
    office(clerk, "held refused")
    clerk.get_by_label(words("held.decision_accept")).check()
    clerk.get_by_label(words("held.words")).fill("问过快递员和两家人，现金和收据都在。")
    clerk.get_by_role("button", name=words("held.propose")).click()
    expect(clerk.locator("main")).to_contain_text(words("held.needs_second"))
    chief = at_desk(browser, core, county.chief, site)
    opened(chief, site + case)
    office(chief, "held proposed")
    chief.get_by_role("button", name=words("held.agree_accept")).click()
    expect(chief.locator("main .chip").first).to_have_text(words("held.outcome_cash_posted"))
    office(chief, "held booked")
    assert count(core, "receipts") == 2
    for page in (clerk, chief):
        page.context.close()


@pytest.mark.parametrize("locale", ["zh-TW", "en-US"])
def test_the_page_fits_in_each_language(
    browser: Browser, core, county, case: str, site: str, locale: str
) -> None:
    clerk = at_desk(browser, core, county.clerk, site, locale)
    clerk.goto(site + case)
    clerk.locator("form[action$=take] button").click()
    clerk.goto(f"{site}{case.replace('cases', 'held')}")
    office(clerk, f"held {locale}")
    clerk.context.close()
