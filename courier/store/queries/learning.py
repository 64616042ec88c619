"""Phrases to learn from. A county sees its own, and those whose place was never told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.learning import (
    ExchangeRow,
    LearnedRow,
    MonthCountRow,
    PhraseRow,
    TopicCountRow,
)
from courier.store.unit_of_work import Work

# The place that was told, else the only county there is.
COUNTY = """coalesce(cast(:county as integer), (select min(county_id) from regions
  where level = 'county' and county_id is not null having count(*) = 1))"""
OWN = "(county_id = :county or county_id is null)"
COLUMNS = """phrase_id, sign, said, heard_as, chosen, times, first_on, last_on, state, topic,
  words"""


def add_phrase(
    work: Work,
    *,
    county_id: int | None,
    sign: str,
    said: str,
    bare: str,
    heard_as: str,
    today: dt.date,
) -> None:
    """Keep a phrase, or count it once more; one that was decided stays decided."""
    work.run(
        f"""insert into learning_phrases
             (county_id, sign, said, bare, heard_as, first_on, last_on)
           values ({COUNTY}, :sign, :said, :bare, :heard_as, :today, :today)
           on conflict (coalesce(county_id, 0), sign, bare, heard_as) do update set
             times = learning_phrases.times + 1, last_on = excluded.last_on""",
        {
            "county": county_id,
            "sign": sign,
            "said": said,
            "bare": bare,
            "heard_as": heard_as,
            "today": today,
        },
    )


def note_choice(
    work: Work, *, county_id: int | None, bare: str, heard_as: str, chosen: str
) -> None:
    """What was pressed after a phrase that waits."""
    work.run(
        f"""update learning_phrases set chosen = :chosen
           where coalesce(county_id, 0) = coalesce({COUNTY}, 0)
             and bare = :bare and heard_as = :heard_as and state = 'new'""",
        {"county": county_id, "bare": bare, "heard_as": heard_as, "chosen": chosen},
    )


def last_exchange(work: Work, conversation_id: UUID) -> ExchangeRow | None:
    """The newest message of the villager with the assistant's first words after it."""
    return work.first(
        ExchangeRow,
        """select v.masked_text as said, v.shown as said_shown, a.answered, a.shown
           from (select seq, masked_text, shown from chat_messages
             where conversation_id = :id and who = 'villager' order by seq desc limit 1) v
           join chat_messages a on a.conversation_id = :id and a.seq = v.seq + 1
             and a.who = 'assistant'""",
        {"id": conversation_id},
    )


def topic_counts(work: Work, county_id: int) -> list[TopicCountRow]:
    """Phrases that wait, by what they were taken for, the most frequent first."""
    return work.all(
        TopicCountRow,
        f"""select heard_as, count(*) as phrases,
             coalesce(sum(times) filter (where sign = 'unsure'), 0) as unsure,
             coalesce(sum(times) filter (where sign = 'corrected'), 0) as corrected,
             coalesce(sum(times) filter (where sign = 'person'), 0) as person
           from learning_phrases where {OWN} and state = 'new'
           group by heard_as order by sum(times) desc, heard_as""",
        {"county": county_id},
    )


def month_counts(work: Work, county_id: int, since: dt.date) -> list[MonthCountRow]:
    """Phrases by the month in which they first came, oldest first."""
    return work.all(
        MonthCountRow,
        f"""select cast(date_trunc('month', first_on) as date) as month, count(*) as phrases
           from learning_phrases where {OWN} and first_on >= :since
           group by 1 order by 1""",
        {"county": county_id, "since": since},
    )


def phrases(
    work: Work, county_id: int, *, state: str, heard_as: str | None, most: int, skip: int
) -> list[PhraseRow]:
    """Phrases in a state, the most frequent first."""
    return work.all(
        PhraseRow,
        f"""select {COLUMNS} from learning_phrases
           where {OWN} and state = :state
             and (cast(:heard_as as text) is null or heard_as = :heard_as)
           order by times desc, last_on desc, phrase_id limit :most offset :skip""",
        {"county": county_id, "state": state, "heard_as": heard_as, "most": most, "skip": skip},
    )


def phrase(work: Work, county_id: int, phrase_id: UUID) -> PhraseRow | None:
    """One phrase, locked."""
    return work.first(
        PhraseRow,
        f"select {COLUMNS} from learning_phrases where {OWN} and phrase_id = :id for update",
        {"county": county_id, "id": phrase_id},
    )


def decide(
    work: Work,
    phrase_id: UUID,
    *,
    state: str,
    topic: str | None,
    words: str | None,
    admin_id: UUID,
    now: dt.datetime,
) -> None:
    """Write down what becomes of a phrase."""
    work.run(
        """update learning_phrases set state = :state, topic = :topic, words = :words,
             decided_by = :admin, decided_at = :now where phrase_id = :id""",
        {
            "id": phrase_id,
            "state": state,
            "topic": topic,
            "words": words,
            "admin": admin_id,
            "now": now,
        },
    )


def forget_words(work: Work, county_id: int, phrase_id: UUID) -> None:
    """Delete a phrase and what else holds the same words."""
    work.run(
        f"""delete from learning_phrases where {OWN}
             and bare = (select bare from learning_phrases where phrase_id = :id)""",
        {"county": county_id, "id": phrase_id},
    )


def learned(work: Work) -> list[LearnedRow]:
    """All approved phrases, by topic."""
    return work.all(
        LearnedRow,
        """select distinct topic, words from learning_phrases where state = 'approved'
           order by topic, words""",
    )


def keep_apart(work: Work, digests: Sequence[bytes]) -> None:
    """Remember questions that measure."""
    work.run(
        """insert into measured_questions (digest) select unnest(cast(:digests as bytea[]))
           on conflict do nothing""",
        {"digests": list(digests)},
    )


def is_measured(work: Work, digest: bytes) -> bool:
    """Whether a question measures."""
    found = work.scalar("select 1 from measured_questions where digest = :d", {"d": digest})
    return found is not None


def forget_phrases(work: Work, before: dt.date) -> None:
    """Delete what nobody has asked since, unless it became training data."""
    work.run(
        "delete from learning_phrases where last_on < :before and state <> 'approved'",
        {"before": before},
    )
