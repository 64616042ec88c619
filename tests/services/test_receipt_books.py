from __future__ import annotations

import pytest

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.services.cash import take_cash
from courier.services.couriers import suspend_courier
from courier.services.receipt_books import issue_book, list_books, return_book
from tests.factories.county import make_county
from tests.factories.money import assess, consent, request_for
from tests.services.test_payments import CHILD, OLD, YOUNG


@pytest.fixture
def county(core):
    return make_county(core)


def issue(core, county, leaves=50, actor=None):
    return issue_book(
        core, actor=actor or county.clerk, courier_id=county.courier.person_id, leaves=leaves
    )


def test_a_book_is_in_one_couriers_hands_with_every_leaf_accounted_for(core, county):
    household_id, people = county.household(
        [("张老太", OLD, ["low_income"]), ("张三", YOUNG, []), ("张小宝", CHILD, [])]
    )
    assess(core)
    consent(core, county.courier, people)
    issue(core, county)
    take_cash(core, actor=county.courier, request=request_for(core, household_id, people))
    (book,) = list_books(core, actor=county.clerk)
    assert (book.courier_name, book.issued_by_name) == ("王小花", "录入员")
    assert (book.leaves, book.used, book.void, book.left) == (50, 3, 0, 47)


def test_a_returned_book_is_used_no_more(core, county):
    book_no = issue(core, county)
    return_book(core, actor=county.clerk, book_no=book_no)
    with pytest.raises(NotFound, match="book_unknown"):
        return_book(core, actor=county.clerk, book_no=book_no)
    assert list_books(core, actor=county.clerk)[0].returned_at


@pytest.mark.parametrize("leaves", [0, -1, 101])
def test_a_book_has_one_to_a_hundred_leaves(core, county, leaves):
    with pytest.raises(BadInput, match="book_leaves"):
        issue(core, county, leaves)


def test_a_suspended_courier_gets_no_book(core, county):
    suspend_courier(core, actor=county.chief, courier_id=county.courier.person_id, reason="核实")
    with pytest.raises(Conflict, match="courier_not_in_state"):
        issue(core, county)


def test_another_township_neither_issues_nor_sees_nor_takes_back(core, county):
    with pytest.raises(NotFound, match="courier_unknown"):
        issue_book(core, actor=county.clerk, courier_id=county.other_courier.person_id)
    book_no = issue_book(core, actor=county.chief, courier_id=county.other_courier.person_id)
    assert list_books(core, actor=county.clerk) == ()
    with pytest.raises(NotFound, match="book_unknown"):
        return_book(core, actor=county.clerk, book_no=book_no)
