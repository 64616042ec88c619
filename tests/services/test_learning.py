"""What the assistant did not understand is collected without a person in it, and reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.learning import bare, says_misheard, training_words
from courier.ports import TopicGuess
from courier.services import learning, learning_review, told, transcripts
from courier.services.conversations import reply
from courier.services.core import Actor, ActorKind
from courier.texts import Locale
from tests.factories.county import COUNTY, COUNTY_ID, make_county

UNCLEAR = "那个东西咋弄嘛"
CLEAR = "住院能报多少"


@dataclass
class TaughtEar:
    """Hears what the test wrote down; anything else is beyond it."""

    known: dict[str, list[TopicGuess]] = field(default_factory=dict)

    def guess(self, conversation_id, masked_text):
        unsure = [TopicGuess("card", 0.2), TopicGuess("e_voucher", 0.15)]
        return self.known.get(masked_text, unsure)


SURE = {
    CLEAR: [TopicGuess("reimburse_rate", 0.9), TopicGuess("serious_illness", 0.05)],
    "找个人跟我说": [TopicGuess("human_handoff", 0.9)],
}


@pytest.fixture
def core(core):
    ear = TaughtEar(SURE)
    return replace(core, interpreter=ear, fallback=ear)


@pytest.fixture
def county(core):
    return make_county(core)


class Talk:
    def __init__(self, core):
        self.core, self.id = core, None

    def say(self, text):
        answer = reply(self.core, conversation_id=self.id, text=text, locale=Locale.ZH_HANS)
        self.id = answer.conversation_id
        return answer.messages


@pytest.fixture
def talk(core, county):
    return Talk(core)


def rows(core, columns="sign, said, heard_as, times"):
    with core.begin() as work:
        found = work.run(f"select {columns} from learning_phrases order by said, sign").all()
    return [tuple(row) for row in found]


def admin(role: str, region: str = COUNTY) -> Actor:
    return Actor(ActorKind.ADMIN, COUNTY_ID, UUID(int=7), "郑某", region, role)


def waiting(core, county):
    return learning_review.phrases(core, actor=county.chief).phrases


def test_what_was_not_understood_is_collected_and_counted(core, county, talk):
    talk.say(UNCLEAR)
    talk.say(UNCLEAR + "？？")
    assert rows(core) == [("unsure", UNCLEAR, "card", 2)]


def test_what_was_understood_is_not_collected(core, talk):
    talk.say(CLEAR)
    assert rows(core) == []


def test_a_phrase_keeps_no_person_no_conversation_and_no_moment(core, talk):
    talk.say("我叫张大海电话13812345678那个咋弄")
    ((said,),) = rows(core, "said")
    assert "13812345678" not in said
    assert "张大海" not in said
    with core.begin() as work:
        kept = work.run("select * from learning_phrases").mappings().one()
        number = str(talk.id)
    assert number not in str(dict(kept))
    assert kept["phrase_id"].version == 4  # a number of version 7 would tell the moment
    assert kept["first_on"].isoformat() == "2026-11-22"


def test_the_choice_after_an_offer_tells_what_was_meant(core, talk):
    talk.say(UNCLEAR)
    talk.say("topic:e_voucher")
    assert rows(core, "sign, said, heard_as, chosen") == [("unsure", UNCLEAR, "card", "e_voucher")]


@pytest.mark.parametrize("complaint", ["不是这个", "不对", "你没懂", "答非所问", "不是，我问别的"])
def test_an_answer_that_is_contradicted_is_collected(core, talk, complaint):
    talk.say(CLEAR)
    talk.say(complaint)
    assert rows(core) == [("corrected", CLEAR, "reimburse_rate", 1)]


def test_another_topic_that_was_thought_of_corrects_the_answer(core, talk):
    talk.say(CLEAR)
    talk.say("topic:serious_illness")
    assert rows(core, "sign, said, chosen") == [("corrected", CLEAR, "serious_illness")]


def test_a_next_step_that_the_answer_offered_corrects_nothing(core, talk):
    talk.say(CLEAR)
    talk.say("topic:reimburse_process")
    assert rows(core) == []


@pytest.mark.parametrize("wish", ["找个人跟我说", "topic:human_handoff"])
def test_asking_for_a_person_right_after_an_answer_is_collected(core, talk, wish):
    talk.say(CLEAR)
    talk.say(wish)
    assert rows(core) == [("person", CLEAR, "reimburse_rate", 1)]


def test_answers_to_our_own_questions_teach_nothing(core, talk):
    talk.say("topic:courier_request")
    talk.say("不对")
    talk.say("村东头第三家红门")
    assert rows(core) == []


def test_a_button_teaches_nothing_of_itself(core, talk):
    talk.say("topic:reimburse_rate")
    talk.say("不是这个")
    assert rows(core) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不是这个意思", True),
        ("你根本没听懂", True),
        ("That's wrong", True),
        ("不是本地人能交吗", False),
        ("不对外地人报销吧我想问问看", False),
        ("我爸不是低保", False),
    ],
)
def test_a_complaint_is_told_from_a_question(said, meant):
    assert says_misheard(said) is meant


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


def test_old_transcripts_are_deleted_and_their_counts_stay(core, clock, talk):
    talk.say(CLEAR)
    clock.forward(days=100)
    talk.say(UNCLEAR)
    clock.forward(days=81)
    gone = transcripts.expire_transcripts(core, days=180)
    assert gone.conversations == 0  # something newer was said in it
    with core.begin() as work:
        left = set(
            work.run("select masked_text from chat_messages where who = 'villager'").scalars()
        )
        counts = work.run(
            "select day, channel, who, topic, answered, messages from chat_counts"
            " where topic = 'reimburse_rate'"
        ).all()
        deleted = work.scalar("select sum(messages) from chat_counts")
    assert left == {UNCLEAR}
    assert [tuple(row)[1:] for row in counts] == [("web", "assistant", "reimburse_rate", True, 1)]
    assert deleted == gone.messages
    clock.forward(days=100)
    assert transcripts.expire_transcripts(core, days=180).conversations == 1
    assert transcripts.expire_transcripts(core, days=180) == transcripts.Expired(0, 0)
    with core.begin() as work:
        assert work.scalar("select count(*) from conversations") == 0
        assert work.scalar("select count(*) from learning_phrases") == 0


def test_a_conversation_that_the_office_has_not_closed_stays(core, clock, talk):
    talk.say(CLEAR)
    with core.begin() as work:
        work.run(
            "insert into handoffs (county_id, conversation_id, region_code, asked_at)"
            " values (:c, :v, :r, now())",
            {"c": COUNTY_ID, "v": talk.id, "r": COUNTY},
        )
        work.commit()
    clock.forward(days=400)
    gone = transcripts.expire_transcripts(core, days=180)
    assert gone.messages
    assert gone.conversations == 0


def test_less_than_a_day_is_refused(core):
    with pytest.raises(BadInput, match="setting_invalid"):
        transcripts.expire_transcripts(core, days=0)


def test_what_was_told_can_be_shown_after_the_transcript_and_the_pack_are_gone(core, clock, talk):
    (first, *_) = talk.say(CLEAR)
    with core.begin() as work:
        receipt = work.scalar(
            "select shown ->> 'receipt' from chat_messages where topic = 'reimburse_rate'"
        )
    clock.forward(days=400)
    transcripts.expire_transcripts(core, days=180)
    seen = told.look_up(core, receipt=receipt.lower())
    assert seen.text == told.words_of(first)
    assert (seen.pack_id, seen.topic) == (first.pack_id, "reimburse_rate")
    assert seen.pack_is_current
    with pytest.raises(NotFound, match="told_unknown"):
        told.look_up(core, receipt="000000000000")


def test_the_same_words_are_kept_once_and_never_changed(core, talk):
    talk.say(CLEAR)
    talk.say(CLEAR)
    with core.begin() as work:
        count = "select count(*) from told_answers where topic = 'reimburse_rate'"
        assert work.scalar(count) == 1
        with pytest.raises(Exception, match="append"):
            work.run("update told_answers set text = ''")
