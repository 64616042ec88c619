"""What admins make of collected phrases: training data, nothing, or less than nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.learning import bare, training_words
from courier.services import learning, learning_review
from tests.factories.county import COUNTY_ID
from tests.factories.learning import CLEAR, UNCLEAR, admin, rows, waiting


def test_an_approved_phrase_becomes_training_data_and_waits_no_more(core, county, talk):
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    learning_review.approve(
        core, actor=county.chief, phrase_id=one.phrase_id, topic="e_voucher", words="电子码咋弄嘛"
    )
    assert waiting(core, county) == []
    assert learning_review.learned(core) == [learning_review.Learned("e_voucher", "电子码咋弄嘛")]
    with core.begin() as work:
        assert work.scalar("select count(*) from audit_events where action = 'phrase_approved'")
    with pytest.raises(Conflict, match="phrase_decided"):
        learning_review.dismiss(core, actor=county.chief, phrase_id=one.phrase_id)


def test_a_dismissed_phrase_is_counted_again_but_waits_no_more(core, county, talk):
    talk.say(UNCLEAR)
    learning_review.dismiss(core, actor=county.chief, phrase_id=waiting(core, county)[0].phrase_id)
    talk.say(UNCLEAR)
    assert waiting(core, county) == []
    assert rows(core, "times") == [(2,)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("我身份证11010519800101123X交了吗", "phrase_personal"),
        ("打13812345678找我", "phrase_personal"),
        ("尾号87654的卡扣了钱", "phrase_personal"),
        ("一三八一二三四五六七八是我", "phrase_personal"),
        ("〔姓名〕的医保", "phrase_personal"),
        ("交[钱](amount)", "phrase_marks"),
        ("？！", "phrase_empty"),
        ("医" * 101, "phrase_too_long"),
    ],
)
def test_words_with_a_person_or_markup_never_become_training_data(words, code):
    with pytest.raises(BadInput, match=code):
        training_words(words)


@pytest.mark.parametrize("words", ["2027年交400元", "我娘68了交多少", "断了3年咋补"])
def test_years_ages_and_amounts_may_be_trained_on(words):
    assert training_words(f" {words}\n") == words


def test_a_question_that_measures_is_never_trained_on(core, county, talk):
    learning.keep_apart(core, questions=["電子碼, 怎麼 辦？"])
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    with pytest.raises(Conflict, match="phrase_measured"):
        learning_review.approve(
            core,
            actor=county.chief,
            phrase_id=one.phrase_id,
            topic="e_voucher",
            words="电子码怎么办",
        )
    assert bare("電子碼, 怎麼 辦？") == bare("电子码怎么办")


def test_a_question_that_measures_since_it_was_approved_is_not_handed_over(core, county, talk):
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    learning_review.approve(
        core, actor=county.chief, phrase_id=one.phrase_id, topic="card", words=UNCLEAR
    )
    learning.keep_apart(core, questions=[UNCLEAR])
    assert learning_review.learned(core) == []


def test_a_topic_that_is_none_is_refused(core, county, talk):
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    with pytest.raises(BadInput, match="topic_unknown"):
        learning_review.approve(
            core, actor=county.chief, phrase_id=one.phrase_id, topic="nlu_fallback", words="好"
        )


def test_townships_do_not_look_and_auditors_do_not_decide(core, county, talk):
    talk.say(UNCLEAR)
    with pytest.raises(NotAllowed):
        learning_review.overview(core, actor=county.clerk)
    (one,) = learning_review.phrases(core, actor=admin("auditor")).phrases
    assert not learning_review.overview(core, actor=admin("auditor")).may_decide
    with pytest.raises(NotAllowed, match="auditor_reads_only"):
        learning_review.dismiss(core, actor=admin("auditor"), phrase_id=one.phrase_id)


def test_another_county_sees_nothing_of_it(core, county, talk):
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    stranger = replace(admin("county"), county_id=COUNTY_ID + 1)
    assert learning_review.phrases(core, actor=stranger).phrases == []
    assert learning_review.overview(core, actor=stranger).topics == []
    with pytest.raises(NotFound):
        learning_review.phrase(core, actor=stranger, phrase_id=one.phrase_id)


def test_the_overview_counts_by_topic_sign_and_month(core, county, talk):
    for text in (UNCLEAR, UNCLEAR, CLEAR, "不对", "这玩意儿咋整"):
        talk.say(text)
    seen = learning_review.overview(core, actor=county.chief)
    assert [(one.heard_as, one.phrases, one.unsure, one.corrected) for one in seen.topics] == [
        ("card", 2, 3, 0),
        ("reimburse_rate", 1, 0, 1),
    ]
    assert [(month.isoformat(), count) for month, count in seen.months] == [("2026-11-01", 3)]


def test_words_that_name_somebody_are_deleted_with_all_their_like(core, county, talk):
    talk.say(UNCLEAR)
    talk.say(CLEAR)
    for complaint in ("不对", "找个人跟我说"):
        talk.say(CLEAR)
        talk.say(complaint)
    named = next(one for one in waiting(core, county) if one.said == CLEAR)
    assert len(rows(core)) == 3
    learning_review.forget(core, actor=county.chief, phrase_id=named.phrase_id)
    assert rows(core, "said") == [(UNCLEAR,)]
    with core.begin() as work:
        trail = work.scalar("select facts from audit_events where action = 'phrase_forgotten'")
    assert trail is not None
    assert CLEAR not in str(trail)
    with pytest.raises(NotFound):
        learning_review.forget(core, actor=county.chief, phrase_id=named.phrase_id)


def test_who_may_not_decide_may_not_delete(core, county, talk):
    talk.say(UNCLEAR)
    (one,) = waiting(core, county)
    stranger = replace(admin("county"), county_id=COUNTY_ID + 1)
    for actor, error in (
        (admin("auditor"), NotAllowed),
        (county.clerk, NotAllowed),
        (stranger, NotFound),
    ):
        with pytest.raises(error):
            learning_review.forget(core, actor=actor, phrase_id=one.phrase_id)
    assert rows(core, "said") == [(UNCLEAR,)]
