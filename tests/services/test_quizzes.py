"""The quiz: questions with their rules, ten of them, eight to pass, three tries a day."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.quizzes import ASKED, LESSONS
from courier.services.couriers import create_courier, revoke_courier
from courier.services.quizzes import bank, last_result, next_quiz, take_quiz
from courier.settings import ROOT
from courier.texts import Locale, say
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.people_at_work import answers, approved, new_courier, pass_quiz


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def candidate(core, county):
    return create_courier(core, actor=county.clerk, new=new_courier())


def test_every_question_has_its_words_a_lesson_and_a_rule_that_stands_somewhere():
    assert len(bank()) >= ASKED
    assert {one.lesson for one in bank()} == set(LESSONS)
    for one in bank():
        assert one.right in one.choices
        assert len(set(one.choices)) == len(one.choices) == 3
        file, _, place = one.source.partition(", ")
        assert place.split(";")[0] in (ROOT / file).read_text("utf-8"), one
        for locale in Locale:
            for choice in one.choices:
                assert say(f"quiz.choice_{one.number}_{choice}", locale)
            assert say(f"quiz.why_{one.number}", locale)


@pytest.mark.parametrize(("wrong", "passed"), [(0, True), (2, True), (3, False), (10, False)])
def test_eight_of_ten_pass(core, candidate, wrong, passed):
    result = pass_quiz(core, COUNTY_ID, candidate, wrong=wrong)
    assert (result.passed, result.right, len(result.wrong)) == (passed, ASKED - wrong, wrong)
    assert last_result(core, county_id=COUNTY_ID, courier_id=candidate) == result


def test_a_reload_asks_the_same_and_the_next_try_something_else(core, candidate):
    first = next_quiz(core, county_id=COUNTY_ID, courier_id=candidate)
    assert next_quiz(core, county_id=COUNTY_ID, courier_id=candidate) == first
    assert len({one.number for one in first.questions}) == ASKED
    pass_quiz(core, COUNTY_ID, candidate)
    second = next_quiz(core, county_id=COUNTY_ID, courier_id=candidate)
    assert [one.number for one in second.questions] != [one.number for one in first.questions]


def test_the_right_answer_has_no_place_of_its_own(core):
    right = {one.number: one.right for one in bank()}
    places = Counter(
        one.choices.index(right[one.number])
        for _ in range(60)
        for one in next_quiz(core, county_id=COUNTY_ID, courier_id=uuid4()).questions
    )
    assert min(places[place] for place in range(3)) > 100, places


def test_three_tries_a_day_and_three_more_tomorrow(core, clock, candidate):
    for left in (2, 1, 0):
        assert pass_quiz(core, COUNTY_ID, candidate, wrong=5).tries_left == left
    with pytest.raises(Refused, match="quiz_tries_over"):
        pass_quiz(core, COUNTY_ID, candidate)
    clock.forward(hours=13, minutes=59)  # 23:59 in China
    with pytest.raises(Refused, match="quiz_tries_over"):
        pass_quiz(core, COUNTY_ID, candidate)
    clock.forward(minutes=1)
    assert pass_quiz(core, COUNTY_ID, candidate).passed


def test_a_question_left_open_does_not_count_as_a_try(core, candidate):
    quiz = next_quiz(core, county_id=COUNTY_ID, courier_id=candidate)
    chosen = answers(quiz)
    some = next(iter(chosen))
    for bad in (
        {},
        {**chosen, some: "9"},
        {one: way for one, way in chosen.items() if one != some},
    ):
        with pytest.raises(BadInput, match="quiz_unanswered"):
            take_quiz(core, county_id=COUNTY_ID, courier_id=candidate, seq=quiz.seq, answers=bad)
    assert next_quiz(core, county_id=COUNTY_ID, courier_id=candidate).tries_left == 3


def test_a_try_sent_twice_at_once_is_judged_once(core, candidate):
    quiz = next_quiz(core, county_id=COUNTY_ID, courier_id=candidate)

    def send(_: int) -> str:
        try:
            take_quiz(
                core,
                county_id=COUNTY_ID,
                courier_id=candidate,
                seq=quiz.seq,
                answers=answers(quiz, wrong=9),
            )
        except Conflict as conflict:
            return conflict.code
        return "judged"

    with ThreadPoolExecutor(4) as pool:
        said = Counter(pool.map(send, range(4)))
    assert said == {"judged": 1, "quiz_answered_before": 3}


def test_whoever_is_revoked_learns_no_more(core, county):
    courier_id = approved(core, county)
    revoke_courier(core, actor=county.chief, courier_id=courier_id, reason="不再担任")
    with pytest.raises(NotFound, match="courier_unknown"):
        pass_quiz(core, COUNTY_ID, courier_id)
    with pytest.raises(NotFound, match="courier_unknown"):
        pass_quiz(core, COUNTY_ID, uuid4())


def test_tries_are_never_written_anew(core, candidate):
    pass_quiz(core, COUNTY_ID, candidate, wrong=9)
    for change in ("update quiz_tries set wrong = '{}'", "delete from quiz_tries"):
        with core.begin() as work, pytest.raises(Exception, match="append-only"):
            work.run(change)
