"""A county in the middle of its work, so that every page has something to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from faces import candidate, console, courier, villager
from faces.words import words
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running import RunningCounty

from field_app.access import Audience

PHONE = {"width": 360, "height": 740}
COURIER, VILLAGE = "李春生", "石桥村"
LEARNT, WAITS = "何秋菊", "马建军"  # candidates of the demo
HEAD_ID_NUMBER = "990101197903037748"
# Another name for somebody known, and a row that is bad.
ROSTER = """姓名,身份证号,村代码,户号,与户主关系
韦桂华,990101197903037748,990101101003,0001,户主
覃5,990101197903037748,990101101003,0001,户主
"""
PAID, WAITING, AGREED = "韦桂花", "覃达利", "韦阿妹"


@dataclass(frozen=True)
class Stage:
    """Who is signed in where, and the addresses of what there is to see."""

    sign_ins: dict[Audience, dict]  # the browser's stored state
    facts: dict[str, str]


def set_stage(browser: Browser, county: RunningCounty) -> Stage:
    """Hire a second courier, ask him to come, let him collect once and begin to collect again."""
    desk = _context(browser).new_page()
    facts = _hire(desk, county)
    facts |= _ask_to_come(_context(browser).new_page(), county)
    his = _context(browser).new_page()
    courier.register_phone(his, facts.pop("invitation_url"))
    facts |= _go_there(his, county, facts["visit_no"])
    facts |= _collect(his, county)
    facts |= _card_address(his, county)
    facts |= _check_and_report(_context(browser).new_page(), desk, county, facts["card"])
    console.open_courier(desk, county.url, COURIER)
    facts["token"] = console.invite(desk).rsplit("/", 1)[1]
    hers = _context(browser).new_page()
    facts |= _apply(hers, desk, county)
    county.wait_for_assistant()
    facts |= _report_and_call(_context(browser).new_page(), desk, county)
    facts |= _contradict_the_assistant(browser, desk, county)
    facts["batch_id"] = console.print_cards(desk, county.url)
    facts["import_id"] = console.check_roster(desk, county.url, ROSTER)
    sign_ins = {
        Audience.PUBLIC: hers.context.storage_state(),
        Audience.COURIER: his.context.storage_state(),
        Audience.ADMIN: desk.context.storage_state(),
    }
    for page in (desk, his, hers):
        page.context.close()
    return Stage(sign_ins, facts)


def _context(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=PHONE, locale="zh-CN")


def _hire(desk: Page, county: RunningCounty) -> dict[str, str]:
    console.sign_in(desk, county, "county")
    console.open_courier(desk, county.url, COURIER)
    courier_id = desk.url.rsplit("/", 1)[1]
    desk.get_by_role("button", name=words("admin.approve")).click()
    console.issue_book(desk, county.url, COURIER)
    console.open_courier(desk, county.url, COURIER)
    return {"courier_id": courier_id, "invitation_url": console.invite(desk)}


def _apply(hers: Page, desk: Page, county: RunningCounty) -> dict[str, str]:
    """One candidate opened her link, another one's still waits."""
    console.open_courier(desk, county.url, LEARNT)
    candidate.open_application(hers, console.send_application(desk))
    console.open_courier(desk, county.url, WAITS)
    candidate_id = desk.url.rsplit("/", 1)[1]
    link = console.send_application(desk)
    return {"candidate_id": candidate_id, "apply_token": link.rsplit("/", 1)[1]}


def _ask_to_come(page: Page, county: RunningCounty) -> dict[str, str]:
    page.goto(f"{county.url}/visits/new")
    page.get_by_label(words("visits.ask_village")).fill(f"东河镇{VILLAGE}")
    page.get_by_label(words("visits.ask_name")).fill(PAID)
    page.get_by_label(words("visits.ask_phone")).fill("13900002222")
    page.get_by_role("button", name=words("visits.ask_send")).click()
    page.wait_for_url("**/v/*")
    visit_no = page.url.rsplit("/", 1)[1]
    page.context.close()
    return {"visit_no": visit_no}


def _contradict_the_assistant(
    browser: Browser, desk: Page, county: RunningCounty
) -> dict[str, str]:
    """In the chat without script; then it waits in the console as something to learn from."""
    page = browser.new_context(locale="en-US", java_script_enabled=False).new_page()
    page.goto(f"{county.url}/chat")
    for said in ("How much do I have to pay?", "Wrong"):
        page.locator("#chat-form [name=text]").fill(said)
        page.locator("#chat-form [type=submit]").first.click()
        expect(page.locator("#chat-log")).to_contain_text(said)
    page.context.close()
    desk.goto(f"{county.url}/admin/learning/phrases")
    desk.get_by_role("link", name="How much do I have to pay?").click()
    return {"phrase_id": desk.url.rsplit("/", 1)[1]}


def _report_and_call(page: Page, desk: Page, county: RunningCounty) -> dict[str, str]:
    """A villager reports something and asks for a person; the desk takes both up."""
    page.goto(f"{county.url}/chat")
    for said in ("我要投诉", "快递员多收了二十块钱", VILLAGE, "昨天", "匿名", "对", "转人工"):
        villager.say_in_chat(page, said)
    page.context.close()
    return {
        "case_id": console.take_newest(desk, county.url, "cases"),
        "talk_id": console.take_newest(desk, county.url, "talks"),
    }


def _go_there(his: Page, county: RunningCounty, visit_no: str) -> dict[str, str]:
    courier.open_visit(his, county.url, visit_no, VILLAGE)
    for step in ("accept", "depart", "arrive"):
        his.get_by_role("button", name=words(f"visits.do_{step}")).click()
    return {"visit_id": his.url.rsplit("/", 1)[1]}


def _collect(his: Page, county: RunningCounty) -> dict[str, str]:
    """Cash for one, a WeChat payment that nobody pays for another, a third has just agreed."""
    his.goto(f"{county.url}/courier/find")
    his.get_by_label(words("slips.id_number")).fill(HEAD_ID_NUMBER)
    his.get_by_role("button", name=words("slips.find")).click()
    his.wait_for_url("**/household/**")
    household = urlsplit(his.url).path
    people = courier.people(his)
    paid = _pay(his, PAID, "households.by_cash")
    receipt = his.get_by_role("region", name=PAID)
    facts = {
        "household_id": household.rsplit("/", 1)[1],
        "paid_attempt_id": paid,
        "receipt_code": receipt.locator(".code").inner_text(),
        "receipt_number": courier.receipt_number(receipt),
        "person": people[AGREED],
    }
    his.goto(county.url + household)
    facts["open_attempt_id"] = _pay(his, WAITING, "households.by_wechat")
    his.goto(county.url + household)
    courier.choose_people(his, AGREED)
    courier.record_consent(his)
    return facts | _link(his)


def _link(his: Page) -> dict[str, str]:
    """Who has just agreed may be paid for from far away."""
    his.get_by_role("button", name=words("links.by_link")).click()
    his.wait_for_url("**/courier/pay/links/**")
    address = his.get_by_label(words("links.address")).input_value()
    return {"link_id": his.url.rsplit("/", 1)[1], "link_token": address.rsplit("/", 1)[1]}


def _pay(his: Page, name: str, way: str) -> str:
    courier.choose_people(his, name)
    courier.record_consent(his)
    his.get_by_role("button", name=words(way)).click()
    his.wait_for_url("**/courier/pay/**")
    return re.search(r"/pay/([\w-]+)", his.url)[1]


def _card_address(his: Page, county: RunningCounty) -> dict[str, str]:
    his.goto(f"{county.url}/courier/card/")
    expect(his.locator("main")).to_contain_text(COURIER)
    address = courier.code_in(his.locator("img.qr").first)
    return {"card": re.split(r"/c/", address, flags=re.IGNORECASE)[1]}


def _check_and_report(page: Page, desk: Page, county: RunningCounty, card: str) -> dict[str, str]:
    """Somebody checks him in no village of his, and reports him; the desk opens the alarm."""
    report_no = villager.check_and_report(page, county.url, card)
    page.context.close()
    return {"report_no": report_no, "alarm_id": console.open_newest_alarm(desk, county.url)}
