"""Cash that a stopped phone handed in: two persons book it or refuse it, and it counts once."""

import datetime as dt

import pytest

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from courier.domain.phone_items import read_call
from courier.ports import OrderState
from courier.services import held_cash
from courier.services.case_views import case_view, list_cases
from courier.services.case_work import close_case, take_case
from courier.services.held_cash_views import held_view
from courier.services.payments import start_payment
from courier.services.phone_last import hold_last
from courier.services.phone_leaves import void_lost_leaves
from courier.services.receipts import payments_of_visit
from courier.services.refund_sending import sweep_refunds
from courier.services.refunds import approve_refund, list_suspense, request_refund
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, balance, consent, count, give_book, request_for
from tests.factories.phones import cash_item, consent_item, only, registered_phone, revoke, sent
from tests.factories.visits import accepted, states
from tests.simulation.books import check

YOUNG = dt.date(1990, 5, 5)
FOUND = "问过快递员和张三，现金和收据都在。"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A household of two who owe 400 and 160 yuan."""
    household_id, people = county.household([("张三", YOUNG, []), ("李四", YOUNG, ["low_income"])])
    assess(core)
    return household_id, people


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


@pytest.fixture
def visit(core, county, family):
    return accepted(core, county)


def handed_in(core, phone, *items):
    """The phone is reported lost, and hands in what it has."""
    revoke(core, phone)
    call = read_call(phone.call(*items))
    hold_last(core, county_id=COUNTY_ID, device_token=phone.token, call=call)


def with_consent(core, phone, family, visit=None):
    """What was read out, and the cash of both."""
    said = consent_item(core, phone, family, visit)
    cash = cash_item(core, phone, family, visit)
    cash["body"]["consent"] = said["id"]
    return said, cash


def taken(core, county):
    """The case, in the clerk's hands, and its only sum."""
    (line,) = list_cases(core, actor=county.clerk).lines
    take_case(core, actor=county.clerk, case_id=line.case_id)
    (one,) = held_view(core, actor=county.clerk, case_id=line.case_id).sums
    return {"case_id": line.case_id, "item_id": one.item_id}


def proposed(core, county, decision="accept"):
    here = taken(core, county)
    held_cash.propose(core, actor=county.clerk, decision=decision, words=FOUND, **here)
    return here


def test_what_two_persons_accept_is_booked_on_exactly_its_leaves(
    core, county, phone, family, visit
):
    handed_in(core, phone, *with_consent(core, phone, family, visit))
    here = proposed(core, county)
    (one,) = held_view(core, actor=county.chief, case_id=here["case_id"]).sums
    assert ([person.name for person in one.people], one.amount.fen) == (["张*", "李*"], 56000)
    (own,) = held_view(core, actor=county.clerk, case_id=here["case_id"]).sums
    assert [person.name for person in own.people] == ["张三", "李四"]
    assert (one.asked_by_name, one.words, one.is_own) == (county.clerk.name, FOUND, False)
    assert count(core, "receipts") == 0
    assert held_cash.settle(core, actor=county.chief, **here) == "cash_posted"
    assert (count(core, "receipts"), balance(core, "custody")) == (2, 56000)
    with core.begin() as work:
        leaves = {n % 100 + 1 for n in work.run("select receipt_no from receipts").scalars()}
    assert leaves == {int(person.leaf[-2:]) for person in one.people}
    assert states(core, visit.visit_id)[-2:] == ["consented", "paid"]
    assert len(payments_of_visit(core, actor=county.courier, visit_id=visit.visit_id)) == 1
    check(core.engine, COUNTY_ID)


def test_who_proposed_cannot_agree_and_nothing_is_decided_twice(core, county, phone, family):
    handed_in(core, phone, *with_consent(core, phone, family))
    here = proposed(core, county)
    with pytest.raises(NotAllowed, match="second_person_needed"):
        held_cash.settle(core, actor=county.clerk, **here)
    with pytest.raises(Conflict, match="held_proposed"):
        held_cash.propose(core, actor=county.clerk, decision="refuse", words=FOUND, **here)
    held_cash.settle(core, actor=county.chief, **here)
    for again in (held_cash.settle, held_cash.send_back):
        with pytest.raises(Conflict, match="held_settled"):
            again(core, actor=county.chief, **here)
    assert balance(core, "custody") == 56000


def test_what_is_refused_books_nothing_and_voids_its_leaves(core, county, phone, family):
    handed_in(core, phone, *with_consent(core, phone, family))
    here = proposed(core, county, "refuse")
    assert held_cash.settle(core, actor=county.chief, **here) == "refused"
    assert (count(core, "receipts"), balance(core, "custody")) == (0, 0)
    assert count(core, "receipt_voids", "reason = 'held_refused'") == 2
    history = case_view(core, actor=county.clerk, case_id=here["case_id"]).history
    assert [line.words for line in history][-2:] == [
        f"提议不入账：{FOUND}", "同意不入账，收据作废",
    ]  # fmt: skip


def test_what_is_sent_back_is_proposed_anew(core, county, phone, family):
    handed_in(core, phone, *with_consent(core, phone, family))
    here = proposed(core, county, "refuse")
    held_cash.send_back(core, actor=county.chief, **here)
    with pytest.raises(Conflict, match="held_not_proposed"):
        held_cash.settle(core, actor=county.chief, **here)
    held_cash.propose(core, actor=county.clerk, decision="accept", words=FOUND, **here)
    assert held_cash.settle(core, actor=county.chief, **here) == "cash_posted"


def test_money_that_nobody_agreed_to_goes_back_by_the_usual_way(core, county, phone, family):
    handed_in(core, phone, cash_item(core, phone, family))
    here = proposed(core, county)
    assert held_cash.settle(core, actor=county.chief, **here) == "cash_kept"
    for item in list_suspense(core, actor=county.chief):
        asked = request_refund(
            core, actor=county.clerk, suspense_id=item.suspense_id, reason=item.reason
        )
        approve_refund(core, actor=county.chief, refund_id=asked)
    sweep_refunds(core)
    assert (balance(core, "suspense"), balance(core, "custody")) == (0, 0)
    check(core.engine, COUNTY_ID)


def test_an_order_that_still_waits_is_closed_before_the_cash_is_booked(
    core, county, phone, family, world
):
    handed_in(core, phone, *with_consent(core, phone, family))
    consent(core, county.courier, family[1])
    request = request_for(core, family[0], family[1][:1])
    order = start_payment(core, actor=county.courier, request=request)
    here = proposed(core, county)
    assert held_cash.settle(core, actor=county.chief, **here) == "cash_posted_instead"
    assert world.state_of(order.out_trade_no) is OrderState.CLOSED


def test_the_case_stays_open_and_its_leaves_are_kept_until_all_is_decided(
    core, county, phone, family
):
    handed_in(core, phone, *with_consent(core, phone, family))
    here = proposed(core, county)
    with pytest.raises(Conflict, match="held_undecided"):
        close_case(core, actor=county.clerk, case_id=here["case_id"], words="办好了")
    with pytest.raises(Conflict, match="no_lost_leaves"):
        void_lost_leaves(core, actor=county.clerk, book_no=1)
    held_cash.settle(core, actor=county.chief, **here)
    assert void_lost_leaves(core, actor=county.clerk, book_no=1) == 8
    close_case(core, actor=county.clerk, case_id=here["case_id"], words="办好了")


def test_only_who_has_the_case_proposes_and_with_words(core, county, phone, family):
    handed_in(core, phone, *with_consent(core, phone, family))
    here = taken(core, county)
    with pytest.raises(Conflict, match="case_taken"):
        held_cash.propose(core, actor=county.chief, decision="accept", words=FOUND, **here)
    with pytest.raises(BadInput, match="words_missing"):
        held_cash.propose(core, actor=county.clerk, decision="accept", words=" ", **here)
    with pytest.raises(BadInput, match="held_decision_missing"):
        held_cash.propose(core, actor=county.clerk, decision="gift", words=FOUND, **here)
    with pytest.raises(NotFound, match="case_not_found"):
        held_cash.settle(core, actor=county.chief, case_id=here["item_id"], item_id=here["item_id"])


def test_cash_that_cannot_be_read_can_only_be_refused(core, county, phone, family):
    item = cash_item(core, phone, family)
    item["body"]["owed"][0]["fen"] = "viel"
    handed_in(core, phone, item)
    here = proposed(core, county)
    with pytest.raises(BadInput, match="phone_item_unreadable"):
        held_cash.settle(core, actor=county.chief, **here)
    held_cash.send_back(core, actor=county.chief, **here)
    held_cash.propose(core, actor=county.clerk, decision="refuse", words=FOUND, **here)
    assert held_cash.settle(core, actor=county.chief, **here) == "refused"
    assert (balance(core, "custody"), count(core, "receipt_voids")) == (0, 0)


def test_cash_on_the_leaves_of_her_phone_before_is_booked_on_them(core, county, phone, family):
    sent(core, phone, consent_item(core, phone, family))
    item = cash_item(core, phone, family)
    revoke(core, phone)
    assert only(core, registered_phone(core, county.courier), item).code == "held_leaf"
    assert held_cash.settle(core, actor=county.chief, **proposed(core, county)) == "cash_posted"
    assert (count(core, "receipts"), balance(core, "custody")) == (2, 56000)
    check(core.engine, COUNTY_ID)


def test_cash_on_a_colleagues_leaves_can_only_be_refused(core, county, phone, family):
    give_book(core, county, county.other_courier)
    other = registered_phone(core, county.other_courier)
    item = cash_item(core, other, family)
    assert only(core, phone, item).code == "held_leaf"
    here = proposed(core, county)
    with pytest.raises(Refused, match="leaf_not_set_aside"):
        held_cash.settle(core, actor=county.chief, **here)
    held_cash.send_back(core, actor=county.chief, **here)
    held_cash.propose(core, actor=county.clerk, decision="refuse", words=FOUND, **here)
    assert held_cash.settle(core, actor=county.chief, **here) == "refused"
    assert (balance(core, "custody"), count(core, "receipt_voids")) == (0, 0)
