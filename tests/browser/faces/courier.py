"""What a courier does on her phone."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from faces.words import words
from playwright.sync_api import Locator, Page, expect

from courier.adapters.codes import QrReader

PIN = "826413"
AS_PNG = """async (picture) => {
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas.toDataURL('image/png');
}"""


def register_phone(page: Page, invitation_url: str) -> None:
    """Open the link, choose a PIN, sign in with it."""
    page.goto(invitation_url)
    page.get_by_label(words("auth.new_pin"), exact=False).first.fill(PIN)
    page.get_by_label(words("auth.pin_again")).fill(PIN)
    page.get_by_role("button", name=words("auth.register_phone")).click()
    expect(page.get_by_role("status")).to_contain_text(words("auth.phone_registered"))
    page.get_by_label(words("auth.pin")).fill(PIN)
    page.get_by_role("button", name=words("auth.sign_in")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("visits.today_title"))


def scan_with_camera(page: Page) -> None:
    """The camera looks at the slip; the household opens by itself."""
    page.get_by_role("button", name=words("layout.scan_open")).click()
    page.wait_for_url("**/courier/household/**", timeout=60_000)


def upload_slip(page: Page, picture: Path) -> None:
    """A photograph of the slip instead of the camera."""
    page.get_by_label(words("layout.scan_picture")).set_input_files(picture)
    page.get_by_role("button", name=words("layout.scan_submit")).last.click()


def type_slip(page: Page, code: str) -> None:
    """The code as it is printed under the picture."""
    page.get_by_label(words("layout.scan_type")).fill(code)
    page.get_by_role("button", name=words("layout.scan_submit")).first.click()


def choose_people(page: Page, *names: str) -> None:
    """Tick these people and no others."""
    for box in page.locator("label.choice:has(input[name=person])").all():
        name = box.locator("strong").first.inner_text()
        box.locator("input").set_checked(name in names)


def record_consent(page: Page) -> None:
    """Read out, and note that they agreed."""
    page.get_by_role("button", name=words("households.to_consent")).click()
    expect(page.locator("#read-out")).to_contain_text(words("households.said_question"))
    page.get_by_label(words("households.method_spoken")).check()
    page.get_by_role("button", name=words("households.they_agree")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("households.pay_title"))


def open_visit(page: Page, url: str, visit_no: str, village: str) -> None:
    """Find a visit among those that nobody has taken yet."""
    page.goto(f"{url}/courier/today")
    offered = page.get_by_role("link").filter(has_text=village)
    expect(offered).not_to_have_count(0)
    for href in [link.get_attribute("href") for link in offered.all()]:
        page.goto(url + href)
        if visit_no in page.locator("main").inner_text().replace("-", ""):
            return
    raise AssertionError(f"{visit_no} is not offered")


def people(page: Page) -> dict[str, str]:
    """Who may pay now, with their ids."""
    boxes = page.locator("label.choice:has(input[name=person])").all()
    return {
        box.locator("strong").first.inner_text(): box.locator("input").get_attribute("value")
        for box in boxes
    }


def receipt_number(receipt: Locator) -> str:
    """The number of a receipt on the page of receipts, from its way to a text."""
    link = receipt.get_by_role("link", name=words("proof.text")).get_attribute("href") or ""
    return re.search(r"/receipts/([\w-]+)/text", link)[1]


def code_in(picture: Locator) -> str:
    """What somebody's phone reads from a picture on the page."""
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    drawn = picture.evaluate(AS_PNG).partition(",")[2]
    return QrReader().read(base64.b64decode(drawn))[0]
