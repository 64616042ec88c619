"""The one conversation behind every channel: a message in, the assistant's messages out.

What is kept is masked first. A pending question (asking for a visit) sees the raw words, and
seals what is personal in them. Figures and sentences come from ``services/answers.py``.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from courier.domain.checks import CheckWay
from courier.domain.dialogues import Memory, memory_of
from courier.domain.learning import Exchange
from courier.domain.topics import Topic
from courier.ports import FieldKind
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble, Link, Reply, Said, Speaker, bubble_of
from courier.services.chat_pictures import answer_picture
from courier.services.chat_turns import Turn, take_turn
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.learning import exchange_of, kept_facts, notice
from courier.services.sealed_texts import opened, sealed
from courier.services.told import keep_told, receipt_of
from courier.services.topic_answers import Ear
from courier.store.queries import conversations as queries
from courier.store.rows.conversations import ChatMessageRow, NewMessage
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

HOTLINE = "12393"  # the national health insurance line
MOST_SHOWN = 60
OFFICE_MAY_ADD = dt.timedelta(minutes=10)
NOBODY_TALKS = UUID(int=0)
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a channel read together with the conversation, and what it writes together with it.

    ``memory`` is the conversation's, None where there is none yet.
    """

    memory: Mapping[str, Any] | None
    write: Callable[[Work, UUID], None]


def reply(
    core: Core,
    *,
    conversation_id: UUID | None,
    text: str,
    locale: Locale,
    channel: str = "web",
    beside: Beside | None = None,
    afresh: bool = False,
) -> Reply:
    """Answer a message and keep both, masked.

    ``conversation_id`` None, or one that is gone, begins a new conversation; the answer tells
    which. ``afresh`` is a message with a subject of its own, whoever was spoken of before. Raises
    nothing that a villager could do something about: it is said in a bubble. Without the database
    the reply says so, with a number to call, and is not ``kept``.
    """
    said = _visible(text)

    def replied() -> Reply:
        known, memory = _remembered(core, conversation_id, locale, channel, beside)
        memory = memory.afresh() if afresh else memory
        turn = take_turn(Ear(core, str(known), locale, way=_way(channel)), memory, said)
        lesson = _Lesson(said, exchange_of(said, memory, turn, locale), locale)
        _keep(core, known, turn, lesson, beside)
        return Reply(known, turn.bubbles, turn.guesses)

    return _honestly(replied, conversation_id, locale)


def _way(channel: str) -> CheckWay:
    """How a courier is checked through a channel."""
    return CheckWay.TEXT if channel.startswith("texts:") else CheckWay.ASSISTANT


def _honestly(replied: Callable[[], Reply], known: UUID | None, locale: Locale) -> Reply:
    try:
        return replied()
    except (OperationalError, PoolTimeout) as error:
        log.warning("chat_without_database", kind=type(error).__name__)
        return away(known, locale)


def away(conversation_id: UUID | None, locale: Locale) -> Reply:
    """What is said while the database is away: nothing was kept, and whom to call."""
    call = Link(f"tel:{HOTLINE}", say("learning.call", locale, phone=HOTLINE))
    bubble = Bubble(say("errors.chat_away", locale, phone=HOTLINE), links=(call,), note=True)
    return Reply(conversation_id or NOBODY_TALKS, (bubble,), kept=False)


def reply_to_picture(
    core: Core,
    *,
    conversation_id: UUID | None,
    data: bytes,
    locale: Locale,
    channel: str = "web",
    beside: Beside | None = None,
) -> Reply:
    """Answer a picture and keep what was said of it; the picture itself is not kept.

    ``conversation_id`` and ``beside`` as in ``reply``.
    """

    def replied() -> Reply:
        known, memory = _remembered(core, conversation_id, locale, channel, beside)
        bubble = answer_picture(core, data=data, locale=locale)
        turn = Turn(memory, (bubble,), say("chat.picture_sent", locale))
        lesson = _Lesson("", exchange_of("", memory, turn, locale), locale)
        _keep(core, known, turn, lesson, beside)
        return Reply(known, (bubble,))

    return _honestly(replied, conversation_id, locale)


def ask_once(core: Core, *, text: str, locale: Locale, pack_id: str | None = None) -> Reply:
    """Answer a message out of no conversation, and keep nothing.

    Raises NotFound ``pack_not_found`` for a pack that is not there.
    """
    pack = core.shelf.get(pack_id) if pack_id else None
    turn = take_turn(Ear(core, "ask", locale, pack), Memory(), _visible(text))
    return Reply(NOBODY_TALKS, turn.bubbles, turn.guesses)


@dataclass(frozen=True, slots=True)
class Since:
    """What was said after some message, oldest first.

    ``more_may_come`` while somebody of an office has the conversation, and shortly after.
    """

    said: Sequence[Said]
    more_may_come: bool


def since(core: Core, *, conversation_id: UUID, after_seq: int) -> Since:
    """What was said after the message ``after_seq``, at most ``MOST_SHOWN``."""
    office_since = core.clock.now() - OFFICE_MAY_ADD
    with core.at_once() as work:
        rows = queries.messages_since(
            work, conversation_id, after_seq, most=MOST_SHOWN, office_since=office_since
        )
    said = [_said(core, row) for row in rows if row.seq is not None]
    return Since(said, more_may_come=rows[0].more_may_come)


def latest(core: Core, *, conversation_id: UUID) -> Since:
    """What was said last; nothing for a conversation that is not there."""
    with core.at_once() as work:
        after_seq = queries.newest_before(work, conversation_id, MOST_SHOWN)
    return since(core, conversation_id=conversation_id, after_seq=after_seq)


def _said(core: Core, row: ChatMessageRow) -> Said:
    text = opened(core, FieldKind.TEXT, row.shown.get("sealed")) or row.masked_text
    return Said(Speaker(row.who), bubble_of(text, row.shown), row.seq or 0)


def opening(locale: Locale) -> Bubble:
    """What stands there before anybody said a word."""
    text = say(f"answers.how_{Topic.GREETING}", locale)
    return Bubble(text, replies=next_replies(Topic.GREETING, locale), answered=True)


def _visible(text: str) -> str:
    """Without what nobody sees: control characters, half characters, marks of direction."""
    seen = (c if unicodedata.category(c) not in UNSEEN else " " for c in text)
    return "".join(seen).strip()


def _remembered(
    core: Core, conversation_id: UUID | None, locale: Locale, channel: str, beside: Beside | None
) -> tuple[UUID, Memory]:
    if beside is not None and beside.memory is not None and conversation_id is not None:
        return conversation_id, memory_of(beside.memory)
    with core.at_once() as work:
        row = queries.conversation(work, conversation_id) if conversation_id else None
        if row is not None:
            return row.conversation_id, memory_of(row.memory)
        new = queries.begin_conversation(work, channel, locale.value, core.clock.now())
    return new, Memory()


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What can be learned from a turn, and in which language it was."""

    text: str
    exchange: Exchange
    locale: Locale


def _keep(
    core: Core, conversation_id: UUID, turn: Turn, lesson: _Lesson, also: Beside | None
) -> None:
    now, memory, today = core.clock.now(), turn.memory, china_day(core)
    beside, heard = kept_facts(lesson.exchange)
    said = NewMessage(Speaker.VILLAGER, turn.stored, None, None, None, None, None, _json(beside))
    told = [
        _kept(core, bubble, lesson.locale, {} if place else heard)
        for place, bubble in enumerate(turn.bubbles)
    ]
    with core.begin() as work:
        queries.keep_memory(
            work,
            conversation_id,
            memory=_json(memory.as_facts()),
            region_code=memory.village_code,
            now=now,
        )
        notice(
            work,
            conversation_id,
            lesson.exchange,
            text=lesson.text,
            county_id=memory.county_id,
            today=today,
        )
        queries.add_messages(work, conversation_id, [said, *told], now)
        keep_told(work, turn.bubbles, lesson.locale, today)
        if also is not None:
            also.write(work, conversation_id)
        work.commit()


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _kept(core: Core, bubble: Bubble, locale: Locale, extra: Mapping[str, object]) -> NewMessage:
    secret = {"sealed": sealed(core, FieldKind.TEXT, bubble.text)} if bubble.kept_text else {}
    return NewMessage(
        who=Speaker.ASSISTANT,
        masked_text=bubble.kept_text or bubble.text,
        topic=bubble.topic,
        confidence=bubble.confidence,
        answered=bubble.answered,
        pack_id=bubble.pack_id,
        pack_fingerprint=bubble.pack_fingerprint,
        shown=_json({**bubble.shown, **extra, **secret, "receipt": receipt_of(bubble, locale)}),
    )
