"""At the table in a real browser: read out, turned to the resident, signed with a finger."""

from __future__ import annotations

import pytest
from axe import overflow, small_targets, small_text, violations
from faces.words import words
from look import DESK, keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, expect
from stage import PHONE

from courier.domain.money import Money
from courier.services import slips
from courier.services.cash import take_cash
from courier.services.payments import start_payment
from courier.texts import Locale, shown_aloud
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.money import consent, give_book, request_for
from tests.factories.people_at_work import cookie_of

ZOOMED = {"width": 180, "height": 370}  # 360 px wide at 200 %


@pytest.fixture
def home(core):
    """A county, a household that owes, and its people."""
    county = make_county(core)
    household_id, people = county.household([GRANDMOTHER, SON, UNCLE])
    assess(core)
    return county, household_id, people


@pytest.fixture
def phone(context: BrowserContext, core, site: str, home) -> Page:
    """Her phone at the household's consent page."""
    county, household_id, people = home
    context.add_cookies([cookie_of(core, county.courier, site)])
    page = context.new_page()
    page.goto(
        f"{site}/courier/household/{household_id}/consent?person={people[0]}&person={people[1]}"
    )
    return page


def look(page: Page, name: str, *, text: int = 18, target: int = 48) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        keep_picture(page, f"{name} {size['width']}")
        assert not overflow(page), (name, size)
        assert small_text(page, text) == [], (name, size)
        assert small_targets(page, target) == [], (name, size)
        assert violations(page) == [], (name, size)
    page.set_viewport_size(PHONE)


def draw(page: Page, canvas: Locator) -> None:
    """A name of two strokes, by pointer."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for down in (0.3, 0.7):
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * down)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * down, steps=5)
        page.mouse.up()


def agree(page: Page) -> None:
    page.get_by_role("button", name=words("households.they_agree")).click()


def evidence(core) -> int:
    with core.begin() as work:
        return work.scalar("select count(*) from consent_evidence")


def test_a_name_is_drawn_wiped_and_drawn_again(phone, core):
    phone.get_by_label(words("households.method_signature")).check()
    canvas = phone.get_by_label(words("at_table.signature_field"))
    field = phone.locator("input[name=signature]")
    draw(phone, canvas)
    expect(field).not_to_have_value("")
    phone.get_by_role("button", name=words("at_table.sign_again")).click()
    expect(field).to_have_value("")
    agree(phone)
    expect(phone.get_by_role("alert")).to_contain_text(words("errors.consent_signature_missing"))
    draw(phone, canvas)
    look(phone, "consent signature")
    agree(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text(words("households.pay_title"))
    assert evidence(core) == 1


def test_what_was_signed_is_still_there_when_something_else_was_refused(phone, core):
    phone.get_by_label(words("households.method_signature")).check()
    draw(phone, phone.get_by_label(words("at_table.signature_field")))
    drawn = phone.locator("input[name=signature]").input_value()
    with core.begin() as work:
        work.run("update obligations set own_fen = 17000 where own_fen = 16000")
        work.commit()
    agree(phone)
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.locator("input[name=signature]")).to_have_value(drawn)


def test_only_the_proof_of_the_chosen_way_is_asked_for(phone, core, home):
    expect(phone.get_by_label(words("at_table.witness_name"))).to_be_hidden()
    phone.get_by_label(words("households.method_witness")).check()
    expect(phone.get_by_label(words("at_table.witness_name"))).to_be_visible()
    look(phone, "consent witness")
    phone.get_by_label(words("households.method_slip")).check()
    expect(phone.get_by_label(words("at_table.witness_name"))).to_be_hidden()
    look(phone, "consent slip")
    code = slips.issue_slip(core, home[0].courier, home[1])
    phone.get_by_label(words("layout.scan_type")).fill(code)
    agree(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text(words("households.pay_title"))
    assert evidence(core) == 1


@pytest.mark.parametrize("locale", list(Locale))
def test_turned_to_the_resident_there_is_one_question_a_screen(phone, locale):
    phone.goto(f"{phone.url}&lang={locale}")
    turn = phone.locator("[data-turn]")
    turn.click()
    expect(phone.locator("html")).to_have_attribute("data-turned", "")
    screens = phone.locator("[data-screen]")
    for place in range(screens.count()):
        expect(phone.locator("[data-screen]:visible")).to_have_count(1)
        expect(screens.nth(place)).to_be_visible()
        look(phone, f"turned {locale} {place}", text=24)
        if place < screens.count() - 1:
            phone.locator("[data-screen-next]").click()
    expect(phone.locator("[data-screen-next]")).to_be_hidden()
    phone.locator("[data-screen-back]").click()
    expect(screens.nth(screens.count() - 2)).to_be_visible()
    turn.click()
    expect(phone.locator("[data-screen]:visible")).to_have_count(screens.count())


@pytest.mark.parametrize("locale", list(Locale))
def test_the_code_to_pay_and_the_receipts_are_turned_to_the_resident(
    phone, core, home, site, locale
):
    county, household_id, people = home
    consent(core, county.courier, people[:2])
    give_book(core, county, county.courier)
    owed = request_for(core, household_id, people[:1])
    paid = take_cash(core, actor=county.courier, request=owed).attempt_id
    owed = request_for(core, household_id, people[1:2])
    waiting = start_payment(core, actor=county.courier, request=owed).attempt_id
    phone.locator("[data-turn]").click()
    for address, amount in ((waiting, Money(40000)), (f"{paid}/receipts", Money(16000))):
        phone.goto(f"{site}/courier/pay/{address}?lang={locale}")
        expect(phone.locator("html")).to_have_attribute("data-turned", "")
        expect(phone.locator(".elder")).to_contain_text(shown_aloud(amount, locale))
        expect(phone.locator(".not-turned").first).to_be_hidden()
        look(phone, f"turned {amount.yuan} {locale}", text=24)


def test_the_amount_stands_in_figures_and_in_the_words_that_people_say(phone):
    read = phone.locator("#read-out")
    expect(read).to_contain_text("160")
    expect(read).to_contain_text("一百六十块")
    expect(read).to_contain_text("五百六十块")
    expect(read).to_contain_text("张老太，68岁，住在桃花村。")
    assert small_text(phone, 18) == []


def test_nothing_is_lost_at_200_percent_with_the_largest_text(phone):
    phone.evaluate("() => localStorage.setItem('text-size', 'large')")
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("data-text", "large")
    phone.get_by_label(words("households.method_signature")).check()
    for turned in (False, True):
        if turned:
            phone.locator("[data-turn]").click()
        phone.set_viewport_size(ZOOMED)
        keep_picture(phone, f"zoomed {turned}")
        assert not overflow(phone)
        phone.set_viewport_size(PHONE)
