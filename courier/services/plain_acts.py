"""What plain words or a button ask to be done, whatever the ear would make of them."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.dialogue_words import asks_who_answers, wants_cancel
from courier.domain.dialogues import Memory, Quick, TaskKind
from courier.domain.life_at_stake import peril_in
from courier.domain.topics import Topic
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.visit_wishes import follows_visit
from courier.domain.wishes_of_people import (
    calls_person,
    gave_it_away,
    has_lost_money,
    is_happening_now,
    is_threatened,
    wants_case_news,
)
from courier.services import (
    handoff_dialogue,
    report_beginnings,
    report_steps,
    visit_change_dialogue,
)
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble
from courier.services.case_following import cases_told
from courier.services.coverage import china_day
from courier.services.dialogue_table import BEGINNINGS_BY_BUTTON
from courier.services.dialogue_tasks import Taken
from courier.services.hearing import surely
from courier.services.topic_answers import Ear
from courier.services.topic_turns import act
from courier.services.turns import Turn, in_conversation, kept, pressed
from courier.texts import say

NEVER_NEEDED = (Hidden.ID_NUMBER, Hidden.BANK_CARD)


def acted(ear: Ear, memory: Memory, text: str) -> Turn | None:
    """Do it; None where the message is to be heard first."""
    if ear.pack is not None:
        return None
    button = pressed(text)
    begun = None
    if button in {None, Quick.CANCEL}:
        begun = visit_change_dialogue.begin_for_booked(ear, memory, text)
    if begun is None and button is not None:
        return _pressed(ear, memory, text)
    begun = begun or _called(ear, memory, text)
    return turn_of(ear, begun) if begun is not None else _told(ear, memory, text)


def _told(ear: Ear, memory: Memory, text: str) -> Turn | None:
    if memory.visits and follows_visit(text):
        nothing_said = facts_in("", china_day(ear.core))
        return act(ear, memory, text, surely(Topic.COURIER_TRACK), nothing_said)
    if wants_cancel(text):
        return Turn(memory, (said("chat.fine_then", ear),), mask(text))
    peril = peril_in(text)
    if peril is not None:
        return Turn(
            memory, (Bubble(say(f"chat.peril_{peril}", ear.locale), answered=True),), mask(text)
        )
    if asks_who_answers(text):
        return Turn(memory, (said("chat.am_a_machine", ear, answered=True),), mask(text))
    if wants_case_news(text):
        return Turn(memory, cases_told(ear.core, memory, ear.locale), mask(text))
    return None


def goes_first(memory: Memory, text: str) -> bool:
    """What no waiting question may take for its answer: a call for a person, danger at the door.

    A report is where danger is told.
    """
    if peril_in(text) is not None:
        return True
    if calls_person(text) or wants_case_news(text):
        return memory.task is None or memory.task.kind is not TaskKind.HANDOFF
    is_report = memory.task is not None and memory.task.kind is TaskKind.REPORT
    is_offered = is_report and report_steps.task_of(memory).step == report_steps.ReportStep.OFFER
    return (is_offered or not is_report) and danger_in(memory, text) is not None


def danger_in(memory: Memory, text: str) -> str | None:
    """The key of the words for an emergency, None where there is none.

    Money given to «him» is lost, and a threat is one, once fraud is spoken of.
    """
    is_of_fraud = memory.topic is Topic.FRAUD_SAFETY
    if has_lost_money(text) or (is_of_fraud and gave_it_away(text)):
        return "chat.fraud_done"
    if is_happening_now(text) or (is_of_fraud and is_threatened(text)):
        return "chat.fraud_now"
    return None


def turn_of(ear: Ear, taken: Taken) -> Turn:
    """A dialogue's part as a turn, with a word on numbers that nobody asked for."""
    turn = Turn(taken.memory, taken.bubbles, taken.stored)
    if not turn.bubbles or not any(hidden in turn.stored for hidden in NEVER_NEEDED):
        return turn
    note = Bubble(say("chat.id_not_needed_here", ear.locale), note=True)
    return replace(turn, bubbles=(*turn.bubbles, note))


def said(key: str, ear: Ear, *, answered: bool = False) -> Bubble:
    """A sentence, and what is mostly wanted next."""
    replies = next_replies(Topic.GREETING, ear.locale)
    return Bubble(say(key, ear.locale), replies=replies, answered=answered)


def _pressed(ear: Ear, memory: Memory, text: str) -> Turn:
    """A button; one of a dialogue that is over is told so."""
    button = pressed(text)
    begin = BEGINNINGS_BY_BUTTON.get(button) if button else None
    taken = begin(ear, memory, text) if begin else None
    if taken is not None:
        return turn_of(ear, taken)
    key = "chat.fine_then" if wants_cancel(text) else "chat.button_past"
    return Turn(memory, (said(key, ear),), kept(text, ear.locale))


def _called(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """A person, or help at the door."""
    if calls_person(text):
        return handoff_dialogue.call_person(ear, memory, text)
    danger = danger_in(memory, text) if in_conversation(ear) is not None else None
    return report_beginnings.warn(ear, memory, text, danger) if danger else None
