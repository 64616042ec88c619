"""What a report is told, one fact at a time: set, added to, or put right."""

from __future__ import annotations

from courier.domain.cases import LONGEST_REPORT, clean_report, clean_story
from courier.domain.corrections import Correction, Told, correction_in, thing_named
from courier.domain.dialogue_words import is_question
from courier.domain.dialogues import Task
from courier.domain.spoken_phones import phone_in, without_phone
from courier.domain.told_names import contact_in, is_surely_name
from courier.domain.told_times import is_only_time
from courier.domain.understanding.masking import mask
from courier.ports import FieldKind
from courier.services.regions import find_villages
from courier.services.report_steps import ReportStep
from courier.services.sealed_texts import opened, sealed
from courier.services.topic_answers import Ear

LONGEST_WHEN = 60
_OF = {
    Told.STORY: "what",
    Told.VILLAGE: "where",
    Told.PLACE: "where",
    Told.DAY: "when",
    Told.NAME: "contact",
    Told.PHONE: "contact",
}


def with_place(ear: Ear, task: Task, text: str) -> Task:
    """The report with where it happened; a village that is named leads to its township."""
    found = find_villages(ear.core, text, int(task.facts["county_id"]))
    if len(found) == 1:
        task = task.at("", region_code=found[0].village_code)
    return task.at("", where=clean_report(text))


def with_time(task: Task, text: str) -> Task:
    """The report with when it happened."""
    return task.at("", when=mask(text)[:LONGEST_WHEN])


def with_reporter(ear: Ear, task: Task, text: str) -> Task | None:
    """The report with who reports and how to reach her, None where neither is told.

    One of both alone leaves the other as it was.
    """
    phone = phone_in(text)
    name = contact_in(without_phone(text).strip(" ,，。、"))
    if not phone and not name:
        return None
    told = task.facts
    return task.at(
        "",
        contact=sealed(ear.core, FieldKind.CONTACT, name) if name else told.get("contact", ""),
        phone=sealed(ear.core, FieldKind.PHONE, phone) if phone else told.get("phone", ""),
    )


def with_story(ear: Ear, task: Task, text: str) -> Task:
    """The report with what happened: masked, and with its names sealed."""
    story = sealed(ear.core, FieldKind.STORY, clean_story(text))
    return task.at("", what=clean_report(text), story=story)


def with_more(ear: Ear, task: Task, text: str) -> Task:
    """The report with another sentence of what happened."""
    what = f"{task.facts.get('what', '')} {clean_report(text)}".strip()
    told = opened(ear.core, FieldKind.STORY, task.facts.get("story"))
    story = sealed(ear.core, FieldKind.STORY, clean_story(f"{told} {text}"))
    return task.at("", what=what[:LONGEST_REPORT], story=story)


def put_right(ear: Ear, task: Task, text: str) -> Task | None:
    """The report with what a message puts right of the things told before, None if it does not.

    At the last question a bare time, name or telephone number does so too.
    """
    if "what" not in task.facts or is_question(text):
        return None
    is_last = task.step == ReportStep.CONFIRM
    correction = correction_in(text) or (thing_named(text) if is_last else None)
    if correction is None:
        return _with_value(ear, task, text, is_bare=True) if is_last else None
    if correction.told is None:
        return _with_value(ear, task, correction.value, is_bare=False)
    return _with_named(ear, task, correction)


def _with_named(ear: Ear, task: Task, correction: Correction) -> Task | None:
    fact, value = _OF[correction.told or Told.STORY], correction.value
    if fact not in task.facts:
        return None
    if value and fact == "where":
        return with_place(ear, task, value)
    if value and fact == "when":
        return with_time(task, value)
    if value and fact == "what":
        return with_story(ear, task, value)
    known = with_reporter(ear, task, value) if value and fact == "contact" else None
    return known or _without(task, fact)


def _with_value(ear: Ear, task: Task, value: str, *, is_bare: bool) -> Task | None:
    """What a value can only be: a time, who reports, a village."""
    told = task.facts
    if is_only_time(value) and "when" in told:
        return with_time(task, value)
    if "contact" in told and (phone_in(value) or is_surely_name(value)):
        return with_reporter(ear, task, value)
    if not is_bare and "where" in told and find_villages(ear.core, value, int(told["county_id"])):
        return with_place(ear, task, value)
    return None


def _without(task: Task, fact: str) -> Task:
    facts = {name: told for name, told in task.facts.items() if name != fact}
    return Task(task.kind, task.step, facts)
