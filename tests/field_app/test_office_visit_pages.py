"""Visits in the console, and the courier's sheet of the day."""

import pytest

from courier.domain import short_codes
from courier.domain.visit_outcomes import Elsewhere, Told
from courier.ports import FieldKind
from courier.services import rounds
from tests.factories.county import PEACH, PINE, make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.visits import PHONE, accepted, ask, count


def page(response, status=200):
    check_page(response, status=status, lang="zh-Hans")
    return response.text


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def desk(client, core, county):
    return signed_in(client, core, county.clerk)


def test_an_office_asks_and_follows(core, county, desk):
    assert "桃花村" in page(desk.get("/admin/visits/new"))
    assert "请写上联系人" in page(desk.post("/admin/visits/new", data={"village_code": PEACH}), 400)
    page(desk.post("/admin/visits/new", data={"village_code": PINE, "contact_name": "某"}), 400)
    wish = {"village_code": PEACH, "contact_name": "张大妈", "contact_phone": PHONE}
    html = page(desk.post("/admin/visits/new", data=wish, follow_redirects=True))
    assert "等人接单" in html or "约了上门" in html
    assert PHONE not in html
    assert count(core, "visits") == 1


def test_an_office_names_the_child_far_away_who_is_told_too(core, county, desk):
    wish = {"village_code": PEACH, "contact_name": "张大妈", "contact_phone": PHONE}
    wrong = {**wish, "asker_phone": "8000"}
    assert "手机号" in page(desk.post("/admin/visits/new", data=wrong), 400)
    far = {**wish, "asker_phone": "138 0013 8000"}
    page(desk.post("/admin/visits/new", data=far, follow_redirects=True))
    with core.begin() as work:
        kept = work.scalar("select asker_phone from visits")
    assert core.sealer.open(FieldKind.PHONE, bytes(kept)) == "13800138000"


def test_the_list_is_counted_before_it_is_made(core, county, desk):
    county.household([GRANDMOTHER, SON])
    assess(core)
    assert "数一数" in page(desk.get("/admin/visits/unpaid"))
    counted = page(desk.post("/admin/visits/unpaid", data={"place": PEACH, "act": "count"}))
    assert "一共 1 户" in counted
    assert count(core, "visits") == 0
    wrong = {"place": PEACH, "aged_over": "很老", "act": "make"}
    assert "年纪请写数字" in page(desk.post("/admin/visits/unpaid", data=wrong), 400)
    page(desk.post("/admin/visits/unpaid", data={"place": PINE, "act": "make"}), 400)
    for made in (1, 0):
        sent = desk.post(
            "/admin/visits/unpaid", data={"place": PEACH, "act": "make"}, follow_redirects=True
        )
        assert f"派了 {made} 单" in page(sent)
    assert count(core, "visits") == 1


def test_a_visit_of_another_township_is_not_there(core, county, desk):
    far = ask(core, village_code=PINE)
    page(desk.get(f"/admin/visits/{far.visit_id}"), 404)


def test_the_office_sees_who_took_which_step(core, county, desk):
    visit = accepted(core, county)
    html = page(desk.get(f"/admin/visits/{visit.visit_id}"))
    assert "快递员接了单 · 王小花" in html
    assert PHONE not in html


def test_whoever_checks_for_double_payments_reads_what_was_said(core, county, desk):
    household, (person, *_) = county.household([GRANDMOTHER, SON])
    assert "说在别处交" not in page(desk.get(f"/admin/people/{person}"))
    visit = accepted(core, county)
    rounds.attach_household(core, county.courier, visit_id=visit.visit_id, household_id=household)
    told = Told(elsewhere=Elsewhere.BANK)
    rounds.not_done(core, county.courier, visit.visit_id, reason="already_paid", told=told)
    html = page(desk.get(f"/admin/people/{person}"))
    assert "说在别处交：在银行交" in html
    assert f"/admin/visits/{visit.visit_id}" in html


def test_the_day_sheet_is_hers_to_print_and_refuses_nonsense(core, county, client):
    phone = signed_in(client, core, county.courier)
    visit = accepted(core, county)
    phone.post(f"/courier/visits/{visit.visit_id}/arrive")
    html = page(phone.get("/courier/day-sheet"))
    assert short_codes.grouped(visit.visit_no) in html
    assert "快递员签字" in html
    assert "张大妈" not in html
    for day in ("rubbish", "1999-01-01", "2026-11-31", "'"):
        page(phone.get(f"/courier/day-sheet?day={day}"), 400)
