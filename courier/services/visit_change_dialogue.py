"""A visit that was asked for is to be another day, at another place, or not at all.

It is named by its number, or is one of this conversation. What somebody says is done at once, or
after a yes where it cannot be taken back; when it is too late, the reason is said and whom to call.
"""

from __future__ import annotations

import re
from dataclasses import replace

from courier.domain.dialogue_words import says_no, wants_cancel
from courier.domain.dialogues import Memory, Quick
from courier.domain.scanned import Scanned
from courier.domain.visit_wishes import VisitWish, visit_wish_in, wish_for_booked
from courier.services.answer_steps import quick_reply
from courier.services.bubbles import Bubble
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.topic_answers import Ear
from courier.services.turns import commanded, kept
from courier.services.visit_change_steps import STEPS, TAKERS, at_visit, calls_off, take_cancel
from courier.services.visit_change_words import (
    ChangeStep,
    change_task,
    is_open,
    number_reply,
    question,
)
from courier.texts import say

_NUMBER = re.compile(r"[A-Za-z0-9](?:[\s\-]?[A-Za-z0-9]){9,}[\s,，。:：]*")


def begin(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """By a wish in words or a button; None where somebody only follows the visit."""
    wish = visit_wish_in(text)
    numbers = [number for number in memory.visits if is_open(ear, number)]
    return _begin_with(ear, memory, text, wish, numbers) if wish else None


def begin_for_booked(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """By few words that can only mean the visit that was just asked for here."""
    wish = wish_for_booked(text) if memory.booked else None
    numbers = [number for number in memory.booked if wish and is_open(ear, number)]
    return _begin_with(ear, memory, text, wish, numbers) if wish and numbers else None


def begin_by_code(ear: Ear, memory: Memory, code: Scanned, text: str) -> Taken | None:
    """A wish and the visit's number in one message."""
    wish = visit_wish_in(_NUMBER.sub("", text))
    if wish is None or not is_open(ear, code.text):
        return None
    return at_visit(ear, memory, code.text, wish, text)


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Let the waiting question have its answer; None when the message asks something else."""
    task = memory.task
    if task is None or commanded(text) is not None:
        return None
    wish = visit_wish_in(text)
    if wish and task.step != ChangeStep.NUMBER and STEPS[wish] != task.step:
        return at_visit(ear, memory, task.facts["visit"], wish, text)
    if task.step == ChangeStep.CANCEL and calls_off(text):
        return take_cancel(ear, memory, text)
    if wants_cancel(text) or (
        says_no(text) and task.step in {ChangeStep.CANCEL, ChangeStep.VILLAGE}
    ):
        bubble = Bubble(say("chat.change_dropped", ear.locale), answered=True)
        return Taken(replace(memory, task=None), (bubble,), kept(text, ear.locale))
    return TAKERS[ChangeStep(task.step)](ear, memory, text)


def ask(ear: Ear, memory: Memory) -> Bubble | None:
    """The waiting question again; None when the visit is over meanwhile."""
    task = memory.task
    if task is None:
        return None
    number = task.facts.get("visit")
    if number is not None and not is_open(ear, number):
        return None
    return question(ear, task)


def _begin_with(ear: Ear, memory: Memory, text: str, wish: VisitWish, numbers: list[str]) -> Taken:
    if len(numbers) == 1:
        return at_visit(ear, memory, numbers[0], wish, text)
    memory = replace(memory, task=change_task(ChangeStep.NUMBER, wish=wish))
    key = "chat.change_which" if numbers else "chat.change_ask_number"
    replies = tuple(number_reply(ear, number) for number in numbers)
    bubble = Bubble(
        say(key, ear.locale), replies=(*replies, quick_reply(Quick.NEVER_MIND, ear.locale))
    )
    return Taken(memory, (bubble,), kept(text, ear.locale))


DIALOGUE = Dialogue(take, ask)
