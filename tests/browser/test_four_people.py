"""From scanning to receipts for four people: how often she must tap, and how long it takes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from cuts.kitchen import pay
from faces.words import words
from fake_camera import camera_flags, write_video
from playwright.sync_api import Locator, Page, Playwright, expect
from stage import PHONE

from courier.services import slips
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.money import count
from tests.factories.people_at_work import cookie_of
from tests.factories.sites import CHROMIUM
from tests.simulation import books

DAUGHTER, CHILD = ("李梅", dt.date(1992, 6, 1), []), ("张小宝", dt.date(2019, 9, 9), [])
MOST_TAPS = 8


class Tapping:
    """A thumb that counts."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()


@pytest.fixture
def phone(playwright: Playwright, core, site: str, tmp_path) -> Iterator[Page]:
    """Her phone on the scanner's page, its camera on the slip of a household of four."""
    county = make_county(core)
    household_id, _ = county.household([GRANDMOTHER, SON, DAUGHTER, CHILD])
    assess(core)
    code = slips.issue_slip(core, county.courier, household_id)
    video = write_video(tmp_path / "slip.y4m", code)
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=camera_flags(video.resolve())
    )
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    context.add_cookies([cookie_of(core, county.courier, site)])
    page = context.new_page()
    page.goto(f"{site}/courier/scan")
    yield page
    browser.close()


def test_four_people_have_their_receipts_after_eight_taps_at_most(core, world, phone, tell):
    thumb, began = Tapping(), time.monotonic()
    thumb.tap(phone.get_by_role("button", name=words("layout.scan_open")))
    thumb.tap(phone.get_by_role("button", name=words("households.to_consent")))
    thumb.tap(phone.get_by_label(words("households.method_spoken")))
    thumb.tap(phone.get_by_role("button", name=words("households.they_agree")))
    thumb.tap(phone.get_by_role("button", name=words("households.by_wechat")))
    phone.locator("[data-poll-url]").wait_for()
    pay(core, world)
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        words("payments.receipts_title"), timeout=60_000
    )
    expect(phone.locator("section.card:has(img.qr)")).to_have_count(4)
    tell(f"four people, scan to receipts: {thumb.taps} taps, {time.monotonic() - began:.1f} s")
    assert thumb.taps <= MOST_TAPS
    assert count(core, "receipts") == 4
    books.check(core.engine, COUNTY_ID)
