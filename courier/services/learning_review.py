"""What admins do with collected phrases: look, turn into training data, dismiss, delete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.learning import Sign, digest, training_words
from courier.domain.permissions import Permission
from courier.domain.topics import Topic
from courier.services.areas import may, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import learning as queries
from courier.store.rows.learning import PhraseRow
from courier.store.unit_of_work import Work

MONTHS = 12
PAGE = 30


@dataclass(frozen=True, slots=True)
class TopicWaiting:
    """How many phrases wait that were taken for a topic, and how often they came, by sign."""

    heard_as: str
    phrases: int
    unsure: int
    corrected: int
    person: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Phrases that wait by topic, the most frequent first; new ones by month, oldest first."""

    topics: Sequence[TopicWaiting]
    months: Sequence[tuple[dt.date, int]]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A masked phrase. ``chosen`` was pressed after it; ``topic`` and ``words`` were decided."""

    phrase_id: UUID
    sign: Sign
    said: str
    heard_as: str
    chosen: str | None
    times: int
    first_on: dt.date
    last_on: dt.date
    state: str
    topic: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some phrases, and whether more follow."""

    phrases: Sequence[Phrase]
    more: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """Words that were approved for a topic."""

    topic: str
    words: str


def overview(core: Core, *, actor: Actor) -> Overview:
    """All that waits, in numbers. Raises NotAllowed for townships."""
    require(actor, Permission.SEE_LEARNING)
    since = china_day(core).replace(day=1) - dt.timedelta(days=31 * (MONTHS - 1))
    with core.begin_for(actor) as work:
        topics = queries.topic_counts(work, actor.county_id)
        months = queries.month_counts(work, actor.county_id, since.replace(day=1))
    return Overview(
        topics=[
            TopicWaiting(one.heard_as, one.phrases, one.unsure, one.corrected, one.person)
            for one in topics
        ],
        months=[(one.month, one.phrases) for one in months],
        may_decide=may(actor, Permission.TEACH),
    )


def phrases(
    core: Core, *, actor: Actor, state: str = "new", heard_as: str | None = None, page: int = 1
) -> Page:
    """Phrases in a state (new, approved, dismissed), the most frequent first."""
    require(actor, Permission.SEE_LEARNING)
    skip = (max(page, 1) - 1) * PAGE
    with core.begin_for(actor) as work:
        rows = queries.phrases(
            work, actor.county_id, state=state, heard_as=heard_as, most=PAGE + 1, skip=skip
        )
    return Page([_phrase(row) for row in rows[:PAGE]], len(rows) > PAGE)


def phrase(core: Core, *, actor: Actor, phrase_id: UUID) -> Phrase:
    """One phrase. Raises NotFound ``phrase_not_found``."""
    require(actor, Permission.SEE_LEARNING)
    with core.begin_for(actor) as work:
        return _phrase(_known(work, actor, phrase_id))


def approve(core: Core, *, actor: Actor, phrase_id: UUID, topic: str, words: str) -> None:
    """Make a phrase training data: for a topic, in words that name nobody.

    Nothing is trained by it; ``courier assistant learned`` hands it over. Raises BadInput
    ``phrase_…`` or ``topic_unknown``, Conflict ``phrase_measured`` or ``phrase_decided``.
    """
    require(actor, Permission.TEACH)
    fit = training_words(words)
    if topic not in set(Topic):
        raise BadInput("topic_unknown")
    with core.begin_for(actor) as work:
        if queries.is_measured(work, digest(fit)):
            raise Conflict("phrase_measured")
        _decide(core, work, actor, phrase_id, state="approved", topic=topic, words=fit)
        work.commit()


def dismiss(core: Core, *, actor: Actor, phrase_id: UUID) -> None:
    """Put a phrase aside that teaches nothing. Raises Conflict ``phrase_decided``."""
    require(actor, Permission.TEACH)
    with core.begin_for(actor) as work:
        _decide(core, work, actor, phrase_id, state="dismissed", topic=None, words=None)
        work.commit()


def forget(core: Core, *, actor: Actor, phrase_id: UUID) -> None:
    """Delete a phrase that shows who it is about, whatever was decided, wherever its words stand.

    Nothing of its words stays, not in the trail either. Raises NotFound ``phrase_not_found``.
    """
    require(actor, Permission.TEACH)
    with core.begin_for(actor) as work:
        row = _known(work, actor, phrase_id)
        queries.forget_words(work, actor.county_id, phrase_id)
        _record(work, actor, phrase_id, "forgotten", {"heard_as": row.heard_as})
        work.commit()


def learned(core: Core) -> list[Learned]:
    """Everything approved that does not measure the assistant, by topic; for the operator."""
    with core.begin() as work:
        rows = queries.learned(work)
        return [
            Learned(row.topic, row.words)
            for row in rows
            if not queries.is_measured(work, digest(row.words))
        ]


def _decide(
    core: Core,
    work: Work,
    actor: Actor,
    phrase_id: UUID,
    *,
    state: str,
    topic: str | None,
    words: str | None,
) -> None:
    row = _known(work, actor, phrase_id)
    if row.state != "new":
        raise Conflict("phrase_decided")
    queries.decide(
        work,
        phrase_id,
        state=state,
        topic=topic,
        words=words,
        admin_id=actor.person_id,
        now=core.clock.now(),
    )
    _record(work, actor, phrase_id, state, {"heard_as": row.heard_as, "topic": topic})


def _record(
    work: Work, actor: Actor, phrase_id: UUID, became: str, facts: dict[str, str | None]
) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=f"phrase_{became}",
        subject=f"phrase:{phrase_id}",
        facts=facts,
    )


def _known(work: Work, actor: Actor, phrase_id: UUID) -> PhraseRow:
    row = queries.phrase(work, actor.county_id, phrase_id)
    if row is None:
        raise NotFound("phrase_not_found")
    return row


def _phrase(row: PhraseRow) -> Phrase:
    return Phrase(
        phrase_id=row.phrase_id,
        sign=Sign(row.sign),
        said=row.said,
        heard_as=row.heard_as,
        chosen=row.chosen,
        times=row.times,
        first_on=row.first_on,
        last_on=row.last_on,
        state=row.state,
        topic=row.topic,
        words=row.words,
    )
