"""Cash taken without a network: real money, posted or kept, never lost and never doubled."""

import dataclasses
import datetime as dt
from uuid import UUID, uuid4

import pytest

from courier.domain.errors import Conflict, NotAllowed, NotFound
from courier.domain.money import Money
from courier.services.cash import take_cash
from courier.services.cash_limits import cash_room, set_county_limit
from courier.services.phone_leaves import void_lost_leaves
from courier.services.receipt_books import list_books
from courier.services.refund_sending import sweep_refunds
from courier.services.refunds import approve_refund, list_suspense, request_refund
from tests.factories.county import COUNTY_ID, WEST, make_county
from tests.factories.money import assess, balance, consent, count, give_book, request_for
from tests.factories.phones import (
    cash_item,
    consent_item,
    leaves,
    only,
    registered_phone,
    revoke,
    sent,
)
from tests.simulation.books import check

YOUNG = dt.date(1990, 5, 5)


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
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


def receipts(core) -> dict[UUID, int]:
    with core.begin() as work:
        rows = work.run("select obligation_id, receipt_no from receipts").all()
    return {row.obligation_id: row.receipt_no for row in rows}


def test_each_receipt_stands_on_exactly_the_leaf_that_was_written(core, phone, family):
    item = cash_item(core, phone, family)
    sent(core, phone, consent_item(core, phone, family), item)
    wrote = {one["obligation"]: int(one["leaf"][-2:]) for one in item["body"]["owed"]}
    assert {str(who): number % 100 + 1 for who, number in receipts(core).items()} == wrote


@pytest.mark.parametrize(
    "change",
    [
        {"fen": 0}, {"fen": -1}, {"fen": 1.5}, {"fen": True}, {"fen": 10**30}, {"fen": "1"},
        {"leaf": "E000000001"}, {"leaf": "B000001-00"}, {"leaf": None}, {"obligation": 7},
    ],
)  # fmt: skip
def test_cash_that_cannot_be_read_books_nothing(core, phone, family, change):
    item = cash_item(core, phone, family)
    item["body"]["owed"][0] |= change
    assert only(core, phone, item).code == "phone_item_unreadable"
    assert balance(core, "custody") == 0


def test_who_was_paid_elsewhere_meanwhile_gets_the_money_back_and_the_other_the_receipt(
    core, county, phone, family
):
    item = cash_item(core, phone, family)
    consent(core, county.courier, family[1])
    give_book(core, county, county.other_courier)
    take_cash(
        core,
        actor=county.other_courier,
        request=request_for(core, family[0], family[1][:1]),
    )
    outcome = only(core, phone, item)
    assert (outcome.outcome, outcome.code) == ("refused", "cash_partly_kept")
    assert outcome.leads_to.startswith("payment:")
    paid, other = item["body"]["owed"]
    assert outcome.facts["back"] == [
        {"leaf": paid["leaf"], "name": "张*", "fen": paid["fen"], "why": "paid_elsewhere"}
    ]
    assert int(other["leaf"][-2:]) in {number % 100 + 1 for number in receipts(core).values()}
    assert only(core, phone, item) == outcome
    assert balance(core, "suspense") == -paid["fen"]
    assert count(core, "receipt_voids", "reason = 'paid_elsewhere'") == 1
    assert balance(core, "custody") == paid["fen"] + other["fen"] + paid["fen"]
    check(core.engine, COUNTY_ID)


def test_an_amount_that_changed_is_kept_and_told(core, county, phone, family):
    consent(core, county.courier, family[1])
    outcome = only(core, phone, cash_item(core, phone, family, fen=12300))
    assert (outcome.code, outcome.facts["count"]) == ("cash_kept", 0)
    assert [one["why"] for one in outcome.facts["back"]] == ["other_amount"] * 2
    assert (balance(core, "suspense"), balance(core, "custody")) == (-24600, 24600)
    assert count(core, "receipts") == 0
    check(core.engine, COUNTY_ID)


def test_nobody_is_charged_without_a_recorded_consent(core, phone, family):
    outcome = only(core, phone, cash_item(core, phone, family))
    assert [one["why"] for one in outcome.facts["back"]] == ["no_consent"] * 2
    assert count(core, "receipts") == 0


def test_money_for_people_who_are_no_longer_in_her_villages_is_kept(core, phone, family):
    sent(core, phone, consent_item(core, phone, family))
    item = cash_item(core, phone, family)
    with core.begin() as work:
        work.run("delete from courier_villages")
        work.commit()
    outcome = only(core, phone, item)
    assert [one["name"] for one in outcome.facts["back"]] == ["", ""]
    assert balance(core, "suspense") == -56000


def test_cash_that_she_took_without_a_network_counts_above_the_limit_too(
    core, county, phone, family
):
    set_county_limit(core, actor=county.chief, limit=Money(10000))
    consent(core, county.courier, family[1])
    assert only(core, phone, cash_item(core, phone, family)).outcome == "done"
    assert cash_room(core, actor=county.courier).left == Money(0)
    assert balance(core, "custody") == 56000


def test_what_is_kept_goes_back_by_two_admins(core, county, phone, family):
    only(core, phone, cash_item(core, phone, family))
    for item in list_suspense(core, actor=county.chief):
        asked = request_refund(
            core, actor=county.clerk, suspense_id=item.suspense_id, reason=item.reason
        )
        approve_refund(core, actor=county.chief, refund_id=asked)
    sweep_refunds(core)
    assert (balance(core, "suspense"), balance(core, "custody")) == (0, 0)
    check(core.engine, COUNTY_ID)


def test_a_leaf_is_one_sum_of_money_whatever_item_names_it(core, phone, family):
    sent(core, phone, consent_item(core, phone, family))
    item = cash_item(core, phone, family)
    assert only(core, phone, item).outcome == "done"
    again = only(core, phone, {**item, "id": str(uuid4())})
    assert (again.outcome, again.code) == ("refused", "leaf_used")
    assert balance(core, "custody") == 56000


def test_cash_on_a_leaf_of_another_phone_is_held_for_the_township(core, county, phone, family):
    sent(core, phone, consent_item(core, phone, family))
    item = cash_item(core, phone, family)
    another = registered_phone(core, county.courier)
    outcome = only(core, another, item)
    assert (outcome.outcome, outcome.code) == ("held", "held_leaf")
    assert only(core, another, item) == outcome
    assert (balance(core, "custody"), count(core, "cases")) == (0, 1)


def test_cash_at_the_table_never_takes_a_leaf_that_is_set_aside(core, county, phone, family):
    with core.begin() as work:
        work.run("update receipt_books set leaves = 12")
        work.commit()
    aside = leaves(core, phone)
    consent(core, county.courier, family[1])
    take_cash(core, actor=county.courier, request=request_for(core, *family))
    assert len(aside) == 10
    assert {number % 100 + 1 for number in receipts(core).values()} == {1, 2}


def test_leaves_of_a_lost_phone_are_not_given_to_the_next(core, county, phone, family):
    first = leaves(core, phone)
    revoke(core, phone)
    assert not set(first) & set(leaves(core, registered_phone(core, county.courier)))


def test_leaves_of_a_lost_phone_are_free_for_nobody_until_an_admin_voids_them(
    core, county, phone, family
):
    aside = leaves(core, phone)
    with pytest.raises(Conflict, match="no_lost_leaves"):
        void_lost_leaves(core, actor=county.clerk, book_no=1)
    only(core, phone, cash_item(core, phone, family))  # two are void by now, for want of consent
    revoke(core, phone)
    (book,) = list_books(core, actor=county.clerk)
    assert (book.aside, book.lost, book.void) == (len(aside) - 2, len(aside) - 2, 2)
    assert void_lost_leaves(core, actor=county.clerk, book_no=1) == len(aside) - 2
    (book,) = list_books(core, actor=county.clerk)
    assert (book.aside, book.lost, book.void) == (0, 0, len(aside))
    assert count(core, "receipt_voids", "reason = 'phone_lost'") == len(aside) - 2
    assert count(core, "audit_events", "action = 'lost_leaves_voided'") == 1


def test_who_keeps_no_money_of_the_area_voids_nothing(core, county, phone, family):
    leaves(core, phone)
    revoke(core, phone)
    with pytest.raises(NotAllowed):
        void_lost_leaves(core, actor=county.courier, book_no=1)
    stranger = dataclasses.replace(county.clerk, region_code=WEST)
    with pytest.raises(NotFound, match="book_unknown"):
        void_lost_leaves(core, actor=stranger, book_no=1)
    assert count(core, "receipt_voids") == 0
