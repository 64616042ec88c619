"""Every part of the design, in a real browser, at the width of a phone and of a desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe import overflow, small_targets, small_text, violations
from playwright.sync_api import Browser, Page, Playwright
from styleguide_app import create_styleguide_app
from werkzeug.serving import make_server

from tests.factories.sites import CHROMIUM

WIDTHS = (360, 1280)
PAPER = "() => getComputedStyle(document.body).backgroundColor"
SURFACES = ("villager", "courier", "console")


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    app = create_styleguide_app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    app.state.address = f"http://127.0.0.1:{server.server_port}"
    yield app.state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
        ],
    )
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width = getattr(request, "param", 360)
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


@pytest.mark.parametrize("page", WIDTHS, indirect=True)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("lang", ["zh_Hans", "en"])
def test_every_part_fits_and_is_accessible(page: Page, site: Any, surface: str, lang: str) -> None:
    page.goto(f"{site.address}/{surface}?lang={lang}")
    assert overflow(page) == 0
    assert violations(page) == []
    if surface != "console":
        assert small_targets(page, 60 if surface == "villager" else 48) == []
    assert small_text(page, 16 if surface == "console" else 18) == []


@pytest.mark.parametrize("surface", SURFACES)
def test_who_asks_for_more_contrast_reads_black_on_white(
    page: Page, site: Any, surface: str
) -> None:
    page.emulate_media(contrast="more")
    page.goto(f"{site.address}/{surface}")
    quiet = page.locator("main dt").first
    assert quiet.evaluate("(part) => getComputedStyle(part).color") == "rgb(0, 0, 0)"
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert violations(page) == []


def test_the_language_switch_keeps_the_page_and_its_query(page: Page, site: Any) -> None:
    page.goto(f"{site.address}/villager?page=3")
    page.locator(".switch > summary").click()
    assert violations(page) == []
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/villager?page=3&lang=en")
    assert page.locator("html").get_attribute("lang") == "en"


def test_larger_text_is_remembered_and_still_fits(page: Page, site: Any) -> None:
    page.goto(f"{site.address}/villager")
    page.locator(".switch > summary").click()
    page.get_by_role("button", name="字大一点").click()
    page.goto(f"{site.address}/courier")
    page.wait_for_function("() => document.documentElement.dataset.text === 'large'")
    assert small_text(page, 22) == []
    assert overflow(page) == 0


def test_a_question_is_answered_without_leaving_the_page(page: Page, site: Any) -> None:
    page.goto(f"{site.address}/villager")
    page.get_by_label("想问什么").fill("要交多少")
    page.get_by_role("button", name="发送").click()
    last = page.locator(".bubble[data-from=them]").last
    last.get_by_text("240元").wait_for()
    assert last.locator(".bubble__source").inner_text() == "依据：通知"
    said = site.sent[-1]
    assert (said["csrf_token"], said["text"]) == ("token", "要交多少")
    assert len(said["message_id"]) == 36


def test_a_quick_reply_sends_its_own_words(page: Page, site: Any) -> None:
    page.goto(f"{site.address}/villager")
    page.get_by_role("button", name="什么时候交？").click()
    page.locator(".bubble[data-from=me]").last.get_by_text("什么时候交？").wait_for()
    page.locator(".bubble--new[data-from=them] .bubble__source").wait_for()
    assert site.sent[-1]["quick"] == "什么时候交"


def test_a_status_is_followed_until_it_is_reached(page: Page, site: Any) -> None:
    site.asked, site.posted_at = 0, 2
    page.goto(f"{site.address}/villager")
    page.wait_for_url("**/done", timeout=15_000)
    assert site.asked == 2
    site.posted_at = 0


def test_a_form_pressed_again_bears_the_same_key_and_another_form_another(
    page: Page, site: Any
) -> None:
    keys = []
    for name in ("王桂兰", "王桂兰", "李秀英"):
        page.goto(f"{site.address}/villager")
        page.get_by_label("您的姓名").fill(name)
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/form")
        keys.append(site.sent[-1]["idempotency_key"])
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0]) == 36


def test_the_page_says_everything_without_scripts(browser: Browser, site: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/courier")
    assert page.locator("[data-scan]").is_hidden()
    page.locator("#code").fill("KD-1")
    page.get_by_role("button", name="查一查").first.click()
    page.wait_for_url("**/scan")
    assert site.sent[-1]["code"] == "KD-1"
    context.close()
