"""A newborn is added at the table: photographed, cut, sent when there is a network, decided."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import overflow
from faces.words import words
from look import DESK
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_at_table import ZOOMED, look

from courier.services import case_work
from courier.services.addition_work import look_at_paper
from courier.texts import Locale
from tests.factories.county import id_number, make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.people_at_work import cookie_of
from tests.factories.pictures import portrait
from tests.factories.visits import TODAY

LOSE_FIRST_ANSWER = """() => {
  const real = fetch;
  globalThis.fetch = async (...asked) => {
    await real(...asked);
    globalThis.fetch = real;
    throw new TypeError("the answer never came");
  };
}"""


@pytest.fixture
def home(core):
    county = make_county(core)
    household_id, _ = county.household([GRANDMOTHER, SON])
    assess(core)
    return county, household_id


@pytest.fixture
def phone(context: BrowserContext, core, site: str, home) -> Page:
    """Her phone at the household, on the way to adding somebody."""
    county, household_id = home
    context.add_cookies([cookie_of(core, county.courier, site)])
    page = context.new_page()
    page.goto(f"{site}/courier/household/{household_id}")
    page.get_by_role("link", name=words("additions.open")).click()
    return page


@pytest.fixture
def desk(browser: Browser, core, site: str, home) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    context.add_cookies([cookie_of(core, home[0].clerk, site)])
    yield context.new_page()
    context.close()


def fill_in(page: Page, picture: Path) -> None:
    page.get_by_label(words("additions.reason_born")).check()
    page.get_by_label(words("additions.name"), exact=False).first.fill("张小宝")
    page.get_by_label(words("additions.born"), exact=False).fill("2026-10-03")
    page.get_by_label(words("additions.relation")).select_option("grandchild")
    page.locator("#paper-1").set_input_files(picture)


def send(page: Page) -> None:
    page.get_by_role("button", name=words("additions.send")).click()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A photograph of twelve megapixels."""
    path = tmp_path / "large.jpg"
    path.write_bytes(portrait(3000, 4000))
    return path


def cases(core) -> list[object]:
    with core.begin() as work:
        return list(work.run("select case_id from cases").scalars())


def test_a_newborn_is_photographed_cut_and_sent_small(phone, core, home, large):
    fill_in(phone, large)
    canvas = phone.locator("canvas:visible")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    phone.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 20)
    phone.mouse.down()
    phone.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20 + box["width"] / 3, steps=4)
    phone.mouse.up()
    look(phone, "add person filled in")
    send(phone)
    expect(phone.get_by_role("status").first).to_contain_text(words("additions.asked"))
    expect(phone.locator("main")).to_contain_text("张*")
    look(phone, "household with somebody added")
    (case_id,) = cases(core)
    case_work.take_case(core, actor=home[0].clerk, case_id=case_id)
    kept = look_at_paper(core, actor=home[0].clerk, case_id=case_id, paper_no=1)
    with Image.open(io.BytesIO(kept)) as picture:
        assert max(picture.size) <= 1600
        assert picture.width > picture.height * 1.5  # the part that was framed


def test_without_a_network_it_is_kept_and_goes_once_by_itself(phone, core, large):
    fill_in(phone, large)
    phone.context.set_offline(True)
    send(phone)
    line = phone.locator("[data-send-words]")
    expect(line).to_have_text(words("additions.waiting_for_network"))
    assert cases(core) == []
    phone.context.set_offline(False)
    expect(phone.get_by_role("status").first).to_contain_text(words("additions.asked"))
    assert len(cases(core)) == 1


def test_an_answer_that_was_lost_makes_no_second_case(phone, core, large):
    fill_in(phone, large)
    phone.evaluate(LOSE_FIRST_ANSWER)
    send(phone)
    expect(phone.locator("[data-send-words]")).to_have_text(words("additions.waiting_for_network"))
    assert len(cases(core)) == 1
    phone.evaluate("() => dispatchEvent(new Event('online'))")
    expect(phone.get_by_role("status").first).to_contain_text(words("additions.asked"))
    assert len(cases(core)) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("paper.pdf", b"%PDF-1.7 rubbish", "errors.picture_pdf"),
        ("paper.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "errors.picture_heic"),
        ("paper.jpg", b"MZ not a picture", "errors.picture_not_readable"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words_and_the_form_stays(
    phone, core, tmp_path, name, content, code
):
    (tmp_path / name).write_bytes(content)
    fill_in(phone, tmp_path / name)
    send(phone)
    expect(phone.locator("[data-send-words]")).to_have_text(words(code))
    expect(phone.get_by_label(words("additions.name"), exact=False).first).to_have_value("张小宝")
    assert cases(core) == []


def test_the_office_looks_and_accepts(phone, desk, core, home, large):
    fill_in(phone, large)
    send(phone)
    expect(phone.get_by_role("status").first).to_contain_text(words("additions.asked"))
    site = phone.url.split("/courier")[0]
    (case_id,) = cases(core)
    desk.goto(f"{site}/admin/additions/{case_id}")
    expect(desk.locator("main")).to_contain_text(words("additions.take_first"))
    expect(desk.locator("main")).not_to_contain_text("张小宝")
    case_work.take_case(core, actor=home[0].clerk, case_id=case_id)
    for locale in Locale:
        desk.goto(f"{site}/admin/additions/{case_id}?lang={locale}")
        expect(desk.locator("main")).to_contain_text("张小宝")
        look(desk, f"addition {locale}", text=16, target=24)
    desk.goto(f"{site}/admin/additions/{case_id}?lang=zh_Hans")
    desk.get_by_role("button", name=words("additions.accept")).click()
    expect(desk.get_by_role("alert")).to_be_visible()
    desk.get_by_label(words("additions.number_from_papers")).fill(
        id_number(121, TODAY.replace(month=10, day=3))
    )
    desk.get_by_role("button", name=words("additions.accept")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("张小宝")
    phone.reload()
    expect(phone.locator("main")).to_contain_text(words("additions.outcome_accepted"))


@pytest.mark.parametrize("locale", list(Locale))
def test_the_form_reads_well_in_every_language_and_at_200_percent(phone, locale):
    phone.goto(f"{phone.url}?lang={locale}")
    look(phone, f"add person {locale}")
    phone.evaluate("() => localStorage.setItem('text-size', 'large')")
    phone.reload()
    phone.set_viewport_size(ZOOMED)
    assert not overflow(phone)
