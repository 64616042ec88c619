"""What is asked for a report, step by step, and what was told so far."""

from __future__ import annotations

from enum import StrEnum

from courier.domain.cases import CaseKind
from courier.domain.dialogues import Memory, Quick, Task, TaskKind
from courier.domain.names import name_masked
from courier.domain.regions import area_prefix
from courier.ports import FieldKind
from courier.services.answer_steps import quick_reply
from courier.services.asker_places import ask_place
from courier.services.bubbles import Bubble
from courier.services.sealed_texts import opened
from courier.services.topic_answers import Ear
from courier.texts import say

TAIL = 4
COUNTY_DIGITS = 6


class ReportStep(StrEnum):
    """What is asked next; OFFER is the question whether to report at all."""

    OFFER = "offer"
    COUNTY = "county"
    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    CONFIRM = "confirm"


_BUTTONS = {
    ReportStep.OFFER: (Quick.REPORT, Quick.NEVER_MIND),
    ReportStep.WHAT: (Quick.NEVER_MIND,),
    ReportStep.WHERE: (Quick.UNSAID, Quick.NEVER_MIND),
    ReportStep.WHEN: (Quick.EARLIER_TODAY, Quick.YESTERDAY, Quick.UNSAID, Quick.NEVER_MIND),
    ReportStep.WHO: (Quick.UNSAID, Quick.NEVER_MIND),
    ReportStep.CONFIRM: (Quick.REPORT_NOW, Quick.NEVER_MIND),
}


def task_of(memory: Memory) -> Task:
    """The report under way; a new one where there is none."""
    task = memory.task
    if task is None or task.kind is not TaskKind.REPORT:
        return Task(TaskKind.REPORT, ReportStep.OFFER)
    return task


def next_step(task: Task) -> Task:
    """The task at what is still missing, first things first."""
    told = task.facts
    missing = [
        step
        for fact, step in (
            ("county_id", ReportStep.COUNTY),
            ("what", ReportStep.WHAT),
            ("where", ReportStep.WHERE),
            ("when", ReportStep.WHEN),
            ("contact", ReportStep.WHO),
        )
        if fact not in told
    ]
    return task.at(missing[0] if missing else ReportStep.CONFIRM)


def question(ear: Ear, task: Task) -> Bubble:
    """The question of the step where the task stands."""
    step = ReportStep(task.step)
    if step is ReportStep.COUNTY:
        return ask_place(ear.core, ear.locale, key="chat.report_county")
    facts = _summary(ear, task) if step is ReportStep.CONFIRM else {}
    replies = [quick_reply(button, ear.locale) for button in _buttons(task)]
    return Bubble(say(f"chat.report_{step}", ear.locale, **facts), replies=tuple(replies))


def kind_of(task: Task) -> CaseKind:
    """What the report is about."""
    return CaseKind(task.facts.get("kind", CaseKind.OTHER))


def is_below_county(task: Task) -> bool:
    """Whether a township would see it too."""
    return len(area_prefix(task.facts.get("region_code", ""))) > COUNTY_DIGITS


def _buttons(task: Task) -> tuple[Quick, ...]:
    buttons = _BUTTONS[ReportStep(task.step)]
    if task.step == ReportStep.CONFIRM and is_below_county(task):
        return (Quick.REPORT_NOW, Quick.REPORT_COUNTY, Quick.NEVER_MIND)
    return buttons


def _summary(ear: Ear, task: Task) -> dict[str, object]:
    told, unsaid = task.facts, say("chat.report_unsaid", ear.locale)
    return {
        "what": told["what"],
        "place": told["where"] or unsaid,
        "happened": told["when"] or unsaid,
        "who": _who(ear, task) or say("chat.report_nameless", ear.locale),
    }


def _who(ear: Ear, task: Task) -> str:
    name = opened(ear.core, FieldKind.CONTACT, task.facts.get("contact", ""))
    phone = opened(ear.core, FieldKind.PHONE, task.facts.get("phone", ""))
    parts = [name_masked(name) if name else "", f"…{phone[-TAIL:]}" if phone else ""]
    return " ".join(filter(None, parts))
