"""The main job, once through all three faces: ask, be visited, be sure, pay, have proof.

Real Chromium of a phone's size, whose camera looks at the slip; real PostgreSQL, real assistant.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from faces import candidate, console, courier, villager
from faces.words import CONTACT, NEW_COURIER, words
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running import RunningCounty

pytestmark = pytest.mark.timeout(900)
ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
PHOTO = ROOT / "courier" / "sandbox" / "demo" / "portrait_woman.png"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
THREE, FOURTH = ("王大海", "李秀兰", "王小满"), "赵桂英"


def test_the_whole_way_through_the_three_faces(county: RunningCounty, phone: Browser) -> None:
    visit_no = the_villager_asks_and_is_promised_a_visit(county, phone)
    hers = a_phone(phone, county)
    the_courier_signs_in_and_accepts(county, hers, visit_no)
    the_villager_sees_who_comes(county, phone, visit_no)
    she_shows_her_card(hers, phone, county)
    she_scans_the_slip_at_the_door(hers, county, visit_no)
    three_pay_in_one_wechat_payment(hers, phone, county)
    the_fourth_pays_cash(hers)
    everybody_can_check_a_receipt(hers, phone, county)
    she_is_done(hers, county, visit_no)
    hers.context.close()
    the_admins_hire_and_suspend(county, phone)
    receipts_money_and_people_agree(county, phone)


def test_a_photograph_or_the_typed_code_opens_the_household_too(
    county: RunningCounty, phone: Browser
) -> None:
    desk = a_desk(phone, county, "county")
    console.open_courier(desk, county.url, "陈小花")
    hers = a_phone(phone, county)
    courier.register_phone(hers, console.invite(desk))
    for way in (
        lambda: courier.upload_slip(hers, county.slip),
        lambda: courier.type_slip(hers, county.slip_text),
    ):
        hers.goto(f"{county.url}/courier/scan")
        way()
        hers.wait_for_url("**/courier/household/**")
        expect(hers.locator("main")).to_contain_text(FOURTH)
    hers.goto(f"{county.url}/courier/scan")
    courier.upload_slip(hers, PHOTO)
    expect(hers.get_by_role("alert")).to_be_visible()  # a picture without a code says so
    desk.context.close()
    hers.context.close()


def the_villager_asks_and_is_promised_a_visit(county: RunningCounty, phone: Browser) -> str:
    county.wait_for_assistant()
    page = a_phone(phone, county, "/chat")
    answer = villager.say_in_chat(page, "俺娘68了吃低保今年交多少")
    expect(answer).to_contain_text("160元")
    expect(answer).to_contain_text("低保")  # the reason
    expect(answer).to_contain_text("演示用的虚构政策")  # the source …
    expect(answer).to_contain_text("2026-09-01")  # … and its date
    keep_picture(page, "chat")
    visit_no = villager.ask_for_courier(page)
    page.get_by_role("link", name=words("chat.visit_link")).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("桃花村")
    expect(page.locator("main")).to_contain_text(words("visits.say_requested"))
    page.context.close()
    return visit_no


def the_courier_signs_in_and_accepts(county: RunningCounty, page: Page, visit_no: str) -> None:
    courier.register_phone(page, county.sheet["invitation_url"])
    courier.open_visit(page, county.url, visit_no, "桃花村")
    expect(page.locator("main")).not_to_contain_text("13900001111")  # not before she accepts
    page.get_by_role("button", name=words("visits.do_accept")).click()
    expect(page.locator("main")).to_contain_text(CONTACT)
    page.goto(f"{county.url}/courier/today")
    expect(page.locator("main")).to_contain_text(CONTACT)
    keep_picture(page, "courier")
    page.locator("li", has_text=CONTACT).get_by_role("link", name=words("visits.open")).click()
    page.get_by_role("button", name=words("visits.do_depart")).click()
    page.get_by_role("button", name=words("visits.do_arrive")).click()
    expect(page.get_by_role("status")).to_contain_text("名片")


def the_villager_sees_who_comes(county: RunningCounty, phone: Browser, visit_no: str) -> None:
    page = a_phone(phone, county, f"/v/{visit_no}")
    expect(page.locator("main")).to_contain_text(words("visits.say_arrived"))
    expect(page.locator("main")).to_contain_text("陈小花")
    page.context.close()


def she_shows_her_card(page: Page, phone: Browser, county: RunningCounty) -> None:
    visit = page.url
    page.get_by_role("link", name=words("layout.nav_card")).click()
    expect(page.locator("main")).to_contain_text("陈小花")
    address = courier.code_in(page.locator("img.qr").first)
    checked = a_phone(phone, county, here(address, county))
    expect(checked.locator("[data-tone=bad]")).to_have_count(0)
    expect(checked.locator("main")).to_contain_text("陈小花")
    checked.context.close()
    page.goto(visit)


def she_scans_the_slip_at_the_door(page: Page, county: RunningCounty, visit_no: str) -> None:
    page.get_by_role("link", name=words("visits.scan_slip")).click()
    courier.scan_with_camera(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("0001")
    main = page.locator("main")
    for name in (*THREE, FOURTH):
        expect(main).to_contain_text(name)
    mother = page.locator("label.choice", has_text=FOURTH)
    expect(mother).to_contain_text("160")
    expect(mother).to_contain_text("低保")  # why


def three_pay_in_one_wechat_payment(page: Page, phone: Browser, county: RunningCounty) -> None:
    courier.choose_people(page, *THREE)
    expect(page.locator(".card--brand")).to_contain_text("1200")
    courier.record_consent(page)
    page.get_by_role("button", name=words("households.by_wechat")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("payments.title"))
    code = courier.code_in(page.locator("img.qr"))
    payer = a_phone(phone, county, code)
    expect(payer.locator("main")).to_contain_text("1200")
    payer.get_by_role("button", name=words("sandbox.pay")).click()
    expect(payer.locator("h1")).to_have_text(words("sandbox.title_paid"))
    payer.context.close()
    page.wait_for_url("**/receipts", timeout=60_000)  # by itself: nobody pressed anything
    expect(page.locator("main")).to_contain_text(words("payments.done"))
    for name in THREE:
        expect(page.get_by_role("region", name=name)).to_contain_text("400")


def the_fourth_pays_cash(page: Page) -> None:
    page.get_by_role("link", name=words("payments.to_household")).first.click()
    expect(page.locator("li", has_text=THREE[0])).to_contain_text(words("households.standing_paid"))
    courier.choose_people(page, FOURTH)
    courier.record_consent(page)
    page.get_by_role("button", name=words("households.by_cash")).click()
    page.wait_for_url("**/receipts")
    receipt = page.get_by_role("region", name=FOURTH)
    expect(receipt).to_contain_text("160")
    expect(receipt).to_contain_text(words("payments.channel_cash"))


def everybody_can_check_a_receipt(page: Page, phone: Browser, county: RunningCounty) -> None:
    receipt = page.get_by_role("region", name=FOURTH)
    printed = receipt.locator(".code").inner_text()
    scanned = courier.code_in(receipt.locator("img.qr"))
    anybody = a_phone(phone, county, "/r")
    anybody.get_by_label(words("public.receipt_code")).fill(printed)
    anybody.get_by_role("button", name=words("public.receipt_check")).click()
    expect(anybody.locator("main")).to_contain_text(words("public.receipt_good"))
    anybody.goto(here(scanned, county))
    expect(anybody.locator("main")).to_contain_text(words("public.receipt_good"))
    expect(anybody.locator("main")).to_contain_text("160")
    expect(anybody.locator("main")).not_to_contain_text(FOURTH)  # her name is masked
    anybody.context.close()


def she_is_done(page: Page, county: RunningCounty, visit_no: str) -> None:
    page.get_by_role("link", name=words("payments.to_household")).first.click()
    expect(page.locator("main")).to_contain_text(words("households.all_done"))
    page.get_by_role("link", name=words("households.back_to_visit")).click()
    page.get_by_role("button", name=words("visits.do_finish")).click()
    expect(page.get_by_role("status")).to_contain_text(words("visits.done_finish"))
    page.get_by_role("link", name=words("layout.nav_money")).click()
    expect(page.locator(".card--brand")).to_contain_text("160")
    page.goto(f"{county.url}/v/{visit_no}")
    expect(page.locator("main")).to_contain_text(words("visits.say_signed_off"))


def the_admins_hire_and_suspend(county: RunningCounty, phone: Browser) -> None:
    first, second = a_desk(phone, county, "township"), a_desk(phone, county, "county")
    console.propose_courier(first, NEW_COURIER, "19900009123", "桃花村", PHOTO)
    expect(first.locator("main")).to_contain_text(words("admin.wait_for_second"))
    expect(first.get_by_role("button", name=words("admin.approve"))).to_have_count(0)
    candidate.take_quiz(a_candidate(phone, county, console.send_application(first)))
    console.open_courier(first, county.url, NEW_COURIER)
    console.note_identity(first)
    console.open_courier(second, county.url, NEW_COURIER)
    second.get_by_role("button", name=words("admin.approve")).click()
    expect(second.get_by_role("status")).to_contain_text(words("admin.courier_approved"))
    front = second.get_by_role("img", name=words("credentials.front"))
    expect(front).to_have_js_property("naturalWidth", 1011)
    card = courier.code_in(front)
    anybody = a_phone(phone, county, here(card, county))
    expect(anybody.locator("main")).to_contain_text(NEW_COURIER)
    expect(anybody.locator(".verdict")).not_to_have_attribute("data-tone", "bad")
    console.suspend(second, "练习：手机丢了")
    anybody.reload()
    expect(anybody.locator(".verdict")).to_have_attribute("data-tone", "bad")
    expect(anybody.get_by_role("heading", level=1)).to_have_text(
        words("credentials.title_suspended")
    )
    for page in (first, second, anybody):
        page.context.close()


def a_candidate(phone: Browser, county: RunningCounty, link: str) -> Page:
    page = a_phone(phone, county, "/c")
    candidate.open_application(page, here(link, county))
    return page


def receipts_money_and_people_agree(county: RunningCounty, phone: Browser) -> None:
    page = a_desk(phone, county, "county")
    village = page.get_by_role("row").filter(has_text="桃花村")
    expect(village).to_contain_text("1360")
    keep_picture(page, "console")
    page.get_by_role("link", name=words("layout.nav_reconciliation")).last.click()
    expect(page.locator("main")).to_contain_text(words("admin.all_agree"))
    row = page.get_by_role("row").filter(has_text="桃花村")
    assert row.inner_text().count("1360") == 3  # receipts, ledger, people
    expect(row).to_contain_text(words("admin.agrees"))
    page.context.close()


def a_phone(browser: Browser, county: RunningCounty, path: str | None = None) -> Page:
    """A fresh phone: nobody is signed in on it."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", is_mobile=True, has_touch=True)
    return opened(context, path and (path if path.startswith("http") else county.url + path))


def a_desk(browser: Browser, county: RunningCounty, role: str) -> Page:
    page = opened(browser.new_context(viewport=DESK, locale="zh-CN"), None)
    console.sign_in(page, county, role)
    return page


def opened(context: BrowserContext, address: str | None) -> Page:
    page = context.new_page()
    if address:
        page.goto(address)
    return page


def here(address: str, county: RunningCounty) -> str:
    """An address of a printed code, which may be in capitals."""
    path = re.sub(r"^\w+://[^/]+", "", address)
    assert path != address, address
    return county.url + path


def keep_picture(page: Page, name: str) -> None:
    """The README's pictures are what this test saw."""
    path = PICTURES / f"{name}.png"
    if os.environ.get("YIBAO_PICTURES") == "1" or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path)
