"""A phone that dies, a camera that is denied, two couriers at one table, a queue from last week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cable import Cable, Cut
from faces.words import words
from own_phone import sign_in
from phone_county import Day, all_sent, open_kept
from phone_county import visit_page as open_visit
from playwright.sync_api import Browser, Page, Playwright, expect
from stage import PHONE
from test_phone_offline import her_phone, killed

from courier.services.invitations import invite_courier
from tests.factories.money import consent, count, give_book
from tests.factories.people_at_work import PIN, cookie_of
from tests.factories.sites import CHROMIUM, Site

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def site(app) -> Iterator[Site]:
    app.config["WTF_CSRF_ENABLED"] = True
    site = Site(app)
    yield site
    site.stop()


@pytest.fixture
def cable(app) -> Iterator[Cable]:
    cable = Cable(app)
    yield cable
    cable.take_away()


@pytest.fixture
def people(day: Day) -> list[str]:
    """Those of the household who owe, and have agreed."""
    with day.core.begin() as work:
        owing = work.run("select insuree_id from obligations where own_fen > 0").scalars()
        found = [str(one) for one in owing]
    consent(day.core, day.courier, found)
    return found


def pay_page(day: Day, people: list[str]) -> str:
    asked = urlencode([("person", one) for one in people])
    return f"{day.site.url}/courier/household/{day.household}/pay?{asked}"


@pytest.mark.parametrize("what", list(Cut))
@pytest.mark.parametrize("channel", ["cash", "wechat"])
def test_a_phone_that_dies_between_pressing_and_the_answer_pays_once(
    playwright: Playwright, day: Day, cable: Cable, people, tmp_path: Path, channel, what
) -> None:
    folder = tmp_path / "phone"
    day.register(her_phone(playwright, folder).new_page()).context.close()
    hers = her_phone(playwright, folder).new_page()
    hers.goto(pay_page(day, people))
    cable.cut_at("POST payments.start", what)
    hers.locator(f"[name=channel][value={channel}]").click()
    expect(hers.locator("[data-history-back]")).to_be_visible()
    killed(folder)
    cable.mend()
    hers = her_phone(playwright, folder).new_page()
    hers.goto(pay_page(day, people))
    if what is Cut.REQUEST:
        hers.locator(f"[name=channel][value={channel}]").click()
    shown = "payments.receipts_title" if channel == "cash" else "payments.title"
    expect(hers.get_by_role("heading", level=1)).to_have_text(words(shown))
    assert count(day.core, "payment_attempts") == 1
    assert day.paid() == (2 if channel == "cash" else 0)
    hers.context.close()


def test_a_registration_that_a_dead_phone_did_not_keep_is_made_again_by_the_same_link(
    playwright: Playwright, day: Day, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "phone"
    who = day.courier.person_id
    token = invite_courier(day.core, actor=day.county.chief, courier_id=who).token
    hers = her_phone(playwright, folder).new_page()
    register(hers, f"{site.url}/courier/invitation/{token}")
    hers.context.clear_cookies()  # as after a kill within half a minute, before they were written
    hers.goto(f"{site.url}/courier/sign-in")
    expect(hers.locator("main")).to_contain_text(words("registered_again.way"))
    hers.goto(f"{site.url}/courier/invitation/{token}")
    expect(hers.locator("main")).to_contain_text(words("registered_again.title"))
    register(hers, hers.url)
    sign_in(hers)
    killed(folder)


def register(page: Page, address: str) -> None:
    page.goto(address)
    for name in ("pin", "again"):
        page.locator(f"[name={name}]").fill(PIN)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/courier/sign-in")


def test_a_denied_camera_leaves_the_typed_code_and_the_picture(
    playwright: Playwright, day: Day, site: Site
) -> None:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--use-fake-device-for-media-stream"]
    )
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    page.context.add_cookies([cookie_of(day.core, day.county.courier, site.url)])
    page.goto(f"{site.url}/courier/scan")
    page.get_by_role("button", name=words("layout.scan_open")).click()
    expect(page.locator("[data-scan-words]")).to_have_text(words("layout.scan_no_camera"))
    expect(page.locator("[name=code]")).to_be_focused()
    expect(page.locator("[name=picture]")).to_be_visible()
    browser.close()


def test_of_two_couriers_at_one_table_the_second_is_told_before_money_moves(
    browser: Browser, day: Day, people
) -> None:
    phones = []
    for courier in (day.county.courier, day.county.other_courier):
        give_book(day.core, day.county, courier)
        phone = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        phone.context.add_cookies([cookie_of(day.core, courier, day.site.url)])
        phone.goto(pay_page(day, people))
        phones.append(phone)
    hers, his = phones
    hers.locator("[name=channel][value=cash]").click()
    expect(hers.get_by_role("heading", level=1)).to_have_text(words("payments.receipts_title"))
    his.locator("[name=channel][value=cash]").click()
    expect(his.get_by_role("heading", level=1)).to_have_text(words("links.meanwhile_title"))
    expect(his.locator("main")).to_contain_text(day.county.courier.name)
    assert day.paid() == 2
    for phone in phones:
        phone.context.close()


def test_a_queue_from_last_week_is_worked_after_she_signed_in_again(
    day: Day, site: Site, clock, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name=words("visits.do_arrive")).click()
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    clock.forward(days=7)
    hers.clock.set_fixed_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=7))
    site.start()
    hers.goto(f"{site.url}/courier/today")
    hers.wait_for_url("**/courier/sign-in**")
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    sign_in(hers)
    all_sent(hers)
    assert day.items("done") == 1
