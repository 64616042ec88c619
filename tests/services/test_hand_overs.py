"""Villages and open visits go to a successor: all or nothing, and no money moves."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from courier.domain.courier_states import CourierStatus
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.ledger import Account, PostingKind
from courier.domain.money import Money
from courier.services import rounds
from courier.services.cards import own_card
from courier.services.core import Actor, ActorKind
from courier.services.courier_views import courier_detail
from courier.services.couriers import revoke_courier, suspend_courier
from courier.services.hand_overs import HandOver, hand_over, hand_over_view
from courier.services.outgoing import send_waiting_texts
from courier.services.visits import follow_visit
from courier.store.queries import ledger
from courier.store.rows.ledger import Line
from tests.factories.county import COUNTY_ID, EAST, PEACH, PLUM, WEST, WILLOW, make_county
from tests.factories.people_at_work import holder_of, registered
from tests.factories.visits import ask, states


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def leaving(core, county):
    """Who hands over; she serves 桃花村 and 李家村."""
    return holder_of(registered(core, county).courier_id)


@pytest.fixture
def coming(core, county):
    made = registered(core, county, name="孙大成", phone="13900000002", village_codes=(PLUM,))
    return Actor(ActorKind.COURIER, COUNTY_ID, made.courier_id, "孙大成", EAST)


def wish(coming, *villages, ends=False, reason="搬走了") -> HandOver:
    return HandOver(coming.person_id, villages, ends, reason)


def villages_of(core, county, courier) -> tuple[str, ...]:
    view = courier_detail(core, actor=county.chief, courier_id=courier.person_id)
    return view.summary.villages


def do(core, county, leaving, what):
    return hand_over(core, actor=county.chief, courier_id=leaving.person_id, what=what)


def take(core, courier, **changes):
    return rounds.accept_visit(core, courier, ask(core, **changes).visit_id)


def put_cash(core, courier, fen: int) -> None:
    with core.begin() as work:
        ledger.post(
            work,
            county_id=COUNTY_ID,
            kind=PostingKind.SUSPENSE,
            at=core.clock.now(),
            lines=[
                Line(Account.CUSTODY, str(courier.person_id), fen),
                Line(Account.SUSPENSE, str(uuid4()), -fen),
            ],
        )
        work.commit()


def test_some_villages_go_with_their_visits_and_the_rest_stays(core, county, leaving, coming):
    goes = take(core, leaving, contact_phone="13900001111")
    stays = take(core, leaving, contact_phone="13900002222", village_code=PLUM)
    rounds.depart(core, leaving, goes.visit_id)
    done = do(core, county, leaving, wish(coming, PEACH))
    assert (done.villages, done.visits, done.still_owed) == (1, 1, Money(0))
    assert villages_of(core, county, leaving) == ("李家村",)
    assert villages_of(core, county, coming) == ("李家村", "桃花村")
    moved = rounds.visit_of(core, coming, goes.visit_id)
    assert (moved.status, moved.contact_name) == ("accepted", "张大妈")
    assert states(core, goes.visit_id) == ["requested", "accepted", "on_the_way", "accepted"]
    assert rounds.visit_of(core, leaving, stays.visit_id).contact_name == "张大妈"
    with pytest.raises(NotFound, match="visit_not_found"):
        rounds.visit_of(core, leaving, goes.visit_id)
    rounds.arrive(core, coming, goes.visit_id)


def test_everything_goes_and_she_is_revoked(core, county, leaving, coming):
    visit = take(core, leaving)
    done = do(core, county, leaving, wish(coming, ends=True))
    assert (done.villages, done.visits) == (2, 1)
    view = courier_detail(core, actor=county.chief, courier_id=leaving.person_id)
    assert (view.summary.status, view.summary.villages, view.card_no) == (
        CourierStatus.REVOKED,
        (),
        None,
    )
    assert [line.state.value for line in view.history[:2]] == ["revoked", "handed_over"]
    assert view.history[1].reason.startswith("李家村、桃花村 → 孙大成")
    assert rounds.visit_of(core, coming, visit.visit_id).status == "accepted"


def test_what_is_over_stays_with_whoever_did_it(core, county, leaving, coming):
    visit = take(core, leaving)
    rounds.depart(core, leaving, visit.visit_id)
    rounds.arrive(core, leaving, visit.visit_id)
    rounds.not_done(core, leaving, visit.visit_id, reason="does_not_want")
    assert do(core, county, leaving, wish(coming, ends=True)).visits == 0
    with core.begin() as work:
        assert work.scalar("select courier_id from visits") == leaving.person_id


def test_both_get_cards_with_their_new_villages_that_last_no_longer(
    core, clock, county, leaving, coming
):
    before = {who: own_card(core, actor=who).card for who in (leaving, coming)}
    clock.forward(days=10)
    do(core, county, leaving, wish(coming, PEACH))
    for who, villages in ((leaving, ("李家村",)), (coming, ("李家村", "桃花村"))):
        card = own_card(core, actor=who).card
        assert card.villages == villages
        assert card.card_no != before[who].card_no
        assert card.valid_until == before[who].valid_until


@pytest.mark.parametrize("stop", [suspend_courier, revoke_courier])
def test_who_was_stopped_at_a_door_can_be_relieved_and_the_visit_begins_anew(
    core, county, leaving, coming, stop
):
    visit = take(core, leaving)
    rounds.arrive(core, leaving, visit.visit_id)
    stop(core, actor=county.chief, courier_id=leaving.person_id, reason="核实")
    assert do(core, county, leaving, wish(coming, ends=True)).villages == 2
    track = follow_visit(core, visit_no=visit.visit_no)
    assert (track.status, track.courier_name) == ("accepted", "孙大成")
    assert not track.courier_stopped
    view = courier_detail(core, actor=county.chief, courier_id=leaving.person_id)
    assert view.summary.status is CourierStatus.REVOKED


def test_cash_is_named_and_never_moved(core, county, leaving, coming):
    put_cash(core, leaving, 16000)
    view = hand_over_view(core, actor=county.chief, courier_id=leaving.person_id)
    assert view.cash == Money(16000)
    assert do(core, county, leaving, wish(coming, ends=True)).still_owed == Money(16000)
    with core.begin() as work:
        for who, fen in ((leaving, 16000), (coming, 0)):
            assert ledger.balance(work, COUNTY_ID, Account.CUSTODY, str(who.person_id)) == fen


def test_whoever_waits_is_told_by_text_who_comes_instead(core, county, leaving, coming):
    texts = core.text_sender
    visit = take(core, leaving)
    do(core, county, leaving, wish(coming, PEACH))
    send_waiting_texts(core)
    words = texts.sent[-1].words
    assert "孙大成" in words
    assert "13900000002" in words
    assert visit.visit_no[:4] in words


def test_those_at_work_in_the_area_may_take_over(core, county, leaving, coming):
    view = hand_over_view(core, actor=county.clerk, courier_id=leaving.person_id)
    assert {one.name for one in view.successors} == {"孙大成", "王小花"}
    assert (view.open_visits, [one.name for one in view.villages]) == (0, ["李家村", "桃花村"])
    found = hand_over_view(core, actor=county.chief, courier_id=leaving.person_id, said="大")
    assert [one.name for one in found.successors] == ["孙大成", "李大山"], "her township first"


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"village_codes": ()}, BadInput, "villages_missing"),
        ({"village_codes": (WILLOW,)}, BadInput, "village_not_hers"),
        ({"village_codes": (PEACH, "%")}, BadInput, "village_not_hers"),
        ({"village_codes": (PEACH, PLUM)}, BadInput, "villages_none_kept"),
        ({"reason": " \0"}, BadInput, "reason_missing"),
        ({"successor_id": uuid4()}, NotFound, "courier_unknown"),
    ],
)
def test_what_cannot_be_handed_over_moves_nothing(
    core, county, leaving, coming, changes, error, code
):
    what = dataclasses.replace(wish(coming, PEACH), **changes)
    with pytest.raises(error, match=code):
        do(core, county, leaving, what)
    assert villages_of(core, county, leaving) == ("李家村", "桃花村")


def test_nobody_hands_over_to_herself_or_to_somebody_who_is_not_at_work(
    core, county, leaving, coming
):
    with pytest.raises(Conflict, match="successor_is_herself"):
        do(core, county, leaving, wish(leaving, PEACH))
    suspend_courier(core, actor=county.chief, courier_id=coming.person_id, reason="核实")
    with pytest.raises(Conflict, match="successor_not_active"):
        do(core, county, leaving, wish(coming, PEACH))


def test_nobody_outside_the_area_hands_over(core, county, leaving, coming):
    west = Actor(ActorKind.ADMIN, COUNTY_ID, county.clerk.person_id, "某", WEST, "township")
    auditor = dataclasses.replace(county.chief, role="auditor")
    for actor, error in ((west, NotFound), (auditor, NotAllowed), (leaving, NotAllowed)):
        with pytest.raises(error):
            hand_over_view(core, actor=actor, courier_id=leaving.person_id)
        with pytest.raises(error):
            hand_over(core, actor=actor, courier_id=leaving.person_id, what=wish(coming, PEACH))


def test_two_who_hand_over_to_each_other_at_once_never_wait_for_ever(core, county, leaving, coming):
    pairs = [(leaving, wish(coming, ends=True)), (coming, wish(leaving, ends=True))]

    def attempt(pair):
        try:
            return do(core, county, *pair).villages
        except Conflict as conflict:
            return conflict.code

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(attempt, pairs))
    assert sorted(map(str, said))[1] in {"courier_not_in_state", "successor_not_active"}
