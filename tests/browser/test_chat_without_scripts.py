"""The chat page in a browser that runs no scripts: plain forms do everything."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from axe import overflow
from playwright.sync_api import Browser, Page, expect
from stage import PHONE
from test_chat_page import QUESTION, answered, say

from courier.adapters.codes import qr_picture
from field_app.limits import limiter
from tests.factories.county import make_county
from tests.factories.talks import with_plain_ear


@pytest.fixture
def core(core):
    core = with_plain_ear(core)
    make_county(core)
    return core


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/chat")
    yield page
    context.close()


def top_of(page: Page, selector: str) -> float:
    """How far below the upper edge of the screen something begins."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"]


def test_everything_works_without_scripts(page: Page) -> None:
    say(page, QUESTION)
    answered(page)
    assert 0 <= top_of(page, "#chat-newest") < PHONE["height"] / 2
    expect(page.locator("#chat-newest")).to_contain_text("160元")
    page.get_by_role("button", name="怎么交").first.click()
    answered(page, "快递员上门")
    assert 0 <= top_of(page, "#chat-newest") < PHONE["height"] / 2
    page.locator("summary", has_text="发照片").click()
    code = io.BytesIO()
    qr_picture("https://qr.alipay.com/abc", size=300).save(code, "PNG")
    file = {"name": "p.png", "mimeType": "image/png", "buffer": code.getvalue()}
    page.locator("#chat-picture input[type=file]").set_input_files(file)
    page.get_by_role("button", name="发这张").click()
    answered(page, "不要往这样的码里交")
    assert overflow(page) == 0


def test_without_scripts_the_word_to_wait_is_in_sight(app, page: Page) -> None:
    app.config.update(RATELIMIT_ENABLED=True, CHAT_MESSAGES="2 per day")
    for sent in (1, 2):
        say(page, QUESTION)
        expect(page.locator("[data-from=me]")).to_have_count(sent)
    say(page, QUESTION)
    note = page.locator("[data-from=note]", has_text="慢慢说")
    expect(note).to_be_in_viewport()
    expect(page.locator("#chat-text")).to_have_value(QUESTION)
    limiter.reset()
