"""What is asked and told while a visit is changed."""

from __future__ import annotations

from enum import StrEnum

from courier.domain import short_codes
from courier.domain.dialogues import Quick, Task, TaskKind
from courier.domain.errors import CourierError
from courier.domain.topics import Topic
from courier.services.answer_codes import visit
from courier.services.answer_steps import quick_reply, topic_reply
from courier.services.bubbles import Bubble, QuickReply
from courier.services.topic_answers import Ear
from courier.services.visits import follow_visit
from courier.texts import say


class ChangeStep(StrEnum):
    """What is waited for; ``chat.change_ask_<step>`` asks for it."""

    NUMBER = "number"
    DAY = "day"
    PLACE = "place"
    NAME = "name"
    PHONE = "phone"
    CANCEL = "cancel"  # a yes, before it is called off
    VILLAGE = "village"  # a yes, before it is asked for anew in another village


_QUICKS = {
    ChangeStep.DAY: (Quick.TOMORROW, Quick.DAY_AFTER, Quick.ANY_DAY),
    ChangeStep.CANCEL: (Quick.YES,),
    ChangeStep.VILLAGE: (Quick.YES,),
}


def change_task(step: ChangeStep, **facts: str) -> Task:
    """A change at this step."""
    return Task(TaskKind.VISIT_CHANGE, step, facts)


def is_open(ear: Ear, number: str) -> bool:
    """Whether there is such a visit and it is not over."""
    try:
        return not follow_visit(ear.core, visit_no=number).status.is_over
    except CourierError:
        return False


def question(ear: Ear, task: Task) -> Bubble:
    """The question that waits."""
    facts: dict[str, object] = {}
    number = task.facts.get("visit")
    if number is not None:
        track = follow_visit(ear.core, visit_no=number)
        facts = {"number": short_codes.grouped(number), "village": track.village_name}
    if task.step == ChangeStep.VILLAGE:
        facts["village"] = task.facts["name"]
    quicks = _QUICKS.get(ChangeStep(task.step), ())
    replies = tuple(quick_reply(quick, ear.locale) for quick in (*quicks, Quick.NEVER_MIND))
    return Bubble(say(f"chat.change_ask_{task.step}", ear.locale, **facts), replies=replies)


def told(ear: Ear, said: str, number: str) -> Bubble:
    """What was done, with the page of the visit."""
    return Bubble(
        said,
        links=visit(ear.core, number, ear.locale).links,
        replies=(topic_reply(Topic.COURIER_TRACK, ear.locale),),
        topic=Topic.COURIER_TRACK,
        answered=True,
    )


def number_reply(ear: Ear, number: str) -> QuickReply:
    """The button for one of several visits."""
    track = follow_visit(ear.core, visit_no=number)
    return QuickReply(f"{track.village_name} {short_codes.grouped(number)}", number)
