"""What a phone hands in late: each item once, whatever came in between."""

import datetime as dt
import threading
from uuid import uuid4

import pytest

from courier.domain.phone_items import read_call
from courier.services import phone_items, rounds
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, balance, count, give_book
from tests.factories.phones import cash_item, consent_item, only, registered_phone, sent
from tests.factories.visits import TOMORROW, accepted, states
from tests.simulation.books import check

YOUNG = dt.date(1990, 5, 5)
AT = "2026-11-22T02:00:00Z"
HOURS = dt.timedelta(hours=1)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A household of two who owe 400 and 160 yuan, with a visit of today."""
    household_id, people = county.household([("张三", YOUNG, []), ("李四", YOUNG, ["low_income"])])
    assess(core)
    return household_id, people


@pytest.fixture
def visit(core, county, family):
    return accepted(core, county)


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


def test_a_visit_of_an_evening_without_network_counts_with_its_own_times(
    core, county, clock, phone, family, visit
):
    clock.forward(hours=5)
    at = [clock.now() - dt.timedelta(minutes=minutes) for minutes in (50, 40, 30, 20, 10)]
    items = [
        phone.item("step", {"visit": visit.visit_id, "step": "depart"}, at=at[0]),
        phone.item("step", {"visit": visit.visit_id, "step": "arrive"}, at=at[1]),
        consent_item(core, phone, family, visit) | {"at": at[2].isoformat()},
        cash_item(core, phone, family, visit) | {"at": at[3].isoformat()},
        phone.item("step", {"visit": visit.visit_id, "step": "finish"}, at=at[4]),
    ]
    outcomes = sent(core, phone, *items)
    assert [outcomes[one["id"]].outcome for one in items] == ["done"] * 5
    assert states(core, visit.visit_id) == [
        "requested", "accepted", "on_the_way", "arrived", "consented", "paid", "signed_off",
    ]  # fmt: skip
    with core.begin() as work:
        when = work.run("select state, at from visit_states").all()
        said = work.run("select said_text, at from consents order by said_text").all()
        paid_at = work.scalar("select paid_at from channel_payments")
    assert {row.state: row.at for row in when}["arrived"] == at[1]
    assert [row.said_text for row in said] == ["念给0听的话", "念给1听的话"]
    assert ({row.at for row in said}, paid_at) == ({at[2]}, at[3])
    assert (balance(core, "custody"), count(core, "receipts")) == (56000, 2)
    check(core.engine, COUNTY_ID)


def test_all_done_without_a_payment_is_refused_and_the_visit_stays_open(core, phone, visit):
    steps = [
        phone.item("step", {"visit": visit.visit_id, "step": "arrive"}),
        phone.item("step", {"visit": visit.visit_id, "step": "finish"}),
    ]
    outcomes = sent(core, phone, *steps)
    assert outcomes[steps[0]["id"]].outcome == "done"
    refused = outcomes[steps[1]["id"]]
    assert (refused.outcome, refused.code) == ("refused", "visit_nothing_paid")
    assert states(core, visit.visit_id)[-1] == "arrived"


def test_the_same_items_again_are_the_same_outcomes_and_nothing_twice(core, phone, family, visit):
    items = [consent_item(core, phone, family, visit), cash_item(core, phone, family, visit)]
    first = sent(core, phone, *items)
    assert sent(core, phone, *items) == first
    assert sent(core, phone, *reversed(items)) == first
    assert (count(core, "consents"), count(core, "receipts")) == (2, 2)
    assert (balance(core, "custody"), count(core, "phone_items")) == (56000, 2)


def test_two_tabs_that_send_one_item_at_once_do_it_once(core, phone, family):
    sent(core, phone, consent_item(core, phone, family))
    item, start, outcomes = cash_item(core, phone, family), threading.Barrier(2), []

    def send():
        start.wait()
        outcomes.append(only(core, phone, item))

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert outcomes[0] == outcomes[1]
    assert (outcomes[0].outcome, balance(core, "custody")) == ("done", 56000)


def test_another_body_under_the_same_id_is_refused_and_changes_nothing(core, phone, visit):
    item = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    assert only(core, phone, item).outcome == "done"
    other = {**item, "body": {**item["body"], "step": "arrive"}}
    again = only(core, phone, other)
    assert (again.outcome, again.code) == ("refused", "phone_item_reused")
    assert states(core, visit.visit_id)[-1] == "on_the_way"


def test_an_id_that_another_courier_used_is_refused(core, county, phone, visit):
    item = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    sent(core, phone, item)
    other = registered_phone(core, county.other_courier)
    assert only(core, other, item).code == "phone_item_reused"


@pytest.mark.parametrize(
    "item",
    [
        7,
        "text",
        {},
        {"id": "no uuid", "kind": "step", "at": AT, "body": {}},
        {"id": str(uuid4()), "kind": "gift", "at": AT, "body": {}},
        {"id": str(uuid4()), "kind": "step", "at": "yesterday", "body": {}},
        {"id": str(uuid4()), "kind": "step", "at": "2026-11-22T02:00:00", "body": {}},
        {"id": str(uuid4()), "kind": "step", "at": AT, "body": None},
        {"id": str(uuid4()), "kind": "step", "at": AT, "body": {}},
        {
            "id": str(uuid4()),
            "kind": "step",
            "at": AT,
            "body": {"visit": "\ud800"},
        },
        {"id": str(uuid4()), "kind": "cash", "at": AT, "body": {"owed": 7}},
        {
            "id": str(uuid4()),
            "kind": "consent",
            "at": "0001-01-01T00:00:00Z",
            "body": {"people": []},
        },
    ],
)
def test_a_bad_item_is_refused_and_never_stops_the_others(core, phone, visit, item):
    good = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    call = read_call(phone.call(item, good))
    outcomes = phone_items.take_items(core, actor=phone.actor, device_token=phone.token, call=call)
    assert [one.outcome for one in outcomes] == ["refused", "done"]
    assert outcomes[0].code == "phone_item_unreadable"


@pytest.mark.parametrize(("kind", "said"), [("said", "\x00"), ("said", ""), ("said", "长" * 501)])
def test_words_that_nobody_can_have_read_out_are_no_consent(core, phone, family, kind, said):
    item = consent_item(core, phone, family)
    item["body"]["people"][0][kind] = said
    assert only(core, phone, item).code == "phone_item_unreadable"
    assert count(core, "consents") == 0


@pytest.mark.parametrize("off", [-26, -1, 1, 26])
def test_a_clock_a_day_off_does_no_harm(core, clock, phone, visit, off):
    wrong = clock.now() + off * HOURS
    item = phone.item("step", {"visit": visit.visit_id, "step": "arrive"}, at=wrong - 0.5 * HOURS)
    assert only(core, phone, item, now=wrong).outcome == "done"
    with core.begin() as work:
        at = work.scalar("select max(at) from visit_states where state = 'arrived'")
    assert at == clock.now() - 0.5 * HOURS


def test_what_seems_to_come_from_the_future_is_of_now(core, clock, phone, visit):
    item = phone.item("step", {"visit": visit.visit_id, "step": "arrive"}, at=clock.now() + HOURS)
    only(core, phone, item)
    with core.begin() as work:
        assert work.scalar("select at from phone_items") == clock.now()


def test_a_queue_from_last_week_is_worked(core, clock, phone, family):
    items = [consent_item(core, phone, family), cash_item(core, phone, family)]
    clock.forward(days=8)
    outcomes = sent(core, phone, *items)
    assert {one.outcome for one in outcomes.values()} == {"done"}
    assert balance(core, "custody") == 56000


def test_not_done_with_a_next_day_comes_back_into_the_round(core, clock, phone, visit):
    body = {"visit": visit.visit_id, "reason": "nobody_home", "next_on": TOMORROW}
    item = phone.item("not_done", body)
    clock.forward(days=3)  # by now that day is past, as it was not when she said it
    assert only(core, phone, item).outcome == "done"
    assert states(core, visit.visit_id)[-2:] == ["not_done", "accepted"]


def test_a_step_that_does_not_fit_any_more_is_refused_with_a_way_on(core, county, phone, visit):
    item = phone.item("step", {"visit": visit.visit_id, "step": "depart"})
    rounds.arrive(core, county.courier, visit.visit_id)
    outcome = only(core, phone, item)
    assert (outcome.outcome, outcome.code) == ("refused", "visit_other_step")
    assert outcome.leads_to == f"visit:{visit.visit_id}"
    gone = phone.item("step", {"visit": uuid4(), "step": "depart"})
    assert (only(core, phone, gone).code, only(core, phone, gone).leads_to) == (
        "visit_not_found",
        "today",
    )


def test_every_item_is_on_the_trail_without_a_name(core, phone, family):
    sent(core, phone, consent_item(core, phone, family), cash_item(core, phone, family))
    with core.begin() as work:
        rows = work.run(
            "select action, facts::text as facts from audit_events where action like 'phone_item%'"
        ).all()
    assert [row.action for row in rows] == ["phone_item_done"] * 2
    assert not any("张" in row.facts for row in rows)


def test_a_visit_that_is_another_couriers_by_now_is_not_marked_by_her_cash(
    core, county, phone, family, visit
):
    items = [consent_item(core, phone, family, visit), cash_item(core, phone, family, visit)]
    with core.begin() as work:
        work.run("update visits set courier_id = :k", {"k": county.other_courier.person_id})
        work.commit()
    outcomes = sent(core, phone, *items)
    assert {one.outcome for one in outcomes.values()} == {"done"}
    assert states(core, visit.visit_id)[-1] == "accepted"
    assert count(core, "payment_attempts", "visit_id is not null") == 0
    assert count(core, "consents", "visit_id is not null") == 0
