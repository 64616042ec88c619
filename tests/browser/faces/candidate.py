"""What somebody does on her own phone who wants to be a courier."""

from __future__ import annotations

from faces.words import words
from playwright.sync_api import Page, expect

from courier.services.quizzes import bank


def open_application(page: Page, link: str) -> None:
    """The link from the office, opened for good on this phone."""
    page.goto(link)
    page.get_by_role("button", name=words("apply.begin")).click()
    page.wait_for_url("**/apply/")


def take_quiz(page: Page) -> None:
    """From the application's page: every answer right."""
    page.get_by_role("link", name=words("apply.learn")).click()
    page.get_by_role("link", name=words("training.to_quiz")).click()
    right = {one.number: one.right for one in bank()}
    for question in page.locator("main fieldset").all():
        number = question.locator("input").first.get_attribute("name").removeprefix("question-")
        question.locator(f"input[value='{right[int(number)]}']").check()
    page.get_by_role("button", name=words("training.hand_in")).click()
    expect(page.locator(".verdict")).to_contain_text(words("training.result_passed"))
