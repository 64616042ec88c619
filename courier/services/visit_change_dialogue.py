"""A visit that was asked for is to be another day, at another place, or not at all.

It is named by its number, or is one of this conversation. What somebody says is done at once, or
after a yes where it cannot be taken back; when it is too late, the reason is said and whom to call.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.dialogue_words import (
    is_question,
    says_no,
    says_yes,
    wants_cancel,
)
from courier.domain.dialogues import Memory, Quick
from courier.domain.errors import Conflict, CourierError
from courier.domain.scanned import CodeKind, Scanned
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.spoken import plain
from courier.domain.visit_wishes import VisitWish, visit_wish_in
from courier.domain.visits import VisitState, check_change
from courier.domain.wished_times import any_day, day_in
from courier.services.answer_codes import code_in_message, visit
from courier.services.answer_steps import TOPIC_COMMAND, quick_reply
from courier.services.asker_places import at_village, office_phone
from courier.services.bubbles import Bubble
from courier.services.coverage import china_day
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.regions import VillageView, find_villages
from courier.services.topic_answers import Ear
from courier.services.turns import kept
from courier.services.visit_change_words import (
    ChangeStep,
    change_task,
    is_open,
    number_reply,
    question,
    told,
)
from courier.services.visit_changes import change_day, change_house, change_village
from courier.services.visit_drafts import village_in
from courier.services.visit_views import VisitTrack
from courier.services.visits import cancel_visit, follow_visit
from courier.texts import say

_STEPS = {
    VisitWish.DAY: ChangeStep.DAY,
    VisitWish.PLACE: ChangeStep.PLACE,
    VisitWish.CANCEL: ChangeStep.CANCEL,
}
_FORGOTTEN = re.compile(
    r"忘|不记得|记不|找不到|不知道|没有单号|没单号|丢了|forgot|lost|don.?t (?:know|have)"
)


def begin(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """By a wish in words or a button; None where somebody only follows the visit."""
    wish = visit_wish_in(text)
    if wish is None:
        return None
    numbers = [number for number in memory.visits if is_open(ear, number)]
    if len(numbers) == 1:
        return _at(ear, memory, numbers[0], wish, text)
    memory = replace(memory, task=change_task(ChangeStep.NUMBER, wish=wish))
    key = "chat.change_which" if numbers else "chat.change_ask_number"
    replies = tuple(number_reply(ear, number) for number in numbers)
    bubble = Bubble(
        say(key, ear.locale), replies=(*replies, quick_reply(Quick.NEVER_MIND, ear.locale))
    )
    return Taken(memory, (bubble,), kept(text, ear.locale))


def begin_by_code(ear: Ear, memory: Memory, code: Scanned, text: str) -> Taken | None:
    """A wish and the visit's number in one message."""
    wish = visit_wish_in(text)
    return _at(ear, memory, code.text, wish, text) if wish and is_open(ear, code.text) else None


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Let the waiting question have its answer; None when the message asks something else."""
    task = memory.task
    if task is None or text.startswith(TOPIC_COMMAND):
        return None
    wish = visit_wish_in(text)
    if wish and task.step != ChangeStep.NUMBER and _STEPS[wish] != task.step:
        return _at(ear, memory, task.facts["visit"], wish, text)
    if task.step == ChangeStep.CANCEL and _calls_off(text):
        return _take_cancel(ear, memory, text)
    if wants_cancel(text) or (
        says_no(text) and task.step in {ChangeStep.CANCEL, ChangeStep.VILLAGE}
    ):
        bubble = Bubble(say("chat.change_dropped", ear.locale), answered=True)
        return Taken(replace(memory, task=None), (bubble,), kept(text, ear.locale))
    return _TAKE[ChangeStep(task.step)](ear, memory, text)


def ask(ear: Ear, memory: Memory) -> Bubble | None:
    """The waiting question again; None when the visit is over meanwhile."""
    task = memory.task
    if task is None:
        return None
    number = task.facts.get("visit")
    if number is not None and not is_open(ear, number):
        return None
    return question(ear, task)


def _at(ear: Ear, memory: Memory, number: str, wish: VisitWish, text: str) -> Taken:
    """At this visit with this wish: what was told already is not asked again."""
    if number not in memory.visits:
        memory = replace(memory.with_visit(number), draft=memory.draft)
    memory = replace(memory, task=change_task(_STEPS[wish], visit=number))
    try:
        track = follow_visit(ear.core, visit_no=number)
        _check_in_time(track, wish)
    except CourierError as error:
        return _too_late(ear, memory, number, error, text)
    if wish is VisitWish.DAY and day_in(text, china_day(ear.core)):
        taken = _take_day(ear, memory, text)
        if taken is not None:
            return taken
    return Taken(
        memory, (question(ear, memory.task or change_task(_STEPS[wish])),), kept(text, ear.locale)
    )


def _take_number(ear: Ear, memory: Memory, text: str) -> Taken | None:
    code = code_in_message(text)
    if _FORGOTTEN.search(plain(text)):
        return _again(ear, memory, "chat.change_no_number", text)
    if code is None or code.kind is not CodeKind.VISIT:
        return None if is_question(text) else _again(ear, memory, "chat.change_ask_number", text)
    wish = VisitWish(memory.task.facts["wish"]) if memory.task else VisitWish.DAY
    return _at(ear, memory, code.text, wish, text)


def _take_day(ear: Ear, memory: Memory, text: str) -> Taken | None:
    day = None if any_day(text) else day_in(text, china_day(ear.core))
    if day is None and not any_day(text):
        return None if is_question(text) else _again(ear, memory, "chat.day_again", text)
    number = _number(memory)
    return _done(
        ear,
        memory,
        text,
        lambda: change_day(ear.core, visit_no=number, wanted_on=day),
        "chat.change_day_done",
        day=day or say("chat.quick_any_day", ear.locale),
    )


def _take_place(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if is_question(text):
        return None
    number = _number(memory)
    village = _other_village(ear, number, text)
    if village is not None:
        facts = {"visit": number, "village": village.village_code, "name": village.name}
        memory = replace(memory, task=change_task(ChangeStep.VILLAGE, **facts))
        asked = question(ear, memory.task or change_task(ChangeStep.VILLAGE))
        return Taken(memory, (asked,), mask(text))
    return _done(
        ear,
        memory,
        Hidden.PLACE,
        lambda: change_house(ear.core, visit_no=number, place=text),
        "chat.change_place_done",
    )


def _take_cancel(ear: Ear, memory: Memory, text: str) -> Taken | None:
    number = _number(memory)
    if says_yes(text) or _calls_off(text):
        return _done(
            ear,
            memory,
            text,
            lambda: cancel_visit(ear.core, visit_no=number),
            "chat.change_cancelled",
            number=short_codes.grouped(number),
        )
    return None


def _calls_off(text: str) -> bool:
    """«取消», when that is just what was asked."""
    return visit_wish_in(text) is VisitWish.CANCEL or plain(text).startswith("取消")


def _take_village(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if not says_yes(text) or memory.task is None:
        return None
    facts = memory.task.facts
    try:
        number = change_village(ear.core, visit_no=facts["visit"], village_code=facts["village"])
    except CourierError as error:
        return _too_late(ear, memory, facts["visit"], error, text)
    kept_visits = tuple(one for one in memory.visits if one != facts["visit"])
    memory = replace(memory, task=None, visits=kept_visits)
    found = find_villages(ear.core, facts["name"])
    memory = at_village(memory, found[0]) if len(found) == 1 else memory
    said = say(
        "chat.change_village_done",
        ear.locale,
        number=short_codes.grouped(number),
        village=facts["name"],
    )
    draft = memory.draft
    memory = replace(memory.with_visit(number), draft=draft)
    return Taken(memory, (told(ear, said, number),), kept(text, ear.locale))


_TAKE: dict[ChangeStep, Callable[[Ear, Memory, str], Taken | None]] = {
    ChangeStep.NUMBER: _take_number,
    ChangeStep.DAY: _take_day,
    ChangeStep.PLACE: _take_place,
    ChangeStep.CANCEL: _take_cancel,
    ChangeStep.VILLAGE: _take_village,
}


def _done(
    ear: Ear, memory: Memory, text: str, change: Callable[[], object], key: str, **facts: object
) -> Taken:
    number = _number(memory)
    try:
        change()
    except CourierError as error:
        return _too_late(ear, memory, number, error, text)
    bubble = told(ear, say(key, ear.locale, **facts), number)
    stored = text if text == Hidden.PLACE else kept(text, ear.locale)
    return Taken(replace(memory, task=None), (bubble,), stored)


def _too_late(ear: Ear, memory: Memory, number: str, error: CourierError, text: str) -> Taken:
    """Why not; a wish that can be mended (a day that is over) is asked for again."""
    stored = text if text == Hidden.PLACE else kept(text, ear.locale)
    said = say(f"errors.{error.code}", ear.locale, **error.facts)
    if not isinstance(error, Conflict):
        bubble = Bubble(said, replies=(quick_reply(Quick.NEVER_MIND, ear.locale),))
        return Taken(memory, (bubble,), stored)
    state = visit(ear.core, number, ear.locale)
    late = Bubble(said, topic=Topic.COURIER_TRACK, answered=True)
    return Taken(replace(memory, task=None), (late, state), stored)


def _check_in_time(track: VisitTrack, wish: VisitWish) -> None:
    """Raises Conflict; calling off is possible longer than changing."""
    if wish is VisitWish.CANCEL and track.status is VisitState.ON_THE_WAY:
        return
    check_change(track.status)


def _other_village(ear: Ear, number: str, text: str) -> VillageView | None:
    """The village that is named, if it is one and not the visit's own."""
    village = village_in(ear.core, text)
    track = follow_visit(ear.core, visit_no=number)
    return village if village is not None and village.name != track.village_name else None


def _again(ear: Ear, memory: Memory, key: str, text: str) -> Taken:
    bubble = Bubble(
        say(key, ear.locale, phone=office_phone(ear.core, memory)),
        replies=(quick_reply(Quick.NEVER_MIND, ear.locale),),
    )
    return Taken(memory, (bubble,), kept(text, ear.locale))


def _number(memory: Memory) -> str:
    return memory.task.facts["visit"] if memory.task else ""


DIALOGUE = Dialogue(take, ask)
