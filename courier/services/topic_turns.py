"""A message about a topic: heard, and answered, acted upon, or asked back."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.dialogue_words import degree_told, is_follow_up, wants_visit_called_off
from courier.domain.dialogues import Memory
from courier.domain.errors import CourierError
from courier.domain.families import NOBODY
from courier.domain.plain_wishes import is_without_han
from courier.domain.topics import Topic
from courier.domain.understanding.facts import SpokenFacts, facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.subjects import (
    ABOUT_MONEY,
    goes_on_about_care,
    goes_on_about_people,
    speaks_of_somebody_else,
    subject_told,
)
from courier.domain.visit_wishes import changes_a_visit
from courier.domain.wishes_of_people import wants_to_report
from courier.services import report_beginnings
from courier.services.answer_codes import visit
from courier.services.answer_steps import next_replies, topic_reply
from courier.services.answers import PROCEDURES
from courier.services.asker_places import back_home, hear_where, pack_elsewhere, pack_named
from courier.services.bubbles import Bubble
from courier.services.coverage import china_day
from courier.services.dialogue_table import BEGINNINGS, OFFERS
from courier.services.dialogue_tasks import Taken
from courier.services.hearing import Heard, hear, surely
from courier.services.topic_answers import Ear, answer_topic
from courier.services.turns import Turn, commanded, in_conversation, kept
from courier.texts import Locale, say

REPORTED = frozenset({Topic.FRAUD_SAFETY, Topic.FUND_ABUSE, Topic.COMPLAINT})


def topic_turn(ear: Ear, memory: Memory, text: str) -> Turn:
    """Hear what it is about and do it."""
    text = degree_told(text) or text if memory.topic in ABOUT_MONEY else text
    facts = facts_in(text, china_day(ear.core))
    heard, follows = _heard(ear, memory, text, facts)
    if not follows and speaks_of_somebody_else(text, facts, memory.who.relation):
        memory = replace(memory, who=NOBODY)
    memory = _with_people(memory, heard, facts)
    memory = replace(memory, year=memory.year if follows else None)
    turn = act(ear, memory, text, heard, facts)
    return replace(turn, bubbles=(*turn.bubbles, *_notes(ear, turn, heard)))


def act(ear: Ear, memory: Memory, text: str, heard: Heard, facts: SpokenFacts) -> Turn:
    """Do what was heard; unsure is an offer of what it may mean."""
    stored = kept(text, ear.locale)
    begun = _begun(ear, memory, text, heard)
    if begun is not None:
        stored = stored if commanded(text) else begun.stored
        return Turn(begun.memory, begun.bubbles, stored, heard.guesses)
    best = heard.best
    if best is None or not heard.is_sure:
        return Turn(memory, (_not_sure(heard, ear.locale),), stored, heard.guesses)
    topic = Topic(best.topic)
    if topic is Topic.COURIER_TRACK and memory.visits:
        bubbles = tuple(_followed(ear, number) for number in memory.visits)
        return Turn(memory, bubbles, stored, heard.guesses)
    if topic not in PROCEDURES or topic is Topic.FRAUD_SAFETY:
        memory = replace(memory, topic=topic)
    own = memory
    if ear.pack is None:
        memory = hear_where(ear.core, memory, text)
        pack = pack_elsewhere(ear.core, memory, facts.year)
        ear = replace(ear, pack=pack or pack_named(ear.core, text, facts.year))
    told = answer_topic(ear, memory, topic, facts, best.confidence)
    turn = Turn(back_home(own, told.memory, text), told.bubbles, stored, heard.guesses)
    return _with_offer(ear, turn, topic)


def _with_people(memory: Memory, heard: Heard, facts: SpokenFacts) -> Memory:
    """Whom the message is about; of whose premiums it speaks is remembered for a sum."""
    before = memory.family.about(memory.who, facts)
    who = before.heard(facts)
    family = memory.family.heard(before, who, facts)
    is_money = heard.is_sure and heard.best is not None and heard.best.topic in ABOUT_MONEY
    if not is_money:
        return replace(memory, who=family.people[0] if facts.family else who)
    return replace(memory, who=family.last if facts.family else who, family=family)


def _begun(ear: Ear, memory: Memory, text: str, heard: Heard) -> Taken | None:
    """The dialogue that a message begins; one that is plainly wanted needs no sure ear."""
    if ear.pack is not None:
        return None
    best = heard.best
    is_elsewhere = heard.is_sure and best is not None and best.topic == Topic.OUT_OF_SCOPE
    if wants_to_report(text) and not is_elsewhere:
        begun = report_beginnings.begin(ear, memory, text)
        return _about(begun, Topic(best.topic)) if begun and best else begun
    if best is None or not heard.is_sure:
        return None
    topic = Topic(best.topic)
    begin = BEGINNINGS.get(topic)
    return begin(ear, memory, text) if begin else None


def _about(begun: Taken, topic: Topic) -> Taken:
    first, *others = begun.bubbles
    topic = topic if topic in REPORTED else Topic.COMPLAINT
    return replace(begun, bubbles=(replace(first, topic=topic), *others))


def _with_offer(ear: Ear, turn: Turn, topic: Topic) -> Turn:
    """What may be done besides, offered after the answer; not to who asks once and goes."""
    offer = OFFERS.get(topic)
    if offer is None or in_conversation(ear) is None or turn.memory.waiting_topic is not None:
        return turn
    offered = offer(ear, replace(turn.memory, topic=topic))
    return replace(turn, memory=offered.memory, bubbles=(*turn.bubbles, *offered.bubbles))


def _heard(ear: Ear, memory: Memory, text: str, facts: SpokenFacts) -> tuple[Heard, bool]:
    """What it is about, and whether it goes on about the subject before."""
    chosen = commanded(text)
    if chosen is not None:
        return surely(chosen), False
    is_change = wants_visit_called_off(text) or (memory.visits and changes_a_visit(text))
    if is_change and ear.pack is None:
        return surely(Topic.COURIER_TRACK), False
    follows = is_follow_up(text, facts) or goes_on_about_care(text, memory.topic)
    if memory.topic is not None and follows:
        return surely(memory.topic), True
    if goes_on_about_people(text, facts, memory.topic):
        return surely(Topic.PAY_AMOUNT), True
    heard = _set_right(hear(ear.core, ear.conversation, mask(text)), text, facts)
    tells_more = facts.categories or facts.age or facts.disability_degree_missing
    is_open = not heard.is_sure or is_without_han(text)  # a few words of English or pinyin
    if memory.topic in ABOUT_MONEY and tells_more and is_open:
        return surely(memory.topic), True
    return heard, False


def _set_right(heard: Heard, text: str, facts: SpokenFacts) -> Heard:
    """What was heard, led by the subject where plain rules can tell it better."""
    best = Topic(heard.best.topic) if heard.best else None
    told = subject_told(text, facts, heard=best, sure=heard.is_sure)
    is_heard = heard.is_sure and told is best
    return heard if told is None or is_heard else heard.led_by(told)


def _notes(ear: Ear, turn: Turn, heard: Heard) -> list[Bubble]:
    notes = []
    is_asked = turn.memory.draft is not None or turn.memory.task is not None
    wanted = {Hidden.NAME, Hidden.PLACE, *((Hidden.PHONE, Hidden.NUMBER) if is_asked else ())}
    if any(hidden in turn.stored for hidden in Hidden if hidden not in wanted):
        key = "chat.id_not_needed_here" if is_asked else "chat.id_not_needed"
        notes.append(Bubble(say(key, ear.locale), note=True))
    if heard.by_likeness and (not heard.is_sure or any(one.pack_id for one in turn.bubbles)):
        notes.append(Bubble(say("chat.without_assistant", ear.locale), note=True))
    return notes


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
