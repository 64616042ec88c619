"""What a villager does, by the words that she sees."""

from __future__ import annotations

import re

from faces.words import CONTACT, words
from playwright.sync_api import Locator, Page, expect

VISIT_NO = re.compile(r"/v/(\w+)")


def say_in_chat(page: Page, text: str) -> Locator:
    """Write and press Enter; the assistant's last message when it has come."""
    before = page.locator("#chat-log [data-from=them]").count()
    page.get_by_label(words("layout.chat_label")).fill(text)
    page.keyboard.press("Enter")
    return _heard(page, before)


def press_in_chat(page: Page, title: str) -> Locator:
    """Press the newest button of this name."""
    before = page.locator("#chat-log [data-from=them]").count()
    page.locator("#chat-log").get_by_role("button", name=title).last.click()
    return _heard(page, before)


def ask_for_courier(page: Page) -> str:
    """Go through the whole little dialogue; the visit's number."""
    press_in_chat(page, "请快递员上门")
    expect(page.locator("#chat-log")).to_contain_text("要到哪个村？")
    expect(press_in_chat(page, "桃花村")).to_contain_text("上门找谁？")
    expect(say_in_chat(page, CONTACT)).to_contain_text("手机号")
    expect(say_in_chat(page, "13900001111")).to_contain_text("哪个位置")
    expect(say_in_chat(page, "大槐树下")).to_contain_text("哪天方便")
    expect(say_in_chat(page, "今天")).to_contain_text("1111")
    made = press_in_chat(page, words("chat.quick_yes"))
    expect(made).to_contain_text("约好了")
    link = made.get_by_role("link", name=words("chat.visit_link"))
    return VISIT_NO.search(link.get_attribute("href") or "")[1]


def check_and_report(page: Page, url: str, card: str) -> str:
    """Check a card somewhere else than in its villages, and report who showed it; the number."""
    page.goto(f"{url}/c/{card}")
    page.get_by_role("button", name=words("checks.where_elsewhere")).click()
    expect(page.locator("[data-where-thanks]")).to_have_text(words("checks.where_thanks"))
    page.get_by_role("link", name=words("reports.button")).click()
    page.get_by_label(words("reports.happened_no_receipt")).check()
    page.get_by_label(words("reports.words")).fill("下午来的，要了四百块钱")
    page.get_by_role("button", name=words("reports.send")).click()
    page.wait_for_url("**/c/report/*")
    return page.url.rsplit("/", 1)[1]


def _heard(page: Page, before: int) -> Locator:
    heard = page.locator("#chat-log [data-from=them]:has(.bubble__text)")
    expect(heard.nth(before)).to_be_visible(timeout=30_000)
    page.wait_for_function("() => !document.querySelector('#chat-log .bubble__dots')")
    page.wait_for_timeout(500)  # a second bubble comes a moment later
    return heard.last
