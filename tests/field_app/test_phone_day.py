"""What a courier's phone takes along for the day, and what it does not."""

import base64
import datetime as dt
import json

import pytest

from courier.services import rounds
from courier.services.phone_days import phone_day
from courier.texts import Locale
from tests.factories.county import PLUM, make_county
from tests.factories.money import assess, count, give_book
from tests.factories.people_at_work import signed_in
from tests.factories.phones import registered_phone, revoke
from tests.factories.visits import PHONE, TOMORROW, accepted, ask, statements

YOUNG = dt.date(1990, 5, 5)
JSON = {"Accept": "application/json"}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier, leaves=50)
    return registered_phone(core, county.courier)


@pytest.fixture
def visited(core, county):
    """A visit of today with its household of two."""
    household_id, people = county.household(
        [("申屠丹青", YOUNG, []), ("申屠小满", YOUNG, ["low_income"])]
    )
    assess(core)
    visit = accepted(core, county, contact_name="申屠老汉", place="村口，电话13912340987")
    rounds.attach_household(
        core, county.courier, visit_id=visit.visit_id, household_id=household_id
    )
    return visit, household_id, people


def fetched(client):
    answer = client.get("/courier/sync", headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_the_day_has_the_visits_their_people_and_what_is_read_out(phone, visited, client):
    visit, household_id, people = visited
    day = fetched(phone.in_browser(client))
    (seen,) = day["visits"]
    assert (seen["id"], seen["no"], seen["state"]) == (
        str(visit.visit_id),
        visit.visit_no,
        "arrived",
    )
    assert (seen["contact"], seen["household"]) == ("申*", str(household_id))
    (household,) = day["households"]
    assert {one["person"] for one in household["members"]} == {str(one) for one in people}
    assert {one["own_fen"] for one in household["members"]} == {40000, 16000}
    first = next(one for one in household["members"] if one["own_fen"] == 16000)
    assert first["said"] == "申*，2027年度居民医保，个人要交160元。"
    assert (first["standing"], first["payable"], first["consented"]) == ("open", True, False)
    assert "岁" in first["who"]
    assert first["why"]
    assert day["courier"] == {"no": "900001", "name": "王小花"}
    assert (day["coverage_year"], day["locale"]) == (2027, "zh_Hans")
    kept = dt.datetime.fromisoformat(day["keep_until"]) - dt.datetime.fromisoformat(day["made_at"])
    assert kept == dt.timedelta(days=3)
    assert day["csrf"]


def test_nobody_else_and_no_name_number_or_telephone_is_in_the_day(
    core, county, phone, visited, client
):
    other, neighbours = county.household([("欧阳锋", YOUNG, [])], village=PLUM)
    later = accepted(core, county, wanted_on=TOMORROW, contact_phone="13900000008")
    offered = ask(core, contact_phone="13900000009")
    words = json.dumps(fetched(phone.in_browser(client)), ensure_ascii=False)
    with core.begin() as work:
        masked = work.run("select id_masked from insurees").scalars().all()
    hidden = [
        "申屠", "丹青", "小满", "老汉", "欧阳", "锋", PHONE, "13912340987", *masked,
        str(other), *map(str, neighbours), str(later.visit_id), str(offered.visit_id),
    ]  # fmt: skip
    assert [one for one in hidden if one in words] == []


def test_a_household_that_is_no_longer_hers_disappears(core, phone, visited, client):
    phone.in_browser(client)
    assert fetched(client)["households"]
    with core.begin() as work:
        work.run("delete from courier_villages where courier_id = :k", {"k": phone.actor.person_id})
        work.commit()
    day = fetched(client)
    assert day["households"] == []
    assert [one["household"] for one in day["visits"]] == [None]


def test_leaves_are_set_aside_once_and_from_the_end_of_the_book(core, phone, client):
    phone.in_browser(client)
    leaves = fetched(client)["leaves"]
    assert leaves == [f"B000001-{leaf}" for leaf in range(41, 51)]
    assert fetched(client)["leaves"] == leaves
    assert count(core, "phone_leaves") == 10


def test_leaves_that_fill_up_come_after_those_that_the_phone_has(core, phone, client, clock):
    phone.in_browser(client)
    first, second, *rest = fetched(client)["leaves"]
    with core.begin() as work:
        work.run(
            "insert into receipt_voids select county_id, receipt_no, 'spoiled', now(), courier_id"
            " from phone_leaves order by receipt_no limit 2"
        )
        work.commit()
    clock.forward(minutes=1)
    filled = [*rest, "B000001-39", "B000001-40"]
    assert fetched(client)["leaves"] == filled
    assert fetched(client)["leaves"] == filled
    assert (first, second) == ("B000001-41", "B000001-42")


def test_without_a_book_there_are_no_leaves(core, county, client):
    day = fetched(registered_phone(core, county.other_courier).in_browser(client))
    assert (day["leaves"], day["visits"]) == ([], [])
    assert day["cash"] == {"in_hand_fen": 0, "limit_fen": 500000}


def test_what_opens_the_store_is_this_phones_alone_and_stays_the_same(core, county, phone, client):
    phone.in_browser(client)
    first = fetched(client)["unlock"]
    assert len(base64.b64decode(first)) == 32
    assert fetched(client)["unlock"] == first
    another = registered_phone(core, county.courier).in_browser(client)
    assert fetched(another)["unlock"] != first


def test_a_browser_that_is_not_the_phone_gets_nothing(core, county, client):
    answer = signed_in(client, core, county.courier).get("/courier/sync", headers=JSON)
    assert (answer.status_code, answer.json["code"]) == (403, "phone_not_registered")


def test_another_couriers_phone_gets_nothing(core, county, phone, client):
    phone.in_browser(client, signed=False)
    signed_in(client, core, county.other_courier)
    answer = client.get("/courier/sync", headers=JSON)
    assert (answer.status_code, answer.json["code"]) == (403, "phone_not_registered")


def test_a_phone_without_a_session_is_told_why(core, phone, client):
    def code():
        answer = client.get("/courier/sync", headers=JSON)
        assert answer.status_code == 401
        assert answer.json["message"]
        return answer.json["code"]

    assert code() == "sign_in_needed"
    phone.in_browser(client, signed=False)
    assert code() == "sign_in_needed"
    with core.begin() as work:
        work.run("update couriers set status = 'suspended'")
        work.commit()
    assert code() == "courier_stopped"
    phone.in_browser(client)
    assert code() == "courier_stopped"
    revoke(core, phone)
    assert code() == "phone_revoked"


def test_the_words_of_the_day_are_in_the_language_of_the_page(phone, visited, client):
    phone.in_browser(client)
    answer = client.get("/courier/sync?lang=en", headers=JSON).json
    said = {one["said"] for one in answer["households"][0]["members"]}
    assert all("2027" in one and "申" in one for one in said)
    assert not any("居民" in one for one in said)


def test_a_longer_day_asks_the_database_no_more_often(core, county, phone):
    def visit(number):
        household_id, _ = county.household([("张三", YOUNG, []), ("李四", YOUNG, [])])
        one = accepted(core, county, contact_phone=f"1390000010{number}")
        with core.begin() as work:
            facts = {"h": household_id, "v": one.visit_id}
            work.run("update visits set household_id = :h where visit_id = :v", facts)
            work.commit()

    def asked():
        facts = {"device_token": phone.token, "locale": Locale.ZH_HANS}
        return statements(core, lambda: phone_day(core, actor=county.courier, **facts))

    for number in (0, 1):  # one alone needs no order
        visit(number)
    asked()  # sets the leaves aside
    few = asked()
    for number in (2, 3):
        visit(number)
    assert asked() == few
