"""An application on a candidate's phone, and the office's pages of it, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from axe import overflow, small_targets, small_text, violations
from faces import candidate as candidate_face
from look import DESK, keep_picture
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from stage import PHONE

from courier.domain.applications import PaperKind
from courier.services.applications import give_paper, give_photo, open_link, send_application
from courier.services.courier_views import courier_photo
from courier.services.couriers import create_courier
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.people_at_work import new_courier, pass_quiz, registered, signed_in
from tests.factories.pictures import portrait, saved

FIELDS = "['left', 'top', 'width'].map((name) => document.querySelector(`[name=${name}]`).value)"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def candidate(core, county):
    return create_courier(core, actor=county.clerk, new=new_courier(photo=b""))


@pytest.fixture
def link(core, county, candidate, site: str) -> str:
    token = send_application(core, actor=county.clerk, courier_id=candidate).token
    return f"{site}/apply/open/{token}"


@pytest.fixture
def hers(context: BrowserContext, link: str) -> Page:
    """The candidate's phone, after she opened the link."""
    page = context.new_page()
    page.goto(link)
    look(page, "apply open")
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/apply/")
    return page


@pytest.fixture
def desk(browser: Browser, app, core, county, site: str) -> Iterator[Page]:
    """A browser in the office, signed in as the county's admin."""
    client = signed_in(app.test_client(), core, county.chief)
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    context.add_cookies([{"name": "yibao", "value": client.get_cookie("yibao").value, "url": site}])
    yield context.new_page()
    context.close()


def look(page: Page, name: str, *, text: int = 18, target: int = 48) -> None:
    """It fits, everybody can read and press it, on a phone and on a desk."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        keep_picture(page, f"{name} {size['width']}")
        assert not overflow(page), (name, size)
        assert small_text(page, text) == [], (name, size)
        assert small_targets(page, target) == [], (name, size)
        assert violations(page) == [], (name, size)
    page.set_viewport_size(PHONE)


def halves() -> bytes:
    """Red on the left, blue on the right, twice as wide as a portrait."""
    picture = Image.new("RGB", (1800, 1200), "red")
    picture.paste("blue", (900, 0, 1800, 1200))
    return saved(picture, "JPEG")


def choose(page: Page, data: bytes, name: str = "photo") -> None:
    file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": data}
    page.locator(f"[name={name}]").set_input_files(file)


def kept(core, county, courier_id) -> Image.Image:
    photo = courier_photo(core, actor=county.chief, courier_id=courier_id)
    return Image.open(io.BytesIO(photo))


def test_she_frames_her_face_with_finger_keys_and_buttons(core, county, candidate, hers):
    hers.locator("a[href='/apply/photo']").click()
    look(hers, "apply photo empty")
    choose(hers, halves())
    view = hers.locator("canvas")
    expect(view).to_be_visible()
    look(hers, "apply photo framed")
    assert hers.evaluate(FIELDS) == ["2500", "0", "5000"]
    hers.locator("[type=range]").fill("200")
    assert hers.evaluate(FIELDS) == ["3750", "2500", "2500"]
    hers.locator("[data-move=left]").click()
    assert hers.evaluate(FIELDS) == ["3650", "2500", "2500"]
    view.press("ArrowDown")
    assert hers.evaluate(FIELDS) == ["3650", "2700", "2500"]
    box = view.bounding_box()
    hers.mouse.move(box["x"] + 10, box["y"] + 150)
    hers.mouse.down()
    for step in range(1, 5):
        hers.mouse.move(box["x"] + 10 + step * 60, box["y"] + 150)
    hers.mouse.up()
    left = int(hers.evaluate(FIELDS)[0])
    assert left < 2500, "the picture went right, the frame went left"
    hers.locator("main [type=submit]").click()
    hers.wait_for_url("**/apply/")
    red, _, blue = kept(core, county, candidate).getpixel((240, 320))
    assert red > 200 > blue
    look(hers, "apply overview half")


def test_without_scripts_the_middle_is_taken(core, county, candidate, browser, link):
    context = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.locator("main [type=submit]").click()
    page.goto(page.url + "photo")
    expect(page.locator("canvas")).to_be_hidden()
    choose(page, halves())
    page.locator("main [type=submit]").click()
    expect(page.locator(".portrait, [role=status]").first).to_be_visible()
    picture = kept(core, county, candidate)
    assert picture.getpixel((40, 320))[0] > 200
    assert picture.getpixel((440, 320))[2] > 200
    context.close()


def test_a_picture_that_the_browser_cannot_show_is_refused_in_words(hers):
    hers.goto(hers.url + "photo")
    choose(hers, b"no picture at all")
    expect(hers.locator("canvas")).to_be_hidden()
    hers.locator("main [type=submit]").click()
    expect(hers.get_by_role("alert")).to_be_visible()
    assert hers.evaluate(FIELDS) == ["", "", ""]


def test_she_reads_answers_and_is_done(core, county, candidate, hers):
    site = hers.url.removesuffix("/apply/")
    for kind in PaperKind:
        hers.goto(f"{site}/apply/paper/{kind}")
        look(hers, f"apply paper {kind}")
        choose(hers, portrait(), "picture")
        hers.locator("main [type=submit]").click()
        hers.wait_for_url("**/apply/")
    hers.goto(f"{site}/apply/photo")
    choose(hers, portrait())
    hers.locator("main [type=submit]").click()
    hers.goto(f"{site}/apply/training")
    look(hers, "training lessons")
    hers.locator("main .list a").first.click()
    look(hers, "training lesson")
    hers.goto(f"{site}/apply/quiz")
    look(hers, "training quiz")
    hers.goto(f"{site}/apply/")
    candidate_face.take_quiz(hers)
    look(hers, "training result passed")
    hers.goto(f"{site}/apply/")
    look(hers, "apply overview whole")


def test_what_was_wrong_is_explained(core, county, candidate, hers):
    pass_quiz(core, COUNTY_ID, candidate, wrong=4)
    hers.goto(hers.url + "result")
    look(hers, "training result failed")
    expect(hers.locator("main section.card")).to_have_count(4)


def test_the_offices_pages_fit_and_can_be_read(core, county, candidate, desk, site, clock):
    sent = send_application(core, actor=county.clerk, courier_id=candidate)
    secret = open_link(core, token=sent.token)
    give_photo(core, secret=secret, photo=portrait(), frame=None)
    give_paper(core, secret=secret, kind=PaperKind.IDENTITY_CARD, picture=portrait())
    pass_quiz(core, COUNTY_ID, candidate)
    made = registered(core, county, name="钱多多", phone="13900000007")
    for path, name in (
        (f"{candidate}", "admin candidate"),
        (f"{candidate}/portrait", "admin portrait"),
        (f"{made.courier_id}", "admin courier"),
        (f"{made.courier_id}/hand-over", "admin hand over"),
        ("new?township_code=990101101000", "admin new"),
    ):
        desk.goto(f"{site}/admin/couriers/{path}")
        look(desk, name, text=16, target=24)
    desk.goto(f"{site}/admin/couriers/{candidate}")
    with desk.expect_navigation():
        desk.locator(f"form[action='/admin/couriers/{candidate}/application'] button").click()
    look(desk, "admin application link", text=16, target=24)
