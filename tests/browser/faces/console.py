"""What an admin does at the desk."""

from __future__ import annotations

import re
from pathlib import Path

from faces.words import words
from playwright.sync_api import Page, expect
from running import RunningCounty

CODE = re.compile(r"\b\d{6}\b")


def sign_in(page: Page, county: RunningCounty, role: str) -> None:
    """The first desk of a role goes through the forms, later ones are let in with its cookies.

    A code works once in half a minute, and tests do not wait for the next.
    """
    if role not in county.desks:
        through_the_forms(page, county.url, *county.admin(role))
        county.desks[role] = page.context.cookies()
    page.context.add_cookies(county.desks[role])
    page.goto(f"{county.url}/admin/progress")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def give_password(page: Page, url: str, name: str, password: str) -> None:
    """The first step, in whatever language."""
    page.goto(f"{url}/admin/sign-in")
    page.locator("[name=sign_in_name]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("main [type=submit]").first.click()
    page.wait_for_url(re.compile(r"/admin/sign-in/\w"))


def through_the_forms(page: Page, url: str, name: str, password: str) -> None:
    """Password, then the six digits that the demo's page shows."""
    give_password(page, url, name, password)
    shown = page.locator("section.card").inner_text()
    page.get_by_label(words("second_factor.code")).fill(CODE.search(shown)[0])
    page.get_by_role("button", name=words("second_factor.go_on")).click()
    page.wait_for_url("**/admin/progress")


def propose_courier(page: Page, name: str, phone: str, village: str, photo: Path) -> None:
    """A new courier with a portrait; she waits for a second person."""
    page.goto(page.url.split("/admin")[0] + "/admin/couriers/")
    page.get_by_role("link", name=words("admin.new_courier")).click()
    if page.locator("select#township_code").count():
        page.get_by_role("button", name=words("admin.next")).click()
    page.get_by_label(words("admin.name")).fill(name)
    page.get_by_label(words("admin.phone")).fill(phone)
    page.get_by_label(village).check()
    page.get_by_label(words("admin.photo")).set_input_files(photo)
    page.get_by_role("button", name=words("admin.propose")).click()
    expect(page.get_by_role("status")).to_contain_text(words("admin.courier_proposed"))


def open_courier(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/admin/couriers/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def send_application(page: Page) -> str:
    """On a candidate's page: make the link for her own phone, shown once."""
    page.get_by_role("button", name=words("life.send_link")).click()
    return page.locator(".code").inner_text().strip()


def note_identity(page: Page) -> None:
    """On a candidate's page: she was here with her identity card."""
    page.get_by_label(words("life.paper_identity_card"), exact=True).check()
    page.get_by_role("button", name=words("life.note_identity")).click()
    expect(page.get_by_role("status")).to_contain_text(words("life.identity_noted"))


def suspend(page: Page, reason: str) -> None:
    card = page.locator("section.card", has=page.locator("#reason-suspend"))
    card.get_by_label(words("admin.reason")).fill(reason)
    card.get_by_role("button", name=words("admin.suspend_now")).click()
    expect(page.get_by_role("status")).to_contain_text(words("admin.courier_suspended"))


def invite(page: Page) -> str:
    """On a courier's page: make the link that is shown once."""
    page.get_by_role("button", name=words("admin.invite")).click()
    return page.locator(".code").inner_text().strip()


def issue_book(page: Page, url: str, name: str) -> None:
    """A receipt book, so that the courier may take cash."""
    page.goto(f"{url}/admin/books/")
    choices = page.get_by_label(words("admin.courier"), exact=True)
    choices.select_option(
        choices.get_by_role("option").filter(has_text=name).get_attribute("value")
    )
    page.get_by_role("button", name=words("admin.issue_book_now")).click()
    expect(page.get_by_role("status")).to_be_visible()


def check_roster(page: Page, url: str, rows: str) -> str:
    """Upload a roster and see what it would change; answers the id of the import."""
    page.goto(f"{url}/admin/roster/")
    file = {"name": "名册.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.get_by_label(words("rosters.file")).set_input_files(file)
    page.get_by_role("button", name=words("rosters.check")).click()
    expect(page.locator("main")).to_contain_text(words("rosters.checked"))
    return page.url.rsplit("/", 1)[1]


def take_newest(page: Page, url: str, room: str) -> str:
    """Open the first case or talk of the list and take it; its id."""
    page.goto(f"{url}/admin/{room}/")
    page.locator("main table a").first.click()
    page.get_by_role("button", name=words(f"{room}.take"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(words(f"{room}.done_take"))
    return page.url.split("#", maxsplit=1)[0].rsplit("/", 1)[1]


def open_newest_alarm(page: Page, url: str) -> str:
    """Open the first alarm about checks of cards; its id."""
    page.goto(f"{url}/admin/checks/alarms")
    page.locator("main table a").first.click()
    return page.url.rsplit("/", 1)[1]


def print_cards(page: Page, url: str) -> str:
    """Have the cards of everybody who has one printed; answers the id of the task."""
    page.goto(f"{url}/admin/couriers/")
    page.get_by_role("button", name=words("card_batches.ask_print")).click()
    page.locator("main form button").click()
    page.wait_for_url(re.compile("card-batches/[0-9a-f-]{36}"))
    return page.url.rsplit("/", 1)[1]
