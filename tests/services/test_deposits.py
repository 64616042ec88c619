from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.domain.errors import BadInput, Conflict, CourierError, NotAllowed, NotFound, Refused
from courier.domain.ledger import Account
from courier.domain.money import Money
from courier.services.deposits import cash_in_hand, confirm_deposit, latest_deposits
from courier.store.queries import ledger
from tests.factories.county import COUNTY_ID, EAST, make_county


@pytest.fixture
def county(core):
    made = make_county(core)
    with core.begin() as work:
        posting = work.scalar(
            "insert into postings (county_id, kind, at) values (:c, 'premium', now())"
            " returning posting_id",
            {"c": COUNTY_ID},
        )
        work.run(
            "insert into ledger_lines values (:c, :p, 1, 'custody', :h, null, 40000),"
            " (:c, :p, 2, 'obligation_receivable', 'somebody', null, -40000)",
            {"c": COUNTY_ID, "p": posting, "h": str(made.courier.person_id)},
        )
        work.commit()
    return made


def balance(core, account, holder):
    with core.begin() as work:
        return ledger.balance(work, COUNTY_ID, account, str(holder))


def confirm(core, county, fen, actor=None):
    return confirm_deposit(
        core,
        actor=actor or county.clerk,
        courier_id=county.courier.person_id,
        amount=Money(fen),
    )


def test_cash_goes_from_the_courier_to_the_townships_account(core, county):
    confirm(core, county, 30000)
    assert balance(core, Account.CUSTODY, county.courier.person_id) == 10000
    assert balance(core, Account.COLLECTION, EAST) == 30000
    (kept,) = latest_deposits(core, actor=county.chief)
    assert (kept.courier_name, kept.amount, kept.confirmed_by_name) == (
        "王小花",
        Money(30000),
        "录入员",
    )


def test_whoever_holds_most_cash_stands_first(core, county):
    holders = cash_in_hand(core, actor=county.chief)
    assert [(one.name, one.in_hand.fen) for one in holders] == [("王小花", 40000), ("李大山", 0)]


@pytest.mark.parametrize("fen", [0, -100])
def test_nothing_is_no_deposit(core, county, fen):
    with pytest.raises(BadInput, match="deposit_nothing"):
        confirm(core, county, fen)


def test_more_than_is_there_is_a_mistake(core, county):
    with pytest.raises(Refused, match="deposit_too_large") as caught:
        confirm(core, county, 40001)
    assert caught.value.facts == {"in_hand": Money(40000)}


def test_a_form_that_is_sent_twice_confirms_once(core, county):
    def sent():
        return confirm_deposit(
            core,
            actor=county.clerk,
            courier_id=county.courier.person_id,
            amount=Money(15000),
            shown=Money(40000),
        )

    sent()
    with pytest.raises(Conflict, match="deposit_shown_changed") as caught:
        sent()
    assert caught.value.facts == {"in_hand": Money(25000)}
    assert balance(core, Account.COLLECTION, EAST) == 15000


def test_two_confirmations_at_once_never_hand_in_the_same_money(core, county):
    def attempt(_number):
        try:
            return confirm(core, county, 30000)
        except CourierError as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, range(4)))
    assert answers.count("deposit_too_large") == 3
    assert balance(core, Account.CUSTODY, county.courier.person_id) == 10000
    assert balance(core, Account.COLLECTION, EAST) == 30000


def test_a_courier_confirms_nothing_and_another_township_is_not_there(core, county):
    with pytest.raises(NotAllowed, match="not_your_task"):
        confirm(core, county, 100, actor=county.courier)
    with pytest.raises(NotFound, match="courier_unknown"):
        confirm_deposit(
            core,
            actor=county.clerk,
            courier_id=county.other_courier.person_id,
            amount=Money(100),
        )
