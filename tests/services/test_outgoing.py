"""Texts to phones: each sent once, tried again when the carrier fails, and forgotten."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.domain.errors import OutsideFailed, Refused
from courier.domain.outgoing import (
    MOST_TRIES,
    TextKind,
    pause_after,
)
from courier.jobs.outgoing import look_after_texts, tell_of_one_visit
from courier.ports import FieldKind
from courier.services import cash, rounds
from courier.services.health import current_figures
from courier.services.outgoing import send_text, send_waiting_texts, write_text
from courier.services.visit_hand_overs import give_back
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.families import family
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.visits import PHONE, ask, finish_at_settled

FAR_PHONE = "13700007777"

AWAY = OutsideFailed("text_gateway_away", reason="503")
FACTS = {"code": "123456"}


@pytest.fixture
def county(core):
    return make_county(core)


def wrote(core, about="test:1", phone=PHONE, **changes) -> None:
    with core.begin() as work:
        write_text(
            core,
            work,
            county_id=COUNTY_ID,
            phone=core.sealer.seal(FieldKind.PHONE, phone),
            kind=TextKind.PHONE_CODE,
            about=about,
            facts=FACTS,
            **changes,
        )
        work.commit()


def rows(core):
    with core.begin() as work:
        return work.run("select * from outgoing_messages order by created_at, about").all()


def test_a_text_is_sent_once_and_what_it_told_is_forgotten(core, messages):
    wrote(core)
    send_waiting_texts(core)
    send_waiting_texts(core)
    (sent,) = messages.sent
    (kept,) = rows(core)
    assert (sent.phone, sent.key) == (PHONE, str(kept.message_id))
    assert "123456" in sent.words
    assert (kept.status, kept.sealed_facts) == ("sent", None)


def test_what_waits_is_sealed(core):
    wrote(core)
    (kept,) = rows(core)
    assert b"123456" not in bytes(kept.sealed_facts)
    assert PHONE.encode() not in bytes(kept.phone)


def test_the_same_matter_is_told_a_phone_once(core, messages):
    wrote(core)
    wrote(core)
    wrote(core, phone="13700000000")
    send_waiting_texts(core)
    assert sorted(text.phone for text in messages.sent) == ["13700000000", PHONE]


def test_a_carrier_that_fails_is_tried_again_with_growing_pauses_and_the_same_key(
    core, messages, clock
):
    wrote(core)
    messages.trouble = AWAY
    (waiting,) = rows(core)
    for tries in range(1, MOST_TRIES):
        assert send_waiting_texts(core) == 1
        assert send_waiting_texts(core) == 0
        clock.moment += pause_after(tries)
    messages.trouble = None
    send_waiting_texts(core)
    assert [text.key for text in messages.sent] == [str(waiting.message_id)]


def test_after_eight_tries_a_text_is_given_up(core, messages, clock):
    wrote(core)
    messages.trouble = AWAY
    for _ in range(MOST_TRIES + 2):
        send_waiting_texts(core)
        clock.forward(hours=3)
    (kept,) = rows(core)
    assert (kept.status, kept.tries, kept.sealed_facts) == ("failed", MOST_TRIES, None)
    assert kept.failure == "503"


def test_a_text_that_the_carrier_refuses_is_not_tried_again(core, messages):
    wrote(core)
    messages.trouble = Refused("text_refused", reason="400")
    send_waiting_texts(core)
    assert send_waiting_texts(core) == 0
    assert rows(core)[0].status == "failed"


def test_a_text_that_came_too_late_is_not_sent(core, messages, clock):
    wrote(core, expires_at=clock.now())
    clock.forward(seconds=1)
    send_waiting_texts(core)
    assert not messages.sent
    assert rows(core)[0].status == "expired"


def test_two_senders_at_once_send_it_once(core, messages):
    wrote(core)
    (kept,) = rows(core)
    gate = threading.Barrier(4)

    def send(_):
        gate.wait()
        return send_text(core, county_id=COUNTY_ID, message_id=kept.message_id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert len(messages.sent) == 1


def test_a_sender_that_crashed_is_followed_by_another_with_the_same_key(core, messages, clock):
    class Crash(BaseException):
        pass

    wrote(core)
    messages.trouble = Crash()
    with pytest.raises(Crash):
        send_waiting_texts(core)
    messages.trouble = None
    assert send_waiting_texts(core) == 0
    clock.forward(minutes=6)
    assert send_waiting_texts(core) == 1
    assert [text.key for text in messages.sent] == [str(rows(core)[0].message_id)]


def test_a_landline_gets_no_text_and_is_not_asked_again(core, messages):
    wrote(core, phone="05510000123")
    assert send_waiting_texts(core) == 0
    assert rows(core)[0].status == "failed"


def test_who_asked_hears_each_step_on_her_own_phone_too(core, county, messages):
    visit = ask(core, asker_phone=FAR_PHONE)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    rounds.depart(core, county.courier, visit.visit_id)
    rounds.arrive(core, county.courier, visit.visit_id)
    finish_at_settled(core, county, visit.visit_id)
    tell_steps(core)
    for phone in (PHONE, FAR_PHONE):
        told = [text.words for text in messages.sent if text.phone == phone]
        steps = ("接了您的上门单", "出发了", "到门口了", "办完了")
        assert [step in words for step, words in zip(steps, told, strict=True)] == [True] * 4


def test_who_asked_hears_of_the_second_courier_on_the_same_day(core, county, messages):
    visit_id = rounds.accept_visit(core, county.courier, ask(core).visit_id).visit_id
    tell_steps(core)
    give_back(core, county.courier, visit_id)
    rounds.accept_visit(core, county.other_courier, visit_id)
    tell_steps(core)
    assert [name in text.words for name, text in zip(
        ("王小花", "李大山"), messages.sent, strict=True
    )] == [True, True]  # fmt: skip


def test_who_asked_hears_that_nothing_came_of_it_and_not_why(core, county, messages):
    visit = rounds.accept_visit(core, county.courier, ask(core).visit_id)
    rounds.not_done(core, county.courier, visit.visit_id, reason="died")
    tell_steps(core)
    assert "没办成" in messages.sent[-1].words
    assert "过世" not in messages.sent[-1].words


def tell_steps(core) -> None:
    """The jobs of all steps, each of them twice."""
    with core.begin() as work:
        told = work.run(
            "select args from procrastinate_jobs where task_name = 'tell_of_visit' order by id"
        )
        jobs = list(told.scalars())
    for args in [*jobs, *jobs]:
        tell_of_one_visit(core, **args)
    send_waiting_texts(core)


def test_money_that_arrived_is_told_to_the_phone_on_file_once(core, county, messages):
    household_id = family(county)
    assess(core)
    with core.begin() as work:
        payers = list(
            work.run("select insuree_id from insurees where name in ('张老太', '张三')").scalars()
        )
        work.run(
            "update insurees set phone = :p where name in ('张老太', '张三')",
            {"p": core.sealer.seal(FieldKind.PHONE, PHONE)},
        )
        work.commit()
    consent(core, county.courier, payers)
    give_book(core, county, county.courier)
    request = request_for(core, household_id, payers)
    cash.take_cash(core, actor=county.courier, request=request)
    look_after_texts(core)
    look_after_texts(core)
    (sent,) = messages.sent
    assert "2个人2027年" in sent.words
    assert "张" not in sent.words


def test_a_payment_for_somebody_without_a_phone_is_told_to_the_household(core, county, messages):
    household_id = family(county)
    assess(core)
    with core.begin() as work:
        son = work.scalar("select insuree_id from insurees where name = '张三'")
        work.run(
            "update insurees set phone = :p where name = '张老太'",
            {"p": core.sealer.seal(FieldKind.PHONE, PHONE)},
        )
        work.commit()
    consent(core, county.courier, [son])
    give_book(core, county, county.courier)
    cash.take_cash(core, actor=county.courier, request=request_for(core, household_id, [son]))
    look_after_texts(core)
    assert [text.phone for text in messages.sent] == [PHONE]


def test_without_a_carrier_nothing_is_written_down(core, county, messages):
    messages.reaches_phones = False
    visit = ask(core)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    tell_of_one_visit(core, county_id=COUNTY_ID, visit_id=visit.visit_id, state="accepted")
    assert not rows(core)


def test_the_watchers_see_what_waits_and_for_how_long(core, messages, clock):
    wrote(core, about="a")
    wrote(core, about="b")
    messages.trouble = AWAY
    send_waiting_texts(core)
    clock.forward(seconds=90)
    figures = current_figures(core)
    assert figures.texts == {"waiting": 2}
    assert figures.oldest_text_seconds == pytest.approx(90)


def test_ended_texts_are_forgotten_after_a_month(core, messages, clock):
    wrote(core)
    send_waiting_texts(core)
    clock.forward(days=31)
    send_waiting_texts(core)
    assert not rows(core)


def test_nothing_personal_stands_in_the_log(core, messages, caplog, capsys):
    wrote(core)
    messages.trouble = AWAY
    with caplog.at_level("DEBUG"):
        send_waiting_texts(core)
    logged = caplog.text + capsys.readouterr().out
    assert "text_not_sent" in logged
    assert PHONE not in logged
    assert "123456" not in logged


def test_a_text_whose_key_is_lost_is_given_up_and_stops_none_of_the_others(core, messages):
    wrote(core, about="a")
    wrote(core, about="b")
    with core.begin() as work:
        work.run("update outgoing_messages set sealed_facts = 'x' where about = 'a'")
        work.commit()
    send_waiting_texts(core)
    assert [row.status for row in rows(core)] == ["failed", "sent"]
