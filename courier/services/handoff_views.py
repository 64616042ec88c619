"""Talks as the console shows them: who waits, who is being answered, what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.handoffs import HandoffStatus
from courier.domain.permissions import Permission
from courier.services.areas import area_of, may, require
from courier.services.bubbles import Speaker
from courier.services.core import Actor, Core
from courier.store.queries import handoffs as queries
from courier.store.rows.handoffs import HandoffRow, TranscriptRow
from courier.store.unit_of_work import Work

MOST_OPEN = 100
PAGE = 30
MOST_MESSAGES = 200
SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One line of the queue; ``waited_minutes`` until it was taken, or until now."""

    handoff_id: UUID
    place: str
    status: HandoffStatus
    asked_at: dt.datetime
    waited_minutes: int
    taken_by_name: str | None
    is_mine: bool
    last_words: str
    waits_for_answer: bool


@dataclass(frozen=True, slots=True)
class TalkPage:
    """Ended talks, newest first; ``next_before`` leads to older ones."""

    lines: tuple[TalkLine, ...]
    next_before: UUID | None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One message of the transcript."""

    seq: int
    at: dt.datetime
    who: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk with its transcript, oldest first; what this admin may do stands beside."""

    line: TalkLine
    transcript: tuple[SpokenLine, ...]
    is_gone: bool
    may_take: bool
    may_take_over: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class TalkSince:
    """What was said after some message; ``more_may_come`` until the talk is over."""

    lines: tuple[SpokenLine, ...]
    more_may_come: bool


def open_talks(core: Core, *, actor: Actor) -> Sequence[TalkLine]:
    """Who waits, longest first, then who is being answered. Raises NotAllowed."""
    require(actor, Permission.SEE_TALKS)
    now = core.clock.now()
    with core.begin_for(actor) as work:
        return [_line(row, actor, now) for row in queries.listed(work, area_of(actor), MOST_OPEN)]


def ended_talks(core: Core, *, actor: Actor, before: UUID | None = None) -> TalkPage:
    """Talks that are over. Raises NotAllowed."""
    require(actor, Permission.SEE_TALKS)
    now = core.clock.now()
    with core.begin_for(actor) as work:
        rows = queries.ended(work, area_of(actor), before=before, most=PAGE + 1)
    lines = tuple(_line(row, actor, now) for row in rows[:PAGE])
    return TalkPage(lines, lines[-1].handoff_id if len(rows) > PAGE else None)


def talk_view(core: Core, *, actor: Actor, handoff_id: UUID) -> TalkView:
    """One talk of the area; that it was read is kept. Raises NotAllowed, NotFound."""
    require(actor, Permission.SEE_TALKS)
    with core.begin_for(actor) as work:
        row = _talk(work, actor, handoff_id)
        said = _said(work, row)
        _note_viewed(work, row, actor)
        work.commit()
    line = _line(row, actor, core.clock.now())
    writes = may(actor, Permission.ANSWER_TALKS)
    is_taken = line.status is HandoffStatus.TAKEN
    return TalkView(
        line=line,
        transcript=tuple(map(_spoken, said)),
        is_gone=row.conversation_id is None,
        may_take=writes and line.status is HandoffStatus.WAITING,
        may_take_over=writes and is_taken and not line.is_mine,
        may_answer=writes and is_taken and line.is_mine,
    )


def talk_since(core: Core, *, actor: Actor, handoff_id: UUID, after: int) -> TalkSince:
    """What was said after the message ``after``; that new words were read is kept.

    Raises NotAllowed, NotFound.
    """
    require(actor, Permission.SEE_TALKS)
    with core.begin_for(actor) as work:
        row = _talk(work, actor, handoff_id)
        said = _said(work, row, after)
        if said:
            _note_viewed(work, row, actor)
            work.commit()
    is_over = HandoffStatus(row.status) is HandoffStatus.ENDED
    return TalkSince(tuple(map(_spoken, said)), more_may_come=not is_over)


def _talk(work: Work, actor: Actor, handoff_id: UUID) -> HandoffRow:
    row = queries.talk_of_area(work, area_of(actor), handoff_id)
    if row is None:
        raise NotFound("talk_not_found")
    return row


def _said(work: Work, row: HandoffRow, after: int = 0) -> Sequence[TranscriptRow]:
    """Nothing once the conversation is deleted."""
    if row.conversation_id is None:
        return []
    return queries.transcript(work, row.conversation_id, MOST_MESSAGES, after=after)


def _note_viewed(work: Work, row: HandoffRow, actor: Actor) -> None:
    work.record(
        county_id=row.county_id,
        actor=actor.trail,
        action="talk_viewed",
        subject=f"talk:{row.handoff_id}",
    )


def _line(row: HandoffRow, actor: Actor, now: dt.datetime) -> TalkLine:
    until = row.taken_at or row.ended_at or now
    above = row.above_name if row.level == "village" else ""
    return TalkLine(
        handoff_id=row.handoff_id,
        place=f"{above} {row.region_name}".strip(),
        status=HandoffStatus(row.status),
        asked_at=row.asked_at,
        waited_minutes=max(0, int((until - row.asked_at).total_seconds()) // SECONDS_A_MINUTE),
        taken_by_name=row.taken_by_name,
        is_mine=row.taken_by == actor.person_id,
        last_words=row.last_words,
        waits_for_answer=row.last_who == Speaker.VILLAGER,
    )


def _spoken(row: TranscriptRow) -> SpokenLine:
    return SpokenLine(row.seq, row.at, Speaker(row.who), row.masked_text)
