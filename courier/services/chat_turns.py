"""One turn of a conversation: what was said, what stays of it, what is said back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from courier.domain.dialogue_words import (
    degree_told,
    is_follow_up,
    wants_other_place,
    wants_visit_called_off,
)
from courier.domain.dialogues import Memory, Quick
from courier.domain.errors import CourierError
from courier.domain.scanned import CodeKind, Scanned
from courier.domain.topics import Topic
from courier.domain.understanding.facts import SpokenFacts, facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.ports import TopicGuess
from courier.services import visit_dialogue
from courier.services.answer_codes import answer_code, code_in_message, visit
from courier.services.answer_steps import TOPIC_COMMAND, next_replies, topic_reply
from courier.services.answers import PROCEDURES
from courier.services.asker_places import ask_place, hear_county, hear_place, pack_named
from courier.services.bubbles import Bubble
from courier.services.coverage import china_day
from courier.services.hearing import Heard, hear, surely
from courier.services.topic_answers import ABOUT_MONEY, Ear, answer_topic
from courier.texts import Locale, say

LONGEST_MESSAGE = 1000
LONGEST_STORED = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """``stored`` is the villager's message as it may be kept; guesses are best first."""

    memory: Memory
    bubbles: tuple[Bubble, ...]
    stored: str
    guesses: tuple[TopicGuess, ...] = ()


def take_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    """Answer one message. Nothing personal leaves in ``stored`` or ``memory``."""
    refused = _limits(text, ear.locale)
    if refused is not None:
        return Turn(memory, (refused,), mask(text[:LONGEST_STORED]))
    if memory.draft is not None:
        taken = visit_dialogue.take(ear.core, memory, text, ear.locale)
        if taken is not None:
            return Turn(taken.memory, taken.bubbles, taken.stored)
        turn = _answered(ear, memory, text)
        again = visit_dialogue.ask(ear.core, turn.memory, ear.locale)
        return replace(turn, bubbles=(*turn.bubbles, again))
    return _answered(ear, memory, text)


def _answered(ear: Ear, memory: Memory, text: str) -> Turn:
    code = None if _commanded(text) else code_in_message(text)
    if code is not None:
        return _code_turn(ear, memory, text, code)
    if wants_other_place(text) and ear.pack is None:
        forgotten = replace(memory, county_id=None, village_code=None, place_declined=False)
        bubble = ask_place(ear.core, ear.locale)
        forgotten = replace(forgotten, waiting_topic=memory.topic or Topic.GREETING)
        return Turn(forgotten, (bubble,), _shown(text, ear.locale))
    if memory.waiting_topic is not None:
        turn = _place_turn(ear, memory, text)
        if turn is not None:
            return turn
        memory = replace(memory, waiting_topic=None)
    return _topic_turn(ear, memory, text)


def _limits(text: str, locale: Locale) -> Bubble | None:
    if len(text) > LONGEST_MESSAGE:
        return Bubble(say("chat.too_long", locale), replies=next_replies(Topic.GREETING, locale))
    if not any(c.isalnum() for c in text):
        key = "chat.no_words" if text.strip() else "chat.empty"
        return Bubble(say(key, locale), replies=next_replies(Topic.GREETING, locale))
    return None


def _code_turn(ear: Ear, memory: Memory, text: str, code: Scanned) -> Turn:
    bubble = answer_code(ear.core, code, ear.locale)
    if code.kind is CodeKind.VISIT and bubble.links and code.text not in memory.visits:
        memory = replace(memory.with_visit(code.text), draft=memory.draft)
    stored = mask(text) if code.kind is CodeKind.VISIT else Hidden.NUMBER.value
    return Turn(memory, (bubble,), stored)


def _place_turn(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """The answer to «where do you live»; None when it is something else."""
    topic = memory.waiting_topic or Topic.GREETING
    if text == Quick.NO_PLACE:
        placed: Memory | None = replace(memory, place_declined=True)
    else:
        placed = hear_place(ear.core, memory, text)
    if placed is None:
        return None
    placed = replace(placed, waiting_topic=None)
    if topic is Topic.GREETING:
        said = say("chat.place_kept", ear.locale)
        kept = Bubble(said, replies=next_replies(topic, ear.locale), answered=True)
        return Turn(placed, (kept,), mask(text))
    heard = surely(topic)
    return _act(ear, placed, text, heard, facts_in("", china_day(ear.core)))


def _topic_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    text = degree_told(text) or text if memory.topic in ABOUT_MONEY else text
    facts = facts_in(text, china_day(ear.core))
    heard, follows = _heard(ear, memory, text, facts)
    memory = replace(memory, who=memory.who.heard(facts), year=memory.year if follows else None)
    turn = _act(ear, memory, text, heard, facts)
    return replace(turn, bubbles=(*turn.bubbles, *_notes(ear, turn, heard)))


def _heard(ear: Ear, memory: Memory, text: str, facts: SpokenFacts) -> tuple[Heard, bool]:
    """What it is about, and whether it goes on about the subject before."""
    chosen = _commanded(text)
    if chosen is not None:
        return surely(chosen), False
    if wants_visit_called_off(text) and ear.pack is None:
        return surely(Topic.COURIER_TRACK), False
    if memory.topic is not None and is_follow_up(text, facts):
        return surely(memory.topic), True
    heard = hear(ear.core, ear.conversation, mask(text))
    tells_more = facts.categories or facts.age or facts.disability_degree_missing
    if memory.topic in ABOUT_MONEY and tells_more and not heard.is_sure:
        return surely(memory.topic), True
    return heard, False


def _notes(ear: Ear, turn: Turn, heard: Heard) -> list[Bubble]:
    notes = []
    if any(hidden in turn.stored for hidden in Hidden if hidden is not Hidden.NAME):
        notes.append(Bubble(say("chat.id_not_needed", ear.locale), note=True))
    if heard.by_likeness and any(bubble.pack_id for bubble in turn.bubbles):
        notes.append(Bubble(say("chat.without_assistant", ear.locale), note=True))
    return notes


def _commanded(text: str) -> Topic | None:
    name = text.removeprefix(TOPIC_COMMAND)
    return Topic(name) if text.startswith(TOPIC_COMMAND) and name in set(Topic) else None


def _act(ear: Ear, memory: Memory, text: str, heard: Heard, facts: SpokenFacts) -> Turn:
    stored = _shown(text, ear.locale)
    best = heard.best
    if best is None or not heard.is_sure:
        return Turn(memory, (_not_sure(heard, ear.locale),), stored, heard.guesses)
    topic = Topic(best.topic)
    if topic is Topic.COURIER_REQUEST and memory.draft is None and ear.pack is None:
        taken = visit_dialogue.begin(ear.core, memory, text, ear.locale)
        return Turn(taken.memory, taken.bubbles, taken.stored, heard.guesses)
    if topic is Topic.COURIER_TRACK and memory.visits:
        bubbles = tuple(_followed(ear, number) for number in memory.visits)
        return Turn(memory, bubbles, stored, heard.guesses)
    if topic not in PROCEDURES:
        memory = replace(memory, topic=topic)
    if ear.pack is None:
        memory = hear_county(ear.core, memory, text)
        ear = replace(ear, pack=pack_named(ear.core, text, facts.year))
    told = answer_topic(ear, memory, topic, facts, best.confidence)
    return Turn(told.memory, told.bubbles, stored, heard.guesses)


def _followed(ear: Ear, number: str) -> Bubble:
    try:
        return visit(ear.core, number, ear.locale)
    except CourierError as error:
        return Bubble(say(f"errors.{error.code}", ear.locale, **error.facts))


def _not_sure(heard: Heard, locale: Locale) -> Bubble:
    """«Do you mean …» with the likeliest topics; where nothing is likely, what can be asked."""
    topics = heard.choices
    best = heard.best
    if not topics:
        key, replies = "chat.not_understood", next_replies(Topic.OUT_OF_SCOPE, locale)
    else:
        key = "chat.not_sure"
        replies = tuple(topic_reply(topic, locale) for topic in (*topics, Topic.HUMAN_HANDOFF))
    return Bubble(
        say(key, locale),
        replies=replies,
        topic=best.topic if best else None,
        confidence=best.confidence if best else None,
    )


def _shown(text: str, locale: Locale) -> str:
    """A message as it may be kept; a button by its title."""
    topic = _commanded(text)
    if topic is not None:
        return say(f"answers.topic_{topic}", locale)
    if text in set(Quick):
        return say(f"chat.quick_{text}", locale)
    return mask(text)
