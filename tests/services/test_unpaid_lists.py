"""Visits from the list of those who still owe, and visits that an office asks for."""

import datetime as dt
import threading

import pytest

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.money import Money
from courier.domain.unpaid_lists import UnpaidWish, read_age
from courier.domain.visit_outcomes import Told
from courier.ports import FieldKind
from courier.services import case_views, case_work, office_visits, rounds, unpaid_lists, visits
from courier.services.cash import take_cash
from courier.services.core import Actor, ActorKind
from courier.services.office_visits import OfficeWish
from courier.services.visit_outcomes import people_at
from tests.factories.county import COUNTY_ID, EAST, PEACH, PLUM, WEST, WILLOW, make_county
from tests.factories.families import GRANDMOTHER, SON
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.visits import PHONE, count

ALL_EAST = UnpaidWish(EAST)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def homes(core, county):
    """An old woman with her son in one village, a man alone in another, one far west."""
    made = [
        county.household([GRANDMOTHER, SON]),
        county.household([("李四", dt.date(1985, 1, 1), [])], village=PLUM),
        county.household([("柳青", dt.date(1991, 1, 1), [])], village=WILLOW),
    ]
    assess(core)
    return made


def make(core, county, wish=ALL_EAST, actor=None, **facts):
    return unpaid_lists.make_visits(core, actor=actor or county.clerk, wish=wish, **facts)


def listed(core, county):
    return {one.household_id for one in visits.list_for_admin(core, county.chief)}


def arrived_at(core, county):
    """Her first visit from a list, at the door of its household."""
    visit = rounds.offered_visits(core, county.courier)[0]
    rounds.accept_visit(core, county.courier, visit.visit_id)
    return rounds.arrive(core, county.courier, visit.visit_id)


def test_the_preview_counts_and_makes_nothing(core, county, homes):
    found = unpaid_lists.preview_list(core, actor=county.clerk, wish=ALL_EAST)
    assert [(one.village_name, one.households, one.people) for one in found] == [
        ("李家村", 1, 1),
        ("桃花村", 1, 2),
    ]
    assert all(one.owed > Money(0) for one in found)
    assert count(core, "visits") == 0


def test_each_household_gets_one_visit_however_often_it_is_pressed(core, county, homes):
    assert make(core, county) == 2
    assert make(core, county) == 0
    assert listed(core, county) == {homes[0][0], homes[1][0]}
    (visit,) = {one.asked_through for one in visits.list_for_admin(core, county.chief)}
    assert visit == "list"
    assert unpaid_lists.preview_list(core, actor=county.clerk, wish=ALL_EAST) == ()


def test_two_offices_that_press_at_once_send_nobody_twice(core, county, homes):
    made, start = [], threading.Barrier(2)

    def press(actor):
        start.wait()
        made.append(make(core, county, actor=actor))

    both = [threading.Thread(target=press, args=[a]) for a in (county.clerk, county.chief)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(made) == [0, 2]
    assert count(core, "visits") == 2


def test_the_phone_on_file_is_called_and_the_head_is_asked_for(core, county, homes):
    with core.begin() as work:
        phone = core.sealer.seal(FieldKind.PHONE, PHONE)
        work.run("update insurees set phone = :p where name = :n", {"p": phone, "n": SON[0]})
        work.commit()
    make(core, county, UnpaidWish(PEACH))
    visit = arrived_at(core, county)
    assert (visit.contact_name, visit.contact_phone) == (GRANDMOTHER[0], PHONE)
    assert visit.household_id == homes[0][0]


def test_only_somebody_old_enough_who_owes_brings_a_visit(core, county, homes):
    born = GRANDMOTHER[1]
    age = 2026 - born.year
    assert make(core, county, UnpaidWish(EAST, aged_over=age + 1)) == 0
    assert make(core, county, UnpaidWish(EAST, aged_over=60)) == 1
    assert listed(core, county) == {homes[0][0]}


def test_who_paid_owes_no_visit_any_more(core, county, homes):
    household, people = homes[0]
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    take_cash(core, actor=county.courier, request=request_for(core, household, people))
    assert make(core, county) == 1
    assert listed(core, county) == {homes[1][0]}


def test_who_ever_paid_by_a_channel_is_not_among_those_who_never_did(core, county, homes):
    with core.begin() as work:
        work.run(
            "insert into receipts (county_id, receipt_no, attempt_id, obligation_id, insuree_id,"
            " coverage_year, village_code, amount_fen, channel, issued_at)"
            " select county_id, 1, uuidv7(), obligation_id, insuree_id, 2025, village_code, 100,"
            " 'wechat', now() from obligations where insuree_id = :i",
            {"i": homes[0][1][1]},
        )
        work.commit()
    assert make(core, county, UnpaidWish(EAST, never_online=True)) == 1
    assert listed(core, county) == {homes[1][0]}


def test_a_payment_of_last_year_that_failed_brings_a_visit(core, county, homes):
    facts = {"c": COUNTY_ID, "i": homes[1][1][0], "v": PLUM}
    with core.begin() as work:
        work.run(
            "with o as (insert into obligations (county_id, insuree_id, coverage_year,"
            " village_code, status, pack_id, pack_fingerprint, full_fen, own_fen)"
            " values (:c, :i, 2026, :v, 'open', 'x', 'x', 100, 100) returning obligation_id),"
            " a as (insert into payment_attempts (county_id, attempt_id, out_trade_no, channel,"
            " amount_fen, created_at, expires_at) values (:c, uuidv7(), 'x', 'wechat', 100,"
            " now(), now()) returning attempt_id),"
            " t as (insert into payment_items select :c, attempt_id, :i, 2026, obligation_id, :v,"
            " 100 from a, o) insert into payment_states (county_id, attempt_id, state, at)"
            " select :c, attempt_id, 'expired', now() from a",
            facts,
        )
        work.commit()
    assert make(core, county, UnpaidWish(EAST, failed_before=True)) == 1
    assert listed(core, county) == {homes[1][0]}


def test_who_is_told_to_have_died_is_not_asked_again_while_the_township_looks(core, county, homes):
    make(core, county, UnpaidWish(PLUM))
    visit = arrived_at(core, county)
    (person,) = people_at(core, county.courier, visit.household_id)
    told = Told(insuree_id=person.insuree_id)
    rounds.not_done(core, county.courier, visit.visit_id, reason="died", told=told)
    assert make(core, county, UnpaidWish(PLUM)) == 0
    (case,) = case_views.list_cases(core, actor=county.clerk).lines
    case_work.take_case(core, actor=county.clerk, case_id=case.case_id)
    case_work.close_case(
        core, actor=county.clerk, case_id=case.case_id, words="核实了，人健在，是同名的。"
    )
    assert make(core, county, UnpaidWish(PLUM)) == 1


@pytest.mark.parametrize("reason", ["moved", "already_paid", "does_not_want", "died"])
def test_a_household_that_said_so_is_left_in_peace(core, county, homes, reason):
    make(core, county, UnpaidWish(PLUM))
    visit = arrived_at(core, county)
    rounds.not_done(core, county.courier, visit.visit_id, reason=reason)
    assert make(core, county, UnpaidWish(PLUM)) == 0


def test_no_is_no_for_sixty_days_and_not_for_ever(core, county, homes, clock):
    make(core, county, UnpaidWish(PLUM))
    visit = arrived_at(core, county)
    rounds.not_done(core, county.courier, visit.visit_id, reason="does_not_want")
    clock.forward(days=61)
    assert make(core, county, UnpaidWish(PLUM)) == 1


@pytest.mark.parametrize("place", [WEST, WILLOW, "", "99", "990101", "桃花村"])
def test_no_list_reaches_beyond_the_area(core, county, homes, place):
    for use in (unpaid_lists.preview_list, unpaid_lists.make_visits):
        with pytest.raises(NotFound, match="village_unknown"):
            use(core, actor=county.clerk, wish=UnpaidWish(place))
    assert count(core, "visits") == 0


def test_an_auditor_makes_no_visits(core, county, homes):
    auditor = Actor(ActorKind.ADMIN, COUNTY_ID, county.chief.person_id, "审计", "990101000000", "auditor")  # fmt: skip  # noqa: E501
    with pytest.raises(NotAllowed, match="auditor_reads_only"):
        make(core, county, actor=auditor)


@pytest.mark.parametrize("text", ["-1", "121", "abc", "６０", "6.5", "9" * 400])
def test_an_age_is_a_whole_number(text):
    with pytest.raises(BadInput, match="list_age_wrong"):
        read_age(text)
    assert (read_age(" 60 "), read_age("  ")) == (60, None)


def office(core, county, **facts):
    wish = OfficeWish(**{"village_code": PEACH, **facts})
    return office_visits.request_by_office(core, actor=county.clerk, wish=wish)


def household_no(core, household_id):
    with core.begin() as work:
        return work.scalar(
            "select household_no from households where household_id = :h", {"h": household_id}
        )


def test_an_office_asks_for_a_household_by_its_number(core, county, homes):
    number = household_no(core, homes[0][0])
    made = office(core, county, household_no=f" {number} ")
    assert (made.household_id, made.asked_through) == (homes[0][0], "admin")
    with pytest.raises(Conflict, match="household_has_visit"):
        office(core, county, household_no=number)
    assert make(core, county, UnpaidWish(PEACH)) == 0


def test_an_office_asks_for_somebody_who_called(core, county):
    made = office(core, county, contact_name="张大妈", contact_phone=PHONE)
    again = office(core, county, contact_name="张大妈", contact_phone=PHONE)
    assert made.visit_id == again.visit_id
    with core.begin() as work:
        who = work.run("select actor_kind, facts::text from audit_events").one()
    assert who == ("admin", "{}")


@pytest.mark.parametrize(
    ("facts", "error", "code"),
    [
        ({}, BadInput, "visit_contact_missing"),
        ({"contact_name": "张"}, BadInput, "visit_phone_wrong"),
        ({"household_no": "9999"}, BadInput, "household_no_unknown"),
        ({"household_no": "' or 1=1 --"}, BadInput, "household_no_unknown"),
        ({"village_code": WILLOW, "contact_name": "张"}, NotFound, "village_unknown"),
        ({"village_code": "990101101999", "contact_name": "张"}, NotFound, "village_unknown"),
        (
            {"contact_name": "张", "contact_phone": PHONE, "wanted_on": dt.date(2020, 1, 1)},
            BadInput,
            "visit_day_past",
        ),
    ],
)
def test_what_an_office_cannot_ask_is_said(core, county, facts, error, code):
    with pytest.raises(error, match=code):
        office(core, county, **facts)
    assert count(core, "visits") == 0


def test_an_office_follows_one_visit_without_its_contact(core, county, homes):
    make(core, county, UnpaidWish(PEACH))
    visit = arrived_at(core, county)
    seen = office_visits.visit_for_admin(core, actor=county.clerk, visit_id=visit.visit_id)
    assert [step.courier_name for step in seen.steps] == [None, "王小花", "王小花"]
    assert (seen.contact_name, seen.contact_phone, seen.place) == (None, None, None)
