"""A person, please: into the queue of the asker's place, and silence while a person answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.dialogue_words import is_question, says_no, says_yes, wants_cancel
from courier.domain.dialogues import Memory, Quick, Talk, Task, TaskKind
from courier.domain.handoffs import HandoffStatus
from courier.domain.topics import Topic
from courier.domain.wishes_of_people import leaves_unsaid, wants_person, wants_talk_ended
from courier.services.answer_steps import next_replies, quick_reply
from courier.services.asker_places import ask_place, hear_place, place_of
from courier.services.bubbles import Bubble, Link
from courier.services.counties import counties_served
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.handoffs import Asked, ask_for_person, leave_talk, talk_status
from courier.services.topic_answers import Ear
from courier.services.turns import Turn, commanded, in_conversation, kept
from courier.services.village_choices import ask_alike
from courier.texts import say

OFFER, PLACE = "offer", "place"
UNSURE = ("chat.not_sure", "chat.not_understood")
NOT_HEARD = frozenset({Topic.OUT_OF_SCOPE, Topic.GREETING})  # «有人吗» is for who comes


@dataclass(frozen=True, slots=True)
class Heard:
    """What a talk makes of a message; ``taken`` None leaves it to the assistant."""

    memory: Memory
    taken: Taken | None = None


def begin(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Into the queue where a person is asked for in so many words; else the usual answer."""
    asked_outright = commanded(text) is Topic.HUMAN_HANDOFF or wants_person(text)
    return call_person(ear, memory, text) if asked_outright else None


def call_person(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Into the queue; where the place is not known it is asked for first."""
    conversation = in_conversation(ear)
    if conversation is None or not counties_served(ear.core):
        return None
    stored = kept(text, ear.locale)
    place = place_of(ear.core, memory)
    if place is None:
        memory = replace(memory, task=Task(TaskKind.HANDOFF, PLACE))
        return Taken(memory, (_ask_place(ear),), stored)
    asked = ask_for_person(
        ear.core,
        conversation_id=conversation,
        county_id=place.county_id,
        region_code=place.code,
    )
    talk = Talk(place.county_id, str(asked.handoff_id))
    task = None if _is_mine(memory) else memory.task
    return Taken(replace(memory, talk=talk, task=task), (_queued(ear, asked),), stored)


def offer(ear: Ear, memory: Memory) -> Taken:
    """A button after an answer, for whoever wants a person besides."""
    bubble = Bubble(
        say("chat.person_offer", ear.locale),
        replies=(quick_reply(Quick.PERSON, ear.locale), quick_reply(Quick.NEVER_MIND, ear.locale)),
    )
    if memory.task is None and memory.draft is None:
        memory = replace(memory, task=Task(TaskKind.HANDOFF, OFFER))
    return Taken(memory, (bubble,), "")


def hear(ear: Ear, memory: Memory, text: str) -> Heard:
    """While a talk lasts: the villager may end it; taken by a person, all goes to her."""
    talk = memory.talk
    if talk is None:
        return Heard(memory)
    county_id, handoff_id = talk.county_id, UUID(talk.handoff_id)
    status = talk_status(ear.core, county_id=county_id, handoff_id=handoff_id)
    if status is HandoffStatus.ENDED:
        return Heard(replace(memory, talk=None))
    stored = kept(text, ear.locale)
    if wants_talk_ended(text):
        leave_talk(ear.core, county_id=county_id, handoff_id=handoff_id)
        said = Bubble(
            say("chat.talk_left", ear.locale),
            replies=next_replies(Topic.GREETING, ear.locale),
            answered=True,
        )
        return Heard(memory, Taken(replace(memory, talk=None), (said,), stored))
    if status is HandoffStatus.WAITING:
        return Heard(memory)
    note = () if talk.noted else (_kept_for_person(ear),)
    return Heard(memory, Taken(replace(memory, talk=replace(talk, noted=True)), note, stored))


def note_unsure(ear: Ear, turn: Turn) -> Turn:
    """Somebody who waits for a person tells her story: it is kept for her, and not guessed at."""
    waits, first = turn.memory.talk is not None, next(iter(turn.bubbles), None)
    unsure = {say(key, ear.locale) for key in UNSURE}
    is_beside = first is not None and (first.text in unsure or first.topic in NOT_HEARD)
    if not waits or not is_beside:
        return turn
    replies = (quick_reply(Quick.END_TALK, ear.locale),)
    said = Bubble(say("chat.talk_written_down", ear.locale), replies=replies)
    return replace(turn, bubbles=(said,))


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """The answer to the offer, or the place."""
    stored = kept(text, ear.locale)
    done = replace(memory, task=None)
    if wants_cancel(text) or says_no(text):
        said = Bubble(
            say("chat.person_dropped", ear.locale),
            replies=next_replies(Topic.GREETING, ear.locale),
            answered=True,
        )
        return Taken(done, (said,), stored)
    if memory.task is not None and memory.task.step == OFFER:
        wanted = says_yes(text) or text == Quick.PERSON
        return call_person(ear, done, text) if wanted else None
    if text == Quick.NO_PLACE or leaves_unsaid(text):
        return Taken(done, (_without_place(ear),), stored)
    if commanded(text) is not None:
        return None
    placed = hear_place(ear.core, memory, text)
    if placed is not None:
        return call_person(ear, placed, text)
    alike = None if is_question(text) else ask_alike(ear, text, Quick.NO_PLACE)
    return Taken(memory, (alike,), stored) if alike else None


def ask(ear: Ear, memory: Memory) -> Bubble | None:
    """The place again; an offer is made once."""
    waits_for_place = memory.task is not None and memory.task.step == PLACE
    return _ask_place(ear) if waits_for_place else None


DIALOGUE = Dialogue(take, ask)


def _is_mine(memory: Memory) -> bool:
    return memory.task is not None and memory.task.kind is TaskKind.HANDOFF


def _queued(ear: Ear, asked: Asked) -> Bubble:
    facts = {"office": asked.office, "count": asked.ahead}
    if asked.is_open:
        text = say("chat.person_queued" if asked.ahead else "chat.person_next", ear.locale, **facts)
    elif asked.opens_at is not None:
        text = say("chat.person_later", ear.locale, **facts, at=asked.opens_at)
    else:
        text = say("chat.person_someday", ear.locale, **facts)
    call = say("answers.call", ear.locale, name=asked.office, phone=asked.phone or "")
    links = (Link(f"tel:{asked.phone}", call),) if asked.phone else ()
    return Bubble(
        text,
        links=links,
        replies=(quick_reply(Quick.END_TALK, ear.locale),),
        topic=Topic.HUMAN_HANDOFF,
        confidence=1.0,
        answered=True,
    )


def _kept_for_person(ear: Ear) -> Bubble:
    replies = (quick_reply(Quick.END_TALK, ear.locale),)
    return Bubble(say("chat.talk_kept", ear.locale), replies=replies, note=True)


def _ask_place(ear: Ear) -> Bubble:
    return ask_place(ear.core, ear.locale, key="chat.person_place")


def _without_place(ear: Ear) -> Bubble:
    return Bubble(say("chat.person_no_place", ear.locale), answered=True)
