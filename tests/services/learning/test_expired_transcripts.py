"""What was said expires; what was told can still be shown."""

from __future__ import annotations

import pytest

from courier.domain.errors import BadInput, NotFound
from courier.services import told, transcripts
from tests.factories.county import COUNTY, COUNTY_ID
from tests.factories.learning import CLEAR, UNCLEAR


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
