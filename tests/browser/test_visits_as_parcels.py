"""Visits as parcels in a real browser: the round, the door, what came of it, and the office."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata

import pytest
from faces.words import words
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader
from whole_page import office, whole

from courier.services import rounds, visit_hand_overs
from courier.texts import Locale
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.people_at_work import cookie_of
from tests.factories.visits import TOMORROW, accepted, count

KUNMING = {"latitude": 25.0412345, "longitude": 102.7123456}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(context: BrowserContext, core, site: str, county) -> Page:
    context.add_cookies([cookie_of(core, county.courier, site)])
    return context.new_page()


def visit_page(phone: Page, site: str, visit) -> None:
    phone.goto(f"{site}/courier/visits/{visit.visit_id}")


def arrive_with_place(phone: Page) -> None:
    phone.get_by_role("button", name=words("rounds.arrive_here")).click()
    expect(phone.locator("main")).to_contain_text(words("visits.state_arrived"))


def test_the_phone_tells_about_where_she_is_only_when_she_says_so(
    core, context, phone, site, county
):
    context.grant_permissions(["geolocation"])
    context.set_geolocation(KUNMING)
    sent = []
    phone.on("request", lambda request: sent.append(request.post_data or ""))
    visit_page(phone, site, accepted(core, county))
    whole(phone, "visit with arrival")
    arrive_with_place(phone)
    with core.begin() as work:
        assert work.run("select north, east from visit_positions").one() == (2504, 10271)
    assert "25.0412" not in "".join(sent)


def test_a_phone_that_may_not_say_where_she_is_arrives_all_the_same(core, phone, site, county):
    visit_page(phone, site, accepted(core, county))
    arrive_with_place(phone)
    assert count(core, "visit_positions") == 0


def test_the_day_is_a_numbered_round_that_she_may_put_in_order(core, phone, site, county):
    for place in range(3):
        number = f"1390000010{place}"
        accepted(core, county, contact_name=f"第{place}家", place="", contact_phone=number)
    phone.goto(f"{site}/courier/today")
    whole(phone, "round")
    last = phone.locator("ol.cards-list > li").last
    name = re.search("第.家", last.inner_text())[0]
    last.get_by_role("button", name=words("rounds.earlier")).click()
    expect(phone.locator("ol.cards-list > li").nth(1)).to_contain_text(name)


def test_each_reason_asks_only_what_belongs_to_it(core, phone, site, county):
    household, _ = county.household([GRANDMOTHER, SON])
    visit = accepted(core, county)
    rounds.attach_household(core, county.courier, visit_id=visit.visit_id, household_id=household)
    phone.goto(f"{site}/courier/visits/{visit.visit_id}/not-done")
    whole(phone, "not done")
    fields = {
        "already_paid": words("outcomes.elsewhere"),
        "moved": words("outcomes.moved_to"),
        "died": words("outcomes.who_died"),
    }
    for reason, field in fields.items():
        phone.locator(f"[name=reason][value={reason}]").check()
        for other in fields.values():
            seen = expect(phone.get_by_text(other).first)
            seen.to_be_visible() if other == field else seen.to_be_hidden()
        expect(phone.locator("[name=next_on]")).to_be_hidden()
        whole(phone, f"not done {reason}")
    phone.locator("[name=reason][value=nobody_home]").check()
    phone.locator("[name=next_on]").fill(TOMORROW.isoformat())
    phone.get_by_role("button", name=words("visits.save")).click()
    phone.wait_for_url("**/courier/today")
    phone.goto(f"{site}/v/{visit.visit_no}")
    expect(phone.locator("main")).to_contain_text(words("outcomes.asker_nobody_home"))
    whole(phone, "comes again")


def test_a_visit_goes_from_one_phone_to_another(core, context, phone, site, county):
    visit = accepted(core, county)
    phone.goto(f"{site}/courier/visits/{visit.visit_id}/hand-over")
    whole(phone, "hand over")
    phone.get_by_label(re.compile("李大山")).check()
    phone.get_by_role("button", name=words("rounds.hand_over_now")).click()
    visit_page(phone, site, visit)
    expect(phone.locator("main")).to_contain_text("等李大山答应")
    whole(phone, "waits for colleague")
    context.clear_cookies()
    context.add_cookies([cookie_of(core, county.other_courier, site)])
    phone.goto(f"{site}/courier/today")
    whole(phone, "asked by colleague")
    phone.get_by_role("button", name=words("rounds.say_yes")).click()
    expect(phone.locator("main")).to_contain_text("张大妈")


def test_the_day_sheet_prints_on_one_page_of_paper(core, phone, site, county):
    visit = accepted(core, county)
    rounds.arrive(core, county.courier, visit.visit_id)
    phone.goto(f"{site}/courier/day-sheet")
    paper = PdfReader(io.BytesIO(phone.pdf(format="A4")))
    (page,) = paper.pages
    said = plain(page.extract_text())
    assert visit.visit_no in said.replace("-", "")  # shown in groups of four
    assert plain(words("day_sheet.signed_office")) in said
    assert words("day_sheet.print") not in said


@pytest.mark.parametrize("locale", list(Locale))
def test_the_new_pages_of_phone_and_office_fit_in_each_language(
    core, context, phone, site, county, locale
):
    county.household([GRANDMOTHER, ("李四", dt.date(1985, 1, 1), [])])
    assess(core)
    visit = accepted(core, county)
    rounds.not_done(core, county.courier, visit.visit_id, reason="already_paid")
    waits = accepted(core, county, contact_phone="13900000107")
    other = county.other_courier.person_id
    visit_hand_overs.offer_to(core, county.courier, waits.visit_id, other)
    for address in (f"courier/visits/{waits.visit_id}", "courier/day-sheet", "courier/today"):
        phone.goto(f"{site}/{address}?lang={locale}")
        whole(phone, f"{address[:18]} {locale}")
    context.clear_cookies()
    context.add_cookies([cookie_of(core, county.clerk, site)])
    for address in (f"admin/visits/{visit.visit_id}", "admin/visits", "admin/visits/new"):
        phone.goto(f"{site}/{address}?lang={locale}")
        office(phone, f"{address[:13]} {locale}")
    phone.goto(f"{site}/admin/visits/unpaid?lang={locale}")
    phone.locator("[value=count]").click()
    expect(phone.locator("[value=make]")).to_be_visible()
    office(phone, f"unpaid {locale}")


def plain(text: str) -> str:
    """Paper writes some characters as their radicals."""
    return unicodedata.normalize("NFKC", text)
