"""One turn of a conversation: what was said, what stays of it, what is said back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from courier.domain.dialogue_words import is_follow_up, wants_other_place
from courier.domain.dialogues import Memory, Quick
from courier.domain.errors import CourierError
from courier.domain.policy import Pack
from courier.domain.scanned import CodeKind, Scanned
from courier.domain.topics import Topic
from courier.domain.understanding.facts import SpokenFacts, facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.ports import TopicGuess
from courier.services import visit_dialogue
from courier.services.answer_codes import answer_code, code_in_message, visit
from courier.services.answer_questions import Question
from courier.services.answer_steps import TOPIC_COMMAND, next_replies, topic_reply
from courier.services.answers import PROCEDURES, answer
from courier.services.asker_places import (
    ask_place,
    counties_served,
    hear_place,
    pack_of,
    place_of,
    year_of,
)
from courier.services.bubbles import Bubble
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.hearing import Heard, hear, surely
from courier.texts import Locale, say

LONGEST_MESSAGE = 1000
LONGEST_STORED = 200
ABOUT_MONEY = frozenset({Topic.PAY_AMOUNT, Topic.SUBSIDY, Topic.ELDERLY_EXEMPT})


@dataclass(frozen=True, slots=True)
class Turn:
    """``stored`` is the villager's message as it may be kept; guesses are best first."""

    memory: Memory
    bubbles: tuple[Bubble, ...]
    stored: str
    guesses: tuple[TopicGuess, ...] = ()


@dataclass(frozen=True, slots=True)
class Ear:
    """Who listens: the core, the conversation's name for the assistant, a forced pack."""

    core: Core
    conversation: str
    locale: Locale
    pack: Pack | None = None


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
    code = code_in_message(text)
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
    heard = surely(topic)
    return _act(ear, placed, text, heard, facts_in("", china_day(ear.core)))


def _topic_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    facts = facts_in(text, china_day(ear.core))
    follows = memory.topic is not None and is_follow_up(text, facts)
    chosen = _commanded(text) or (memory.topic if follows else None)
    heard = surely(chosen) if chosen else hear(ear.core, ear.conversation, mask(text))
    memory = replace(memory, who=memory.who.heard(facts), year=memory.year if follows else None)
    turn = _act(ear, memory, text, heard, facts)
    notes = []
    if Hidden.ID_NUMBER in turn.stored:
        notes.append(Bubble(say("chat.id_not_needed", ear.locale), note=True))
    if heard.by_likeness:
        notes.append(Bubble(say("chat.without_assistant", ear.locale), note=True))
    return replace(turn, bubbles=(*turn.bubbles, *notes))


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
    return _pack_turn(ear, replace(memory, topic=topic), stored, heard, facts)


def _pack_turn(ear: Ear, memory: Memory, stored: str, heard: Heard, facts: SpokenFacts) -> Turn:
    """An answer out of a pack; where several counties are served, the place is asked for once."""
    topic = memory.topic or Topic.OUT_OF_SCOPE
    place = None if ear.pack else place_of(ear.core, memory)
    if place is None and _must_know_place(ear, memory, topic):
        asking = replace(memory, waiting_topic=topic)
        return Turn(asking, (ask_place(ear.core, ear.locale),), stored, heard.guesses)
    said = facts.year
    year = ear.pack.coverage_year if ear.pack else memory.year or 0
    if said is not None or not year:
        year = year_of(ear.core, place, said)
        memory = replace(memory, year=year)
    question = Question(
        topic=topic,
        locale=ear.locale,
        today=china_day(ear.core),
        year=ear.pack.coverage_year if ear.pack else year,
        place=place.place if place else None,
        pack=ear.pack or pack_of(ear.core, place, year),
        national=ear.core.shelf.national(ear.pack.coverage_year if ear.pack else year),
        who=memory.who,
    )
    confidence = heard.best.confidence if heard.best else None
    bubble = replace(answer(question), confidence=confidence)
    if topic in ABOUT_MONEY and facts.disability_degree_missing:
        extra = Bubble(say("chat.which_degree", ear.locale))
        return Turn(memory, (bubble, extra), stored, heard.guesses)
    return Turn(memory, (bubble,), stored, heard.guesses)


def _must_know_place(ear: Ear, memory: Memory, topic: Topic) -> bool:
    if ear.pack is not None or memory.place_declined or topic in PROCEDURES:
        return False
    return bool(counties_served(ear.core))


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
