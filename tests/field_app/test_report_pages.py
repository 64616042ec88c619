"""«Report this person» after every result: no name needed, a number to follow it by."""

from __future__ import annotations

import re

import pytest

from courier.domain import short_codes
from courier.services.cards import own_card
from courier.services.case_views import case_view, list_cases
from courier.services.couriers import suspend_courier
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import approved, holder_of, signed_in

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def own(core, holder):
    return own_card(core, actor=holder)


def the_case(core, county):
    (line,) = list_cases(core, actor=county.chief).lines
    return case_view(core, actor=county.chief, case_id=line.case_id)


def report(client, **told):
    told = {"happened": "no_receipt", "words": "下午来的，要了四百块", **told}
    return client.post("/c/report", data=told)


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_form_and_its_end_are_whole_in_every_language(client, own, locale, lang):
    ask = {"lang": locale}
    check_page(client.get("/c/report", query_string=ask), lang=lang)
    check_page(client.get(f"/c/{own.card.card_no}", query_string=ask), lang=lang)
    check_page(client.get("/c/report", query_string=ask), lang=lang)
    answer = report(client, card=own.card.card_no)
    check_page(client.get(answer.location, query_string=ask), lang=lang)


def test_a_report_bears_the_cards_facts_and_gives_a_number(client, core, county, holder, own):
    client.get(own.address.removeprefix("HTTPS://COURIER.TEST"))
    answer = report(client, card=own.card.card_no, village="桃花村")
    number = answer.location.rsplit("/", 1)[1]
    assert short_codes.grouped(number) in check_page(client.get(answer.location))
    case = the_case(core, county)
    assert case.line.kind == "fraud"
    assert case.line.place == "东河镇 桃花村"
    assert "收钱不给收据" in case.line.what
    assert "四百块" in case.line.what
    assert case.card.number == short_codes.grouped(own.card.card_no)
    assert (case.card.reason, case.card.courier_id) == ("may_be_a_copy", holder.person_id)
    assert (case.contact, case.phone) == ("", "")


def test_the_case_shows_the_card_in_the_console(app, client, core, county, own):
    client.get(f"/c/{own.card.card_no}")
    report(client, card=own.card.card_no)
    case = the_case(core, county)
    desk = signed_in(app.test_client(), core, county.clerk)
    words = check_page(desk.get(f"/admin/cases/{case.line.case_id}"))
    assert short_codes.grouped(own.card.card_no) in words
    assert "卡是真的，请您认人" in words


@pytest.mark.parametrize("code", ["NOTHING-OF-OURS", "unknown number"])
def test_what_is_no_card_of_ours_can_be_reported_too(client, core, county, code):
    number = short_codes.new_card_number(COUNTY_ID) if code == "unknown number" else ""
    page = client.get(f"/c/{number or code}")
    assert 'data-tone="bad"' in page.get_data(as_text=True)
    assert 'href="/c/report"' in page.get_data(as_text=True)
    assert report(client).status_code == 303
    case = the_case(core, county)
    assert case.card.number == short_codes.grouped(number)
    assert (case.card.reason, case.card.courier_id) == ("unknown", None)


def test_a_stopped_courier_can_be_reported(client, core, county, holder, own):
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    page = client.get(f"/c/{own.card.card_no}").get_data(as_text=True)
    assert re.search(r'href="/c/report\?card=\w+"', page)
    report(client, card=own.card.card_no)
    assert the_case(core, county).card.reason == "suspended"


def test_an_empty_report_is_asked_again(client, core, county):
    answer = client.post("/c/report", data={"words": "  "})
    assert answer.status_code == 400
    assert list_cases(core, actor=county.chief).lines == ()


@pytest.mark.parametrize(
    "told",
    [
        {"phone": "叫我一声"},
        {"words": "字" * 900},
        {"happened": "made_up"},
        {"village": "村" * 61},
    ],
)
def test_rubbish_stays_on_the_form(client, core, county, told):
    answer = report(client, **told)
    check_page(answer, status=400)
    assert list_cases(core, actor=county.chief).lines == ()


def test_numbers_of_people_are_masked_and_a_phone_is_sealed(client, core, county, own):
    report(client, words="他要我的身份证11010119800101001X", phone="13900001111")
    case = the_case(core, county)
    assert "11010119800101001X" not in case.line.what
    assert case.phone == "13900001111"


def test_a_made_up_card_is_kept_as_unread(client, core, county):
    report(client, card="'; drop table cases; --")
    assert the_case(core, county).card.number == ""


def test_a_case_number_that_nobody_has_is_not_there(client, county):
    assert client.get("/c/report/TNOTTHERE").status_code in {400, 404}
    assert client.get(f"/c/report/{short_codes.new_case_number(COUNTY_ID)}").status_code == 404
