"""Playwright for each file of browser tests, and one running product for all that walk through it.

Playwright ends with its file: the driver's event loop would trip the tests that follow.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_camera import camera_flags, write_video
from phone_county import Day, a_day
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from running import RunningCounty
from stage import PHONE
from werkzeug.serving import make_server

from tests.factories.sites import CHROMIUM, Site

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def county() -> Iterator[RunningCounty]:
    """The demo county, started once for all tests that need it.

    ``YIBAO_RUNNING`` names the data folder of one that is up already: quicker while writing tests.
    """
    if running := os.environ.get("YIBAO_RUNNING"):
        yield RunningCounty(Path(running))
        return
    # Not pytest's own folder: another pytest would close its doors to the database's user.
    with tempfile.TemporaryDirectory(prefix="yibao-county-", ignore_cleanup_errors=True) as folder:
        county = RunningCounty(Path(folder))
        try:
            county.start()
            yield county
        finally:
            code = county.stop()
        assert code == 0, county.said[-3000:]


@pytest.fixture(scope="module")
def phone(
    playwright: Playwright, county: RunningCounty, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser whose camera looks at the household's slip."""
    video: Path = write_video(tmp_path_factory.mktemp("camera") / "slip.y4m", county.slip_text)
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=camera_flags(video.resolve())
    )
    yield browser
    browser.close()


@pytest.fixture
def site(app) -> Iterator[str]:
    """The web app alone, on the test's own database."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A villager's telephone."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def day(core, site: Site) -> Day:
    """A courier's day; the file's own ``site`` can be stopped and started."""
    return a_day(core, site)


@pytest.fixture
def hers(context: BrowserContext, day: Day) -> Page:
    """Her phone, which has taken the day along."""
    return day.register(context.new_page())
