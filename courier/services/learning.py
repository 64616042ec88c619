"""Collects what the assistant did not understand, or answered and was corrected.

Only masked words are kept, with a day; nothing leads back to the conversation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from courier.domain.dialogues import Memory, Quick
from courier.domain.learning import Exchange, Sign, bare, corrects, digest, says_misheard
from courier.domain.topics import Topic
from courier.services.answer_steps import TOPIC_COMMAND, next_replies
from courier.services.chat_turns import Turn
from courier.services.core import Core
from courier.store.queries import learning as queries
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

UNSURE = ("chat.not_sure", "chat.not_understood")
MOST_HEARD = 3


def exchange_of(text: str, before: Memory, turn: Turn, locale: Locale) -> Exchange:
    """A turn as it can teach; ``before`` is what was remembered when the message came."""
    waits = before.draft or before.task or before.waiting_topic
    unsure = {say(key, locale) for key in UNSURE}
    heard = tuple(guess.topic for guess in turn.guesses[:MOST_HEARD])
    is_sure = not any(bubble.text in unsure for bubble in turn.bubbles[:1])
    called = turn.memory.talk is not None and before.talk is None
    return Exchange(
        said=turn.stored,
        heard=heard,
        sure=is_sure,
        typed=not waits and pressed_in(text) is None and text not in set(Quick),
        calls_person=called or (is_sure and heard[:1] == (Topic.HUMAN_HANDOFF,)),
    )


def pressed_in(text: str) -> Topic | None:
    """The topic whose button was pressed."""
    name = text.removeprefix(TOPIC_COMMAND)
    return Topic(name) if text.startswith(TOPIC_COMMAND) and name in set(Topic) else None


def notice(
    work: Work,
    conversation_id: UUID,
    exchange: Exchange,
    *,
    text: str,
    county_id: int | None,
    today: dt.date,
) -> None:
    """Collect what this message teaches of itself, or of the one before it.

    Called in the transaction that keeps the message, before it is kept.
    """
    pressed, misheard = pressed_in(text), says_misheard(text)
    phrases = _Phrases(work, county_id, today)
    if exchange.teaches and not exchange.sure and not misheard:
        phrases.add(Sign.UNSURE, exchange)
    if not (pressed or misheard or exchange.calls_person):
        return
    before = _last(work, conversation_id)
    if before is None or not before.teaches:
        return
    if exchange.calls_person or pressed is Topic.HUMAN_HANDOFF:
        if before.sure and before.topic != Topic.HUMAN_HANDOFF:
            phrases.add(Sign.PERSON, before)
    elif pressed is not None:
        phrases.press(before, pressed)
    elif before.sure:
        phrases.add(Sign.CORRECTED, before)


def keep_apart(core: Core, *, questions: Sequence[str]) -> None:
    """Remember that these questions measure; a phrase of their words is never trained on."""
    with core.at_once() as work:
        queries.keep_apart(work, [digest(question) for question in questions])


class _Phrases:
    """The phrases of one county and day."""

    def __init__(self, work: Work, county_id: int | None, today: dt.date) -> None:
        self._work, self._county_id, self._today = work, county_id, today

    def add(self, sign: Sign, exchange: Exchange) -> None:
        queries.add_phrase(
            self._work,
            county_id=self._county_id,
            sign=sign,
            said=exchange.said,
            bare=bare(exchange.said),
            heard_as=exchange.topic,
            today=self._today,
        )

    def press(self, before: Exchange, pressed: Topic) -> None:
        """A button after an offer tells the meaning; after an answer it may correct it."""
        replies = next_replies(Topic(before.topic), Locale.ZH_HANS)
        offered = frozenset(reply.send.removeprefix(TOPIC_COMMAND) for reply in replies)
        if before.sure and not corrects(before, pressed, offered):
            return
        if before.sure:
            self.add(Sign.CORRECTED, before)
        queries.note_choice(
            self._work,
            county_id=self._county_id,
            bare=bare(before.said),
            heard_as=before.topic,
            chosen=pressed,
        )


def _last(work: Work, conversation_id: UUID) -> Exchange | None:
    row = queries.last_exchange(work, conversation_id)
    if row is None:
        return None
    return Exchange(
        said=row.said,
        heard=tuple(row.shown.get("heard", ())),
        sure=bool(row.shown.get("sure")),
        typed=bool(row.said_shown.get("typed")),
    )


def kept_facts(exchange: Exchange) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stays beside the message and beside the first words after it, for the next turn."""
    heard = {"heard": list(exchange.heard), "sure": exchange.sure}
    return {"typed": exchange.typed}, heard
