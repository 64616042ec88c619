"""One turn of a conversation: what stays of a message, and what is said back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.dialogues import Memory, Quick
from courier.domain.scanned import CodeKind
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.ports import TopicGuess
from courier.services.answer_codes import code_in_message
from courier.services.answer_steps import TOPIC_COMMAND
from courier.services.bubbles import Bubble
from courier.services.topic_answers import Ear
from courier.texts import Locale, say

OPEN_CODES = frozenset({CodeKind.VISIT, CodeKind.CASE})  # numbers that anybody may read aloud


@dataclass(frozen=True, slots=True)
class Turn:
    """``stored`` is the villager's message as it may be kept; guesses are best first."""

    memory: Memory
    bubbles: tuple[Bubble, ...]
    stored: str
    guesses: tuple[TopicGuess, ...] = ()


def in_conversation(ear: Ear) -> UUID | None:
    """The conversation that is kept; None for a message out of none."""
    try:
        return UUID(ear.conversation)
    except ValueError:
        return None


def commanded(text: str) -> Topic | None:
    """The topic that a button asks about."""
    name = text.removeprefix(TOPIC_COMMAND)
    return Topic(name) if text.startswith(TOPIC_COMMAND) and name in set(Topic) else None


def pressed(text: str) -> Quick | None:
    """The button that is no sentence."""
    return Quick(text) if text in set(Quick) else None


def kept(text: str, locale: Locale) -> str:
    """A message as it may be kept: masked, a secret code hidden, a button by its title."""
    topic, quick = commanded(text), pressed(text)
    if topic is not None:
        return say(f"answers.topic_{topic}", locale)
    if quick is not None:
        return say(f"chat.quick_{quick}", locale)
    code = code_in_message(text)
    return mask(text) if code is None or code.kind in OPEN_CODES else Hidden.NUMBER.value
