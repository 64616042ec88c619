"""The courier's day on her phone, fetched as a browser would."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest

from courier.domain.wished_times import DayPart
from courier.services import rounds, slips, visits
from courier.services.cash import take_cash
from courier.texts import Locale
from tests.factories.county import PINE, make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.money import consent, give_book, request_for
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.visits import PHONE, TODAY, ask, states


def page(response, status=200, lang="zh-Hans"):
    check_page(response, status=status, lang=lang)
    return response.text


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(client, core, county):
    """Her phone, signed in."""
    return signed_in(client, core, county.courier)


@pytest.fixture
def home(core, county):
    """A household that owes, and its people."""
    household_id, insurees = county.household([GRANDMOTHER, SON, UNCLE])
    assess(core)
    return household_id, insurees


def test_without_a_sign_in_the_day_is_closed(client, county):
    assert client.get("/courier/today").status_code == 302
    assert client.get("/courier/scan").status_code == 302


def test_an_empty_day_says_so_and_offers_the_scanner(phone):
    html = page(phone.get("/courier/today"))
    assert "今天没有约好的上门" in html
    assert "/courier/scan" in html
    assert phone.get("/courier/").headers["Location"] == "/courier/today"


def test_the_whole_way_of_a_visit_by_pressing_the_buttons(core, county, phone, home):
    visit = ask(core)
    where = f"/courier/visits/{visit.visit_id}"
    assert "桃花村" in page(phone.get("/courier/today"))
    html = page(phone.get(where))
    assert "张大妈" not in html
    assert PHONE not in html
    for step, seen in (
        ("accept", f"tel:{PHONE}"),
        ("depart", "我到门口了"),
        ("arrive", "扫缴费通知单"),
    ):
        assert f'action="{where}/{step}"' in page(phone.get(where))
        html = page(phone.post(f"{where}/{step}", follow_redirects=True))
        assert seen in html
    code = slips.issue_slip(core, county.courier, home[0])
    found = phone.post(f"/courier/scan?visit={visit.visit_id}", data={"code": code})
    assert found.status_code == 303
    html = page(phone.get(found.headers["Location"]))
    assert "张老太" in html
    assert "160" in html
    html = page(phone.post(f"{where}/finish", follow_redirects=True))
    assert "还没有人缴费" in html
    assert "为什么没办成" in html
    assert states(core, visit.visit_id)[-1] == "arrived"
    consent(core, county.courier, home[1][:1])
    give_book(core, county, county.courier)
    request = replace(request_for(core, home[0], home[1][:1]), visit_id=visit.visit_id)
    take_cash(core, actor=county.courier, request=request)
    html = page(phone.get(where))
    assert "缴费成功" in html
    assert "这次没办成" not in html
    html = page(phone.post(f"{where}/finish", follow_redirects=True))
    assert "今天办完的" in html
    assert states(core, visit.visit_id)[-1] == "signed_off"


def test_the_part_of_the_day_is_shown_to_the_courier_and_to_whoever_follows(core, county, phone):
    visit = ask(core, wanted_part=DayPart.AFTERNOON)
    phone.post(f"/courier/visits/{visit.visit_id}/accept")
    assert "今天，下午" in page(phone.get("/courier/today"))
    assert "2026年11月22日，下午" in page(phone.get(f"/courier/visits/{visit.visit_id}"))
    assert "2026年11月22日，下午" in page(phone.get(f"/v/{visit.visit_no}"))


def test_the_second_of_two_couriers_is_told_that_the_visit_is_taken(core, phone, county):
    visit = ask(core)
    rounds.accept_visit(core, county.other_courier, visit.visit_id)
    html = page(phone.post(f"/courier/visits/{visit.visit_id}/accept", follow_redirects=True))
    assert "别的快递员已经先接了这一单" in html


def test_somebody_elses_visit_and_no_visit_are_404(core, phone, county):
    far = ask(core, village_code=PINE)
    taken = ask(core)
    rounds.accept_visit(core, county.other_courier, taken.visit_id)
    for visit_id in (far.visit_id, taken.visit_id, uuid4()):
        page(phone.get(f"/courier/visits/{visit_id}"), 404)
        page(phone.post(f"/courier/visits/{visit_id}/depart"), 404)
        page(phone.get(f"/courier/visits/{visit_id}/not-done"), 404)
    page(phone.get("/courier/visits/1"), 404)


def test_not_done_asks_why_and_keeps_the_next_day(core, phone, county):
    visit = ask(core)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    where = f"/courier/visits/{visit.visit_id}/not-done"
    page(phone.get(where))
    assert "请选一个原因" in page(phone.post(where, data={}), 400)
    past = {"reason": "nobody_home", "next_on": "2026-11-01"}
    assert "已经过去了" in page(phone.post(where, data=past), 400)
    done = phone.post(where, data={**past, "next_on": "2026-11-25"}, follow_redirects=True)
    assert "2026年11月25日" in page(done)


def test_the_money_page_shows_an_empty_day(phone):
    assert "还没有收款" in page(phone.get("/courier/money"))


@pytest.mark.parametrize("locale", list(Locale))
def test_every_page_speaks_every_language(core, client, county, home, locale):
    household_id, (grandmother, *_) = home
    mine, offered = ask(core, note="", place=""), ask(core, wanted_on=TODAY + dt.timedelta(days=1))
    rounds.accept_visit(core, county.courier, mine.visit_id)
    rounds.accept_visit(core, county.courier, ask(core, wanted_on=None).visit_id)
    tag = locale.tag
    for address in ("/visits/new", "/v", f"/v/{mine.visit_no}"):
        page(client.get(f"{address}?lang={locale}"), lang=tag)
    phone = signed_in(client, core, county.courier)
    base = f"/courier/household/{household_id}"
    for address in (
        "/courier/today",
        f"/courier/visits/{mine.visit_id}",
        f"/courier/visits/{offered.visit_id}",
        f"/courier/visits/{mine.visit_id}/not-done",
        "/courier/scan",
        base,
        f"{base}/consent?person={grandmother}",
        "/courier/money",
    ):
        joint = "&" if "?" in address else "?"
        page(phone.get(f"{address}{joint}lang={locale}"), lang=tag)


def test_cancelling_leaves_no_visit_to_take(core, phone, county):
    visit = ask(core)
    visits.cancel_visit(core, visit_no=visit.visit_no)
    html = page(phone.post(f"/courier/visits/{visit.visit_id}/accept", follow_redirects=True))
    assert "已经结束" in html
