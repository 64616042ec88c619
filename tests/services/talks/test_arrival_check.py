"""Has the payment arrived? Told to whoever proves that she may ask, and to nobody else."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from courier.jobs.outgoing import make_phone_code
from courier.ports import Channel, FieldKind
from courier.services import cash, phone_codes, slips
from courier.services.arrival_check import ArrivalState, arrivals_by_phone, arrivals_by_slip
from courier.services.outgoing import send_waiting_texts
from courier.services.payments import start_payment
from courier.services.receipts import receipt_by_code
from tests.factories.county import id_number
from tests.factories.families import family
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.talks import Talk, kept
from tests.factories.visits import statements

PHONE, STRANGER = "13800001111", "13800002222"
ASK = "topic:check_status"


@pytest.fixture
def household(core, county):
    """Three people with a phone on file: one has paid in cash, one owes, one owes nothing."""
    household_id = family(county)
    assess(core)
    with core.begin() as work:
        ids = work.run("select insuree_id, name from insurees").all()
        grandmother = next(row.insuree_id for row in ids if row.name == "张老太")
        work.run(
            "update insurees set phone = :p where insuree_id = :i",
            {"p": core.sealer.seal(FieldKind.PHONE, PHONE), "i": grandmother},
        )
        work.commit()
    consent(core, county.courier, [grandmother])
    give_book(core, county, county.courier)
    request = request_for(core, household_id, [grandmother])
    cash.take_cash(core, actor=county.courier, request=request)
    return household_id


@pytest.fixture
def slip(core, county, household):
    return slips.issue_slip(core, county.courier, household)


@pytest.fixture
def talk(core, household):
    return Talk(core)


def work_off(core):
    """What the worker does with codes that were asked for."""
    with core.begin() as work:
        waiting = work.run(
            "select args from procrastinate_jobs where task_name = 'send_phone_code'"
        ).scalars()
        asked = list(waiting)
    for args in asked:
        make_phone_code(core, **args)
    send_waiting_texts(core)


def code_of(messages) -> str:
    return re.search(r"\d{6}", messages.sent[-1].words)[0]


def test_the_slip_tells_who_has_paid_and_who_still_owes(core, slip):
    found = arrivals_by_slip(core, code=slip)
    states = {one.name_masked: one.state for one in found.people}
    assert [one.state for one in found.people].count(ArrivalState.PAID) == 1
    assert set(states) == {"张*"}
    assert {one.state for one in found.people} == {
        ArrivalState.PAID,
        ArrivalState.OPEN,
        ArrivalState.AIDED,
    }


def test_the_receipt_that_is_told_opens_its_public_page(core, slip):
    (paid,) = [one for one in arrivals_by_slip(core, code=slip).people if one.receipt is not None]
    shown = receipt_by_code(core, code=paid.receipt.code)
    assert (shown.number, shown.amount) == (paid.receipt.number, paid.amount)


def test_a_slip_that_is_forged_revoked_misread_or_unknown_gets_the_very_same_words(
    core, county, household, slip
):
    forged = slip[:-1] + ("0" if slip[-1] != "0" else "1")
    said = {Talk(core).say(forged)}
    slips.revoke_slip(core, county.courier, household)
    said.add(Talk(core).say(slip))
    assert len(said) == 1
    assert "没有查到" in said.pop()


def test_a_slip_typed_in_the_chat_is_answered_and_not_kept(core, talk, slip):
    said = talk.say(f"帮我看看 {slip}")
    assert "到了" in said
    assert "还没到，要交" in said
    assert "张老太" not in said
    assert any(href.startswith("/r/YR1") for href in talk.hrefs)
    assert slip.replace("-", "") not in kept(core).replace("-", "")


def test_a_name_and_an_id_number_tell_nothing(core, talk):
    talk.say(ASK)
    with core.begin() as work:
        sealed = work.scalar("select id_number from insurees where name = '张老太'")
    real = core.sealer.open(FieldKind.ID_NUMBER, bytes(sealed))
    said = {talk.say(f"张老太 {real}"), talk.say(f"李没有 {id_number(7)}")}
    assert len(said) == 1
    assert "不能查" in said.pop()
    assert real not in kept(core)


def test_the_number_on_file_gets_a_code_that_opens_the_answer(core, talk, messages):
    talk.say(ASK)
    assert "六位数字" in talk.say(PHONE)
    work_off(core)
    assert [text.phone for text in messages.sent] == [PHONE]
    said = talk.say(f"是{code_of(messages)}")
    assert "到了" in said
    assert "还没到，要交" in said
    assert PHONE not in kept(core)
    assert code_of(messages) not in kept(core)


def test_somebody_on_no_file_hears_the_same_words_and_gets_no_text(core, household, messages):
    known, unknown = Talk(core), Talk(core)
    heard = {known.say(ASK), unknown.say(ASK)}
    heard |= {known.say(PHONE), unknown.say(STRANGER)}
    work_off(core)
    assert len(heard) == 2
    assert [text.phone for text in messages.sent] == [PHONE]
    wrong = "000000" if code_of(messages) != "000000" else "111111"
    for _ in range(6):
        assert known.say(wrong) == unknown.say(wrong)
    assert "试得太多" in known.say(wrong)


def test_a_request_does_the_same_work_for_a_known_and_an_unknown_number(core, household):
    talks = {number: Talk(core) for number in (PHONE, STRANGER)}
    for talk in talks.values():
        talk.say(ASK)
    counts = {statements(core, lambda n=n, t=t: t.say(n)) for n, t in talks.items()}
    assert len(counts) == 1


def test_after_five_wrong_tries_even_the_right_code_is_worthless(core, talk, messages):
    talk.say(ASK)
    talk.say(PHONE)
    work_off(core)
    right = code_of(messages)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert "不对" in talk.say(wrong)
    assert "到了" not in talk.say(right)


def test_a_code_is_worthless_after_ten_minutes_and_after_its_use(core, talk, messages, clock):
    talk.say(ASK)
    talk.say(PHONE)
    work_off(core)
    late = code_of(messages)
    clock.forward(minutes=11)
    assert "十分钟" in talk.say(late)
    talk.say("code_again")
    work_off(core)
    used = code_of(messages)
    assert "到了" in talk.say(used)
    talk.say(ASK)
    talk.say(PHONE)
    assert "到了：" not in talk.say(used)


def test_a_code_counts_only_in_the_conversation_that_asked(core, talk, messages):
    talk.say(ASK)
    talk.say(PHONE)
    work_off(core)
    thief = Talk(core)
    thief.say(ASK)
    thief.say(PHONE)
    assert "不对" in thief.say(code_of(messages))


def test_only_three_codes_an_hour_are_sent_whether_on_file_or_not(core, household, messages):
    known, unknown = Talk(core), Talk(core)
    for talk, number in ((known, PHONE), (unknown, STRANGER)):
        talk.say(ASK)
        for _ in range(3):
            talk.say(number)
    assert known.say(PHONE) == unknown.say(STRANGER)
    assert "过一个小时" in known.say(PHONE)
    work_off(core)
    assert len(messages.sent) == 3


def test_one_conversation_cannot_try_number_after_number(core, talk, clock):
    talk.say(ASK)
    for last in range(3):
        assert "登记过" in talk.say(f"1380000333{last}")
    assert "过一个小时" in talk.say("13800003339")
    clock.forward(hours=2)
    assert "登记过" in talk.say("13800003339")


def test_codes_are_kept_as_hashes_under_a_key(core, talk, messages):
    talk.say(ASK)
    talk.say(PHONE)
    work_off(core)
    with core.begin() as work:
        rows = work.run("select code_hash, sealed_facts from phone_codes, outgoing_messages").all()
    assert all(len(row.code_hash) == 32 for row in rows)
    assert all(row.sealed_facts is None for row in rows)


def test_making_a_code_twice_sends_one(core, talk, messages):
    talk.say(ASK)
    talk.say(PHONE)
    work_off(core)
    work_off(core)
    assert len(messages.sent) == 1


def test_money_that_is_held_is_never_called_arrived(core, county, household, slip):
    with core.begin() as work:
        son = work.scalar("select insuree_id from insurees where name = '张三'")
    consent(core, county.courier, [son])
    request = request_for(core, household, [son])
    start_payment(core, actor=county.courier, channel=Channel.WECHAT, request=request)
    assert _state_of_son(core, slip) is ArrivalState.WAITING
    with core.begin() as work:
        work.run(
            "insert into suspense_items (county_id, channel, transaction_id, attempt_id,"
            " amount_fen, reason, holder, noted_at) select county_id, 'wechat', 't', attempt_id,"
            " 100, 'other_amount', 'wechat', now() from payment_attempts where channel = 'wechat'"
        )
        work.commit()
    assert _state_of_son(core, slip) is ArrivalState.HELD
    assert "会退给您" in Talk(core).say(slip)


def _state_of_son(core, slip):
    people = arrivals_by_slip(core, code=slip).people
    return next(one.state for one in people if one.state not in {"paid", "aided"})


def test_a_child_far_away_is_told_of_every_household_with_the_number_on_file(
    core, county, household
):
    _, (mother,) = county.household([("李桂英", dt.date(1950, 1, 1), [])])
    sealed = core.sealer.seal(FieldKind.PHONE, PHONE)
    with core.begin() as work:
        work.run("update insurees set phone = :p where insuree_id = :i", {"p": sealed, "i": mother})
        work.commit()
    found = arrivals_by_phone(core, phone=sealed)
    assert [len(one.people) for one in found].count(1) == 1
    assert len(found) == 2


def test_without_a_carrier_no_text_is_promised(core, talk, messages):
    messages.reaches_phones = False
    assert "六位数字" not in talk.say(ASK)
    assert "六位数字" not in talk.say(PHONE)


def test_a_question_in_between_is_answered_and_the_proof_asked_for_again(core, talk):
    talk.say(ASK)
    said = talk.say("topic:pay_channel")
    assert "要接着查" in said
    assert "不查了" in talk.say("算了")
    assert "要接着查" not in talk.say("topic:pay_channel")


@pytest.mark.parametrize("words", ["再发一次", "1", "第一个"])
def test_a_button_may_be_typed(core, talk, messages, clock, words):
    talk.all(ASK, PHONE)
    work_off(core)
    clock.forward(minutes=2)
    assert "六位数字" in talk.say(words)
    assert "通知单上的码" in talk.say("换个办法")
    assert "不查了" in talk.say("算了")


def test_who_has_no_paper_hears_whom_to_ask(core, talk):
    talk.say(ASK)
    assert "快递员" in talk.say("丢了")


def test_a_receipt_speaks_for_itself_as_before(core, talk, slip):
    (paid,) = [one for one in arrivals_by_slip(core, code=slip).people if one.receipt]
    talk.say(ASK)
    said = talk.say(paid.receipt.code)
    assert "收据是真的" in said
    assert "要接着查" not in said


def test_old_codes_are_forgotten(core, talk, clock):
    talk.say(ASK)
    talk.say(PHONE)
    clock.forward(days=2)
    phone_codes.forget_codes(core)
    with core.begin() as work:
        assert work.scalar("select count(*) from phone_codes") == 0
