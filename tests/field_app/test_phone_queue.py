"""What a phone hands in over HTTP: outcomes in words, limits, and the last call of a lost phone."""

import datetime as dt
import json
from uuid import uuid4

import pytest

from courier.domain.phone_items import MOST_ITEMS
from courier.services import case_views, rounds
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, balance, count, give_book
from tests.factories.people_at_work import signed_in
from tests.factories.phones import cash_item, consent_item, registered_phone, revoke
from tests.factories.visits import accepted, states
from tests.simulation.books import check

YOUNG = dt.date(1990, 5, 5)
JSON = {"Accept": "application/json"}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    household_id, people = county.household([("张三", YOUNG, []), ("李四", YOUNG, ["low_income"])])
    assess(core)
    return household_id, people


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


def handed_in(client, phone, *items, to="items"):
    answer = client.post(f"/courier/sync/{to}", json=phone.call(*items))
    assert answer.status_code == 200, answer.text
    return answer.json["outcomes"]


def test_outcomes_come_with_words_and_a_way_on(core, phone, family, client):
    phone.in_browser(client)
    agreed, cash = consent_item(core, phone, family), cash_item(core, phone, family)
    first, second = handed_in(client, phone, agreed, cash)
    assert (first["id"], first["outcome"], first["words"]) == (
        agreed["id"],
        "done",
        "同意已经记下。",
    )
    assert second["words"] == "2个人的现金已经入账，收据有效。"
    page = client.get(second["next"])
    assert (page.status_code, "张三" in page.text) == (200, True)


def test_money_that_goes_back_is_named_leaf_by_leaf(core, phone, family, client):
    phone.in_browser(client)
    item = cash_item(core, phone, family)
    (outcome,) = handed_in(client, phone, item)
    assert (outcome["outcome"], outcome["code"], outcome["next"]) == ("refused", "cash_kept", None)
    for one in item["body"]["owed"]:
        assert f"收据{one['leaf']}" in outcome["words"]
    assert "400元" in outcome["words"]
    assert "160元" in outcome["words"]
    assert "张三" not in outcome["words"]
    english = client.post("/courier/sync/items?lang=en", json=phone.call(item)).json["outcomes"][0]
    assert "give back" in english["words"]


def test_a_refusal_says_why_and_leads_to_the_visit_or_the_day(core, county, phone, client):
    phone.in_browser(client)
    visit = accepted(core, county)
    rounds.arrive(core, county.courier, visit.visit_id)
    late = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    gone = phone.item("step", {"visit": uuid4(), "step": "depart"})
    past = {"visit": visit.visit_id, "reason": "nobody_home", "next_on": "2026-01-01"}
    outcomes = handed_in(client, phone, late, gone, phone.item("not_done", past))
    assert [one["outcome"] for one in outcomes] == ["refused"] * 3
    assert [client.get(one["next"]).status_code for one in outcomes] == [200] * 3
    assert outcomes[1]["next"] == "/courier/today"
    assert "2026年11月22日" in outcomes[2]["words"]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"", 400, "phone_call_unreadable"),
        (b"not json", 400, "phone_call_unreadable"),
        (b"[]", 400, "phone_call_unreadable"),
        (b'{"items": 5, "phone_now": "2026-11-22T02:00:00Z"}', 400, "phone_call_unreadable"),
        (b'{"items": [], "phone_now": "noon"}', 400, "phone_call_unreadable"),
        (b"[" * 100_000, 400, "phone_call_unreadable"),
        (b" " * (256 * 1024 + 1), 413, "file_too_large"),
    ],
)
def test_rubbish_is_refused_in_words(phone, client, sent, status, code):
    phone.in_browser(client)
    for place in ("items", "last"):
        answer = client.post(
            f"/courier/sync/{place}", data=sent, content_type="application/json", headers=JSON
        )
        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert answer.json["message"]


def test_more_than_fifty_items_at_once_are_refused(core, phone, client):
    phone.in_browser(client)
    items = [phone.item("step", {}) for _ in range(MOST_ITEMS + 1)]
    answer = client.post("/courier/sync/items", json=phone.call(*items))
    assert (answer.status_code, answer.json["code"]) == (400, "phone_items_many")
    assert count(core, "phone_items") == 0


def test_the_queue_needs_the_token_that_the_day_gave(app, core, county, phone):
    app.config["WTF_CSRF_ENABLED"] = True
    client = phone.in_browser(app.test_client())
    item = phone.item("step", {"visit": accepted(core, county).visit_id, "step": "depart"})
    refused = client.post("/courier/sync/items", json=phone.call(item))
    assert (refused.status_code, refused.json["code"]) == (400, "stale_form")
    token = {"X-CSRFToken": client.get("/courier/sync", headers=JSON).json["csrf"]}
    done = client.post("/courier/sync/items", json=phone.call(item), headers=token)
    assert done.json["outcomes"][0]["outcome"] == "done"


def test_a_lost_phone_hands_in_once_more_and_the_township_is_told(
    app, core, county, phone, family, client
):
    visit = accepted(core, county)
    items = [
        phone.item("step", {"visit": visit.visit_id, "step": "depart"}),
        consent_item(core, phone, family, visit),
        cash_item(core, phone, family, visit),
        phone.item("cash", {"owed": "what"}),
    ]
    phone.in_browser(client)
    revoke(core, phone)
    refused = client.post("/courier/sync/items", json=phone.call(*items))
    assert (refused.status_code, refused.json["code"]) == (401, "phone_revoked")
    app.config["WTF_CSRF_ENABLED"] = True
    held = handed_in(client, phone, *items, to="last")
    assert [one["outcome"] for one in held] == ["held"] * 4
    assert "镇上" in held[0]["words"]
    assert handed_in(client, phone, *items, to="last") == held
    assert (balance(core, "custody"), count(core, "consents")) == (0, 0)
    assert states(core, visit.visit_id)[-1] == "accepted"
    (case,) = case_views.list_cases(core, actor=county.clerk).lines
    story = case_views.case_view(core, actor=county.clerk, case_id=case.case_id).story
    assert "快递员900001的手机已经停用，交来4条没送出的记录，其中现金560元" in story
    assert visit.visit_no in story
    assert all(one["leaf"] in story for one in items[2]["body"]["owed"])
    assert "看不懂" in story
    check(core.engine, COUNTY_ID)


def test_what_is_held_is_sealed(core, phone, family, client):
    item = consent_item(core, phone, family)
    phone.in_browser(client, signed=False)
    revoke(core, phone)
    handed_in(client, phone, item, to="last")
    with core.begin() as work:
        kept = work.run("select * from phone_items").one()
    assert "念给0听的话".encode() not in bytes(kept.body_sealed)
    assert str(family[1][0]).encode() not in bytes(kept.body_sealed)
    assert kept.facts == {}


def test_what_was_done_before_the_phone_was_lost_stays_done(core, county, phone, client):
    visit = accepted(core, county)
    item = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    phone.in_browser(client)
    done = handed_in(client, phone, item)
    revoke(core, phone)
    assert handed_in(client, phone, item, to="last") == done
    assert count(core, "cases") == 0


def test_a_phone_that_never_was_ours_hands_in_nothing(core, county, phone, client):
    sent = phone.call(phone.item("step", {}))
    answer = client.post("/courier/sync/last", json=sent)
    assert (answer.status_code, answer.json["code"]) == (403, "phone_not_registered")
    phone.token = "somebody else's"
    phone.in_browser(client, signed=False)
    answer = client.post("/courier/sync/last", json=sent)
    assert (answer.status_code, answer.json["code"]) == (403, "phone_not_registered")
    assert count(core, "phone_items") == 0


def test_a_phone_hands_in_so_much_and_no_more(core, phone, client):
    phone.in_browser(client, signed=False)
    for _ in range(10):
        items = [phone.item("step", {"visit": uuid4(), "step": "depart"}) for _ in range(50)]
        handed_in(client, phone, *items, to="last")
    answer = client.post("/courier/sync/last", json=phone.call(phone.item("step", {})))
    assert (answer.status_code, answer.json["code"]) == (422, "phone_kept_enough")
    assert count(core, "phone_items") == 500


def test_no_answer_names_anybody_in_full(core, phone, family, client):
    phone.in_browser(client)
    items = [consent_item(core, phone, family), cash_item(core, phone, family)]
    words = json.dumps(handed_in(client, phone, *items), ensure_ascii=False)
    assert not any(name in words for name in ("张三", "李四"))


def test_the_page_of_the_books_voids_what_a_lost_phone_might_write_on(
    app, core, county, phone, client
):
    phone.in_browser(client).get("/courier/sync", headers=JSON)
    console = signed_in(app.test_client(), core, county.clerk)
    assert "其中10张留给手机" in console.get("/admin/books/").text
    assert "作废丢失手机" not in console.get("/admin/books/").text
    revoke(core, phone)
    assert "作废丢失手机的10张" in console.get("/admin/books/").text
    done = console.post("/admin/books/1/void-lost", follow_redirects=True)
    assert "丢失手机的收据号已经作废" in done.text
    again = console.post("/admin/books/1/void-lost", follow_redirects=True)
    assert "这本里没有丢失手机的收据号" in again.text
