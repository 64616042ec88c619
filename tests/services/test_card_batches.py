"""Many cards renewed or printed at once: each once, whatever happens in between."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from courier.domain.card_batches import BatchKind, Outcome
from courier.domain.errors import BadInput, NotAllowed, NotFound
from courier.jobs.queue import make_queue
from courier.services import card_batch_work
from courier.services.card_batch_work import look_after_batches, work_on_batch
from courier.services.card_batches import (
    BatchOrder,
    ask_for_batch,
    batch_file,
    batch_view,
    newest_batches,
)
from courier.services.courier_lists import CourierFilter
from courier.services.courier_views import courier_detail
from courier.services.couriers import revoke_courier, suspend_courier
from tests.factories.county import COUNTY_ID, WEST, make_county
from tests.factories.many_couriers import make_couriers
from tests.factories.people_at_work import approved, pass_quiz

LATER = dt.timedelta(days=330)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def three(core, county):
    """Couriers with cards; the two of the county itself have none."""
    return [approved(core, county, name=name) for name in ("赵春梅", "钱多多", "孙小圣")]


def ask(core, actor, kind=BatchKind.RENEW, **wanted) -> UUID:
    batch_id = uuid4()
    order = BatchOrder(batch_id, kind, "zh_Hans")
    ask_for_batch(core, actor=actor, order=order, wanted=CourierFilter(**wanted))
    return batch_id


def view(core, county, batch_id):
    return batch_view(core, actor=county.clerk, batch_id=batch_id)


def work_off(core) -> None:
    async def once() -> None:
        queue = make_queue(core)
        async with queue.open_async():
            await queue.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(once())


def card_of(core, county, courier_id) -> str | None:
    return courier_detail(core, actor=county.chief, courier_id=courier_id).card_no


def test_a_batch_renews_those_it_may_and_says_why_not_the_others(core, county, three, clock):
    before = {one: card_of(core, county, one) for one in three}
    clock.moment += LATER
    for one in three[:2]:
        pass_quiz(core, COUNTY_ID, one)
    suspend_courier(core, actor=county.clerk, courier_id=three[1], reason="核实")
    batch_id = ask(core, county.clerk)
    revoked = view(core, county, batch_id)
    assert (revoked.summary.couriers, revoked.done, revoked.summary.has_ended) == (3, 0, False)
    revoke_courier(core, actor=county.clerk, courier_id=three[2], reason="不干了")
    work_off(core)
    done = view(core, county, batch_id)
    assert done.summary.has_ended
    assert done.outcomes == {
        Outcome.RENEWED: 1,
        Outcome.NOT_IN_STATE: 1,
        Outcome.CARD_MISSING: 1,
    }
    assert {one.name: one.why for one in done.not_done} == {
        "孙小圣": Outcome.NOT_IN_STATE,
        "王小花": Outcome.CARD_MISSING,
    }
    assert card_of(core, county, three[0]) != before[three[0]]
    assert card_of(core, county, three[1]) == before[three[1]]


def test_cards_that_are_good_for_long_and_couriers_without_a_quiz_are_left_out(
    core, county, three, clock
):
    early = ask(core, county.clerk, chosen=(three[0],))
    work_on_batch(core, county_id=COUNTY_ID, batch_id=early)
    assert view(core, county, early).outcomes == {Outcome.TOO_EARLY: 1}
    clock.moment += dt.timedelta(days=366)
    late = ask(core, county.clerk, chosen=(three[0],))
    work_on_batch(core, county_id=COUNTY_ID, batch_id=late)
    assert view(core, county, late).outcomes == {Outcome.QUIZ_NEEDED: 1}


def test_a_crash_in_between_loses_nothing_and_does_nothing_twice(core, county, three, clock):
    clock.moment += LATER
    for one in three:
        pass_quiz(core, COUNTY_ID, one)
    batch_id = ask(core, county.clerk, chosen=tuple(three))
    clock_that_breaks = BreakingClock(clock.moment, breaks_at=8)
    with pytest.raises(PowerCut):
        work_on_batch(
            replace(core, clock=clock_that_breaks), county_id=COUNTY_ID, batch_id=batch_id
        )
    half = view(core, county, batch_id)
    assert 0 < half.done < 3
    first = {one: card_of(core, county, one) for one in three}
    assert look_after_batches(core) == 0, "another process may still be at it"
    clock.moment += card_batch_work.TAKEN_FOR
    assert look_after_batches(core) == 1
    assert view(core, county, batch_id).outcomes == {Outcome.RENEWED: 3}
    kept = [one for one in three if card_of(core, county, one) == first[one]]
    assert len(kept) == half.done, "who was renewed before the crash was not renewed again"
    with core.begin() as work:
        assert work.scalar("select count(*) from cards") == 6
    assert look_after_batches(core) == 0


class PowerCut(Exception):
    """The process is gone."""


class BreakingClock:
    """Stands still, and ends the process when it is asked for the time once too often."""

    def __init__(self, moment, breaks_at):
        self.moment, self.left = moment, breaks_at

    def now(self):
        self.left -= 1
        if not self.left:
            raise PowerCut
        return self.moment


def test_the_same_form_twice_asks_once(core, county, three):
    order = BatchOrder(uuid4(), BatchKind.PRINT, "zh_Hans")
    for _ in range(2):
        ask_for_batch(core, actor=county.clerk, order=order, wanted=CourierFilter())
    assert len(newest_batches(core, actor=county.clerk)) == 1
    with core.begin() as work:
        asked = "select count(*) from procrastinate_jobs where task_name = 'work_on_card_batch'"
        assert work.scalar(asked) == 1
        assert work.scalar("select count(*) from audit_events where action like 'cards_%'") == 1


def test_a_batch_of_another_township_neither_is_seen_nor_reaches_out(core, county, three):
    batch_id = ask(core, county.chief, kind=BatchKind.PRINT)
    work_off(core)
    with pytest.raises(NotFound, match="batch_unknown"):
        batch_view(core, actor=county.clerk, batch_id=batch_id)
    with pytest.raises(NotFound, match="batch_file_gone"):
        batch_file(core, actor=county.clerk, batch_id=batch_id, part=1)
    assert newest_batches(core, actor=county.clerk) == ()
    assert batch_file(core, actor=county.chief, batch_id=batch_id, part=1)
    with pytest.raises(BadInput, match="batch_empty"):
        ask(core, county.clerk, chosen=(county.other_courier.person_id,))
    with pytest.raises(BadInput, match="batch_empty"):
        ask(core, county.clerk, township_code=WEST)


def test_what_is_printed_is_there_for_a_day(core, county, three, clock):
    batch_id = ask(core, county.clerk, kind=BatchKind.PRINT)
    work_off(core)
    done = view(core, county, batch_id)
    assert done.outcomes == {Outcome.PRINTED: 3, Outcome.CARD_MISSING: 1}
    [file] = done.files
    assert (file.part, file.cards) == (1, 3)
    pdf = batch_file(core, actor=county.clerk, batch_id=batch_id, part=1)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    assert "钱多多" in pages[0].extract_text()
    clock.moment += dt.timedelta(hours=24)
    with pytest.raises(NotFound, match="batch_file_gone"):
        batch_file(core, actor=county.clerk, batch_id=batch_id, part=1)
    look_after_batches(core)
    assert view(core, county, batch_id).files == ()


def test_who_may_do_it_no_longer_has_nothing_done(core, county, three):
    batch_id = ask(core, county.clerk, kind=BatchKind.PRINT)
    with core.begin() as work:
        work.run("update admins set disabled_at = now() where name = '录入员'")
        work.commit()
    work_on_batch(core, county_id=COUNTY_ID, batch_id=batch_id)
    after = batch_view(core, actor=county.clerk, batch_id=batch_id)
    assert after.outcomes == {Outcome.NOT_ALLOWED: 4}
    assert after.files == ()


def test_an_auditor_and_a_courier_ask_for_nothing(core, county, three):
    for actor in (replace(county.chief, role="auditor"), county.courier):
        with pytest.raises(NotAllowed):
            ask(core, actor)


def test_too_many_at_once_are_refused(core, county):
    make_couriers(core, county, 4000)
    with pytest.raises(BadInput, match="batch_too_large") as caught:
        ask(core, county.chief, kind=BatchKind.PRINT)
    assert caught.value.facts == {"most": 2000}
