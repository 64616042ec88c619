"""The camera reads a slip, by the vendored reader and by the browser's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fake_camera import camera_flags, write_video
from playwright.sync_api import Browser, Page, Playwright, expect
from test_styleguide import site  # noqa: F401 the same pages

from tests.factories.sites import CHROMIUM

SLIP = "YB:H7K2-93QF-XM4D-6"
NATIVE = """
globalThis.BarcodeDetector = class {
  async detect() { return [{ rawValue: %s, format: 'qr_code' }]; }
};
"""

# Passes the self-test, then finds no code, so that the camera stays open.
SEES_NOTHING = """
let looks = 0;
globalThis.BarcodeDetector = class {
  async detect() { return looks++ ? [] : [{ rawValue: 'YIBAO SELF TEST', format: 'qr_code' }]; }
};
"""
HAS_A_LIGHT = """
globalThis.asked = [];
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { asked.push(...advanced); };
"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    video = write_video(tmp_path_factory.mktemp("camera") / "slip.y4m", SLIP)
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=camera_flags(video.resolve())
    )
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


def scan(page: Page, site: Any) -> str:  # noqa: F811
    page.goto(f"{site.address}/courier")
    page.get_by_role("button", name="打开相机扫码").click()
    page.wait_for_url("**/scan", timeout=30_000)
    return site.sent[-1]["code"]


def test_the_vendored_reader_reads_the_slip(page: Page, site: Any) -> None:  # noqa: F811
    page.add_init_script("delete globalThis.BarcodeDetector")
    with page.expect_response("**/vendor/zxing_reader.wasm") as reader:
        assert scan(page, site) == SLIP
    assert reader.value.ok


def test_a_native_reader_that_fails_the_self_test_is_not_trusted(
    page: Page,
    site: Any,  # noqa: F811
) -> None:
    page.add_init_script(NATIVE % "'WRONG'")
    assert scan(page, site) == SLIP


def test_a_native_reader_that_passes_is_used(page: Page, site: Any) -> None:  # noqa: F811
    page.add_init_script(NATIVE % "'YIBAO SELF TEST'")
    assert scan(page, site) == "YIBAO SELF TEST"


def test_without_a_camera_the_code_is_typed(page: Page, site: Any) -> None:  # noqa: F811
    page.add_init_script("navigator.mediaDevices.getUserMedia = async () => { throw new Error(); }")
    page.goto(f"{site.address}/courier")
    page.get_by_role("button", name="打开相机扫码").click()
    page.get_by_text("相机打不开").wait_for()
    assert page.locator("#code").evaluate("part => part === document.activeElement")


def test_the_light_is_switched_on_and_off_where_the_phone_has_one(page: Page, site: Any) -> None:  # noqa: F811
    page.add_init_script(SEES_NOTHING + HAS_A_LIGHT)
    page.goto(f"{site.address}/courier")
    light = page.get_by_role("button", name="开灯")
    expect(light).to_be_hidden()
    page.get_by_role("button", name="打开相机扫码").click()
    for pressed in ("true", "false"):
        light.click()
        expect(light).to_have_attribute("aria-pressed", pressed)
    assert page.evaluate("() => asked") == [{"torch": True}, {"torch": False}]


def test_a_phone_without_a_light_offers_none(page: Page, site: Any) -> None:  # noqa: F811
    page.add_init_script(SEES_NOTHING)
    page.goto(f"{site.address}/courier")
    page.get_by_role("button", name="打开相机扫码").click()
    page.get_by_label("相机画面").wait_for()
    expect(page.get_by_role("button", name="开灯")).to_be_hidden()
