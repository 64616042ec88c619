"""A photograph of a large camera is made small on the phone, wherever a form sends one."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from courier.services.applications import send_application
from courier.services.couriers import create_courier
from tests.factories.county import make_county
from tests.factories.people_at_work import cookie_of, new_courier
from tests.factories.strange_pictures import strange_picture

LARGE = "48-megapixels"
UNTIL_SMALL = """async () => {
  const chooser = document.querySelector("input[type=file]");
  while (chooser.files[0].size > 300_000) await new Promise(requestAnimationFrame);
}"""
NOTE_SENT = """() => {
  const chooser = document.querySelector("input[type=file]");
  chooser.form.addEventListener("submit", () => { sessionStorage.sent = chooser.files[0].size; });
}"""
SIDES = """async () => {
  const picture = await createImageBitmap(document.querySelector('input[type=file]').files[0]);
  return [picture.width, picture.height];
}"""


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def hers(context: BrowserContext, core, county, site: str) -> Page:
    """A candidate's phone, after she opened the link."""
    candidate = create_courier(core, actor=county.clerk, new=new_courier(photo=b""))
    token = send_application(core, actor=county.clerk, courier_id=candidate).token
    page = context.new_page()
    page.goto(f"{site}/apply/open/{token}")
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/apply/")
    return page


def choose(page: Page) -> None:
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": strange_picture(LARGE)}
    page.locator("input[type=file]").set_input_files(file)


def test_a_paper_and_a_slip_are_shrunk_in_their_forms(context, core, county, site, hers):
    context.add_cookies([cookie_of(core, county.courier, site)])
    for address in ("/apply/paper/identity_card", "/courier/scan"):
        hers.goto(f"{site}{address}")
        choose(hers)
        hers.evaluate(UNTIL_SMALL)
        assert hers.evaluate(SIDES) == [1200, 1600], address


def test_a_portrait_is_sent_as_what_was_framed_and_no_more(site, hers):
    hers.goto(f"{site}/apply/photo")
    choose(hers)
    hers.locator("canvas").wait_for()
    hers.evaluate(NOTE_SENT)
    hers.locator("main [type=submit]").click()
    hers.wait_for_url("**/apply/")
    assert 10_000 < hers.evaluate("Number(sessionStorage.sent)") < 300_000
