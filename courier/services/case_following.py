"""A case followed in the conversation, by its number."""

from __future__ import annotations

from courier.domain import short_codes
from courier.domain.cases import CaseStatus
from courier.domain.dialogues import Memory
from courier.domain.errors import CourierError
from courier.domain.topics import Topic
from courier.services.answer_steps import topic_reply
from courier.services.bubbles import Bubble
from courier.services.cases import CaseTrack, follow_case
from courier.services.core import Core
from courier.texts import Locale, say


def case_bubble(core: Core, case_no: str, locale: Locale) -> Bubble:
    """Where a case stands, in words.

    Raises BadInput ``case_number_unreadable``, NotFound ``case_not_found``.
    """
    track = follow_case(core, case_no=case_no)
    return Bubble(
        _words(track, locale),
        replies=(topic_reply(Topic.HUMAN_HANDOFF, locale),),
        topic=Topic.COMPLAINT,
        confidence=1.0,
        answered=True,
    )


def cases_told(core: Core, memory: Memory, locale: Locale) -> tuple[Bubble, ...]:
    """All cases of a conversation; without any, what to send."""
    if not memory.cases:
        return (Bubble(say("chat.case_which", locale), topic=Topic.COMPLAINT),)
    return tuple(_told(core, number, locale) for number in reversed(memory.cases))


def _told(core: Core, number: str, locale: Locale) -> Bubble:
    try:
        return case_bubble(core, number, locale)
    except CourierError as error:
        return Bubble(say(f"errors.{error.code}", locale, **error.facts))


def _words(track: CaseTrack, locale: Locale) -> str:
    facts = {"number": short_codes.grouped(track.case_no), "at": track.reported_at}
    if track.status is CaseStatus.CLOSED:
        return say("chat.case_closed", locale, **facts, words=track.answer)
    return say(f"chat.case_{track.status}", locale, **facts)
