"""A topic answered for the asker's place, year and person, out of the pack that fits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from courier.domain.categories import Category
from courier.domain.checks import CheckWay
from courier.domain.dialogues import Memory
from courier.domain.families import Who
from courier.domain.policy import Pack
from courier.domain.topics import Topic
from courier.domain.understanding.facts import SpokenFacts
from courier.domain.understanding.subjects import ABOUT_MONEY
from courier.services.answer_questions import Place, Question
from courier.services.answers import PROCEDURES, answer
from courier.services.asker_places import (
    AskerPlace,
    ask_place,
    national_for,
    pack_of,
    place_of,
    year_of,
)
from courier.services.bubbles import Bubble, QuickReply
from courier.services.core import Core
from courier.services.counties import counties_served
from courier.services.coverage import china_day
from courier.texts import Locale, say

DEGREES = {Category.DISABLED_SEVERE: "一级残疾", Category.DISABLED_MILD: "三级残疾"}


@dataclass(frozen=True, slots=True)
class Ear:
    """Who listens: the core, the conversation's name for the assistant, a forced pack.

    ``way`` is how a courier is checked here: by a text message, or by asking the assistant.
    """

    core: Core
    conversation: str
    locale: Locale
    pack: Pack | None = None
    way: CheckWay = CheckWay.ASSISTANT


@dataclass(frozen=True, slots=True)
class TopicTold:
    """What is said on a topic, and what stays."""

    memory: Memory
    bubbles: tuple[Bubble, ...]


def answer_topic(
    ear: Ear, memory: Memory, topic: Topic, facts: SpokenFacts, confidence: float
) -> TopicTold:
    """An answer out of a pack; where several counties are served, the place is asked for once."""
    place = None if ear.pack else place_of(ear.core, memory)
    if place is None and _must_know_place(ear, memory, topic):
        asking = replace(memory, waiting_topic=topic)
        return TopicTold(asking, (ask_place(ear.core, ear.locale),))
    year = _year(ear, memory, place, facts)
    family = _family(memory, topic)
    topic = Topic.PAY_AMOUNT if family else topic
    question = Question(
        topic=topic,
        locale=ear.locale,
        today=china_day(ear.core),
        year=year,
        place=place.place if place else _away(ear, memory),
        pack=ear.pack or pack_of(ear.core, place, year),
        national=national_for(ear.core.shelf, year),
        who=memory.who,
        family=family,
        said=facts,
    )
    bubbles = [replace(answer(question), confidence=confidence)]
    is_open = any(one.degree_open for one in family or (memory.who,))
    if topic in ABOUT_MONEY and is_open and _hangs_on_degree(question):
        bubbles.append(_which_degree(ear.locale))
    return TopicTold(replace(memory, year=year), tuple(bubbles))


def _family(memory: Memory, topic: Topic) -> tuple[Who, ...]:
    """Whose premiums are to be added up; nobody's where it is about one person."""
    members = memory.family.members
    is_sum = topic in ABOUT_MONEY and memory.family.together and len(members) > 1
    return members if is_sum else ()


def _away(ear: Ear, memory: Memory) -> Place | None:
    """A place that is none of ours, by name; a pack of its own names itself."""
    return Place("".join(memory.elsewhere)) if memory.elsewhere and ear.pack is None else None


def _year(ear: Ear, memory: Memory, place: AskerPlace | None, facts: SpokenFacts) -> int:
    if ear.pack is not None:
        return ear.pack.coverage_year
    if facts.year is None and memory.year is not None:
        return memory.year
    return year_of(ear.core, place, facts.year)


def _which_degree(locale: Locale) -> Bubble:
    """The help for the disabled hangs on the degree; the buttons say it in words that are read."""
    replies = tuple(
        QuickReply(say(f"categories.{category}", locale), said)
        for category, said in DEGREES.items()
    )
    return Bubble(say("chat.which_degree", locale), replies=replies)


def _hangs_on_degree(question: Question) -> bool:
    """Whether anybody told us of help for one degree or the other."""
    packs = [pack for pack in (question.pack, question.national) if pack is not None]
    return any(rule.category in DEGREES for pack in packs for rule in pack.aid)


def _must_know_place(ear: Ear, memory: Memory, topic: Topic) -> bool:
    if ear.pack is not None or memory.place_declined or memory.elsewhere or topic in PROCEDURES:
        return False
    return bool(counties_served(ear.core))
