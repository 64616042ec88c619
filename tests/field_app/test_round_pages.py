"""The round on the phone: its order, arriving, handing a visit over."""

import datetime as dt

import pytest

from courier.services import rounds, visit_hand_overs, visits
from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.visits import accepted, ask, count


def page(response, status=200):
    check_page(response, status=status, lang="zh-Hans")
    return response.text


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(client, core, county):
    return signed_in(client, core, county.courier)


def test_the_day_is_numbered_and_a_press_changes_the_order(core, county, phone):
    for place, name in enumerate("甲乙"):
        accepted(core, county, contact_name=name, place=name, contact_phone=f"1390000010{place}")
    before = page(phone.get("/courier/today"))
    assert 'round-number">2<' in before
    second = rounds.todays_visits(core, county.courier).due[1]
    moved = phone.post(f"/courier/visits/{second.visit_id}/move", data={"way": "up"})
    assert moved.status_code == 303
    assert rounds.todays_visits(core, county.courier).due[0].visit_id == second.visit_id


@pytest.mark.parametrize(
    ("sent", "kept"),
    [({"north": "25.12", "east": "102.35"}, 1), ({"north": "x", "east": "<b>"}, 0), ({}, 0)],
)
def test_arriving_counts_with_a_place_with_nonsense_and_without(core, county, phone, sent, kept):
    visit = accepted(core, county)
    html = page(phone.get(f"/courier/visits/{visit.visit_id}"))
    assert "data-arrive-here hidden" in html
    phone.post(f"/courier/visits/{visit.visit_id}/arrive", data=sent)
    assert rounds.visit_of(core, county.courier, visit.visit_id).status == "arrived"
    assert count(core, "visit_positions") == kept


def test_a_colleague_is_asked_and_says_yes_on_her_page(core, county, phone, client):
    visit = accepted(core, county)
    where = f"/courier/visits/{visit.visit_id}/hand-over"
    assert "李大山" in page(phone.get(where))
    assert "请选一位" in page(phone.post(where, data={}), 400)
    page(phone.post(where, data={"to": "<script>"}), 400)
    to = {"to": str(county.other_courier.person_id)}
    assert "还是您的" in page(phone.post(where, data=to, follow_redirects=True))
    assert "等李大山答应" in page(phone.get(f"/courier/visits/{visit.visit_id}"))
    other = signed_in(client, core, county.other_courier)
    html = page(other.get("/courier/today"))
    assert "王小花去不了" in html
    assert "张大妈" not in html
    take = f"/courier/visits/{visit.visit_id}/offer/take"
    assert "张大妈" in page(other.post(take, follow_redirects=True))
    assert "李大山" in page(other.get(f"/v/{visit.visit_no}"))


def test_two_couriers_in_one_kitchen_read_of_each_other(core, county, phone):
    household, _ = county.household([("覃老太", dt.date(1950, 1, 1), [])])
    visits_there = {}
    for actor, number in ((county.courier, "13900000101"), (county.other_courier, "13900000102")):
        visit_id = ask(core, contact_phone=number).visit_id
        rounds.accept_visit(core, actor, visit_id)
        rounds.attach_household(core, actor, visit_id=visit_id, household_id=household)
        visits_there[actor.name] = visit_id
    html = page(phone.get(f"/courier/visits/{visits_there['王小花']}"))
    assert "李大山也在办这一户" in html


def test_giving_back_says_so_and_a_late_yes_too(core, county, phone):
    visit = accepted(core, county)
    where = f"/courier/visits/{visit.visit_id}/hand-over"
    html = page(phone.post(where, data={"to": "back"}, follow_redirects=True))
    assert "退回去了" in html
    late = f"/courier/visits/{visit.visit_id}/offer/take"
    assert "不用您去了" in page(phone.post(late, follow_redirects=True))


def test_whoever_follows_can_check_the_card_of_who_comes(core, county, client):
    visit = accepted(core, county)
    visit_hand_overs.give_back(core, county.courier, visit.visit_id)
    assert "/c/YC" not in page(client.get(f"/v/{visit.visit_no}"))
    assert visits.follow_visit(core, visit_no=visit.visit_no).card_no is None


def test_the_reason_and_what_follows_are_asked_on_one_page(core, county, phone):
    household, _ = county.household([("覃老太", dt.date(1950, 1, 1), [])])
    visit = accepted(core, county)
    rounds.attach_household(core, county.courier, visit_id=visit.visit_id, household_id=household)
    where = f"/courier/visits/{visit.visit_id}/not-done"
    html = page(phone.get(where))
    assert "覃老太" in html
    assert "节哀" in html
    assert "请写下次哪天再去" in page(phone.post(where, data={"reason": "nobody_home"}), 400)
    page(phone.post(where, data={"reason": "died", "person": "nonsense"}), 400)
    done = phone.post(where, data={"reason": "died", "person": ""}, follow_redirects=True)
    assert "今天办完的" in page(done)
    track = page(phone.get(f"/v/{visit.visit_no}"))
    assert "先不打扰" in track
    assert "覃" not in track
