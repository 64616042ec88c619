"""The one conversation behind every channel: a message in, the assistant's messages out.

What is kept is masked first. A pending question (asking for a visit) sees the raw words, and
seals what is personal in them. Figures and sentences come from ``services/answers.py``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from courier.domain.dialogues import Memory, memory_of
from courier.domain.topics import Topic
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble, Reply, Said, Speaker, bubble_of
from courier.services.chat_turns import Turn, take_turn
from courier.services.core import Core
from courier.services.topic_answers import Ear
from courier.store.queries import conversations as queries
from courier.store.rows.conversations import NewMessage
from courier.texts import Locale, say

MOST_SHOWN = 60
NOBODY_TALKS = UUID(int=0)
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})


def reply(
    core: Core,
    *,
    conversation_id: UUID | None,
    text: str,
    locale: Locale,
    channel: str = "web",
) -> Reply:
    """Answer a message and keep both, masked.

    ``conversation_id`` None, or one that is gone, begins a new conversation; the answer tells
    which. Raises nothing that a villager could do something about: it is said in a bubble.
    """
    known, memory = _remembered(core, conversation_id, locale, channel)
    turn = take_turn(Ear(core, str(known), locale), memory, _visible(text))
    _keep(core, known, turn)
    return Reply(known, turn.bubbles, turn.guesses)


def ask_once(core: Core, *, text: str, locale: Locale, pack_id: str | None = None) -> Reply:
    """Answer a message out of no conversation, and keep nothing.

    Raises NotFound ``pack_not_found`` for a pack that is not there.
    """
    pack = core.shelf.get(pack_id) if pack_id else None
    turn = take_turn(Ear(core, "ask", locale, pack), Memory(), _visible(text))
    return Reply(NOBODY_TALKS, turn.bubbles, turn.guesses)


def history(core: Core, *, conversation_id: UUID) -> Sequence[Said]:
    """What was said lately, oldest first; empty for a conversation that is not there."""
    with core.begin() as work:
        rows = queries.messages_of(work, conversation_id, MOST_SHOWN)
    return [Said(Speaker(row.who), bubble_of(row.masked_text, row.shown)) for row in rows]


def opening(locale: Locale) -> Bubble:
    """What stands there before anybody said a word."""
    text = say(f"answers.how_{Topic.GREETING}", locale)
    return Bubble(text, replies=next_replies(Topic.GREETING, locale), answered=True)


def _visible(text: str) -> str:
    """Without what nobody sees: control characters, half characters, marks of direction."""
    seen = (c if unicodedata.category(c) not in UNSEEN else " " for c in text)
    return "".join(seen).strip()


def _remembered(
    core: Core, conversation_id: UUID | None, locale: Locale, channel: str
) -> tuple[UUID, Memory]:
    with core.begin() as work:
        row = queries.conversation(work, conversation_id) if conversation_id else None
        if row is not None:
            return row.conversation_id, memory_of(row.memory)
        new = queries.begin_conversation(work, channel, locale.value, core.clock.now())
        work.commit()
    return new, Memory()


def _keep(core: Core, conversation_id: UUID, turn: Turn) -> None:
    now, memory = core.clock.now(), turn.memory
    said = NewMessage(Speaker.VILLAGER, turn.stored, None, None, None, None, None, "{}")
    with core.begin() as work:
        queries.keep_memory(
            work,
            conversation_id,
            memory=json.dumps(memory.as_facts(), ensure_ascii=False),
            region_code=memory.village_code,
            now=now,
        )
        queries.add_messages(work, conversation_id, [said, *map(_kept, turn.bubbles)], now)
        work.commit()


def _kept(bubble: Bubble) -> NewMessage:
    return NewMessage(
        who=Speaker.ASSISTANT,
        masked_text=bubble.text,
        topic=bubble.topic,
        confidence=bubble.confidence,
        answered=bubble.answered,
        pack_id=bubble.pack_id,
        pack_fingerprint=bubble.pack_fingerprint,
        shown=json.dumps(bubble.shown, ensure_ascii=False),
    )
