"""How a report begins: said outright, offered after an answer, or after the words for an emergency.

When somebody stands at the door this moment, the first words are what to do, and 110.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from courier.domain.cases import CaseKind
from courier.domain.dialogues import Memory, Quick, Task, TaskKind
from courier.domain.short_codes import grouped, read_card_number
from courier.domain.topics import Topic
from courier.domain.wishes_of_people import speaks_of_fraud, story_in, wants_to_report
from courier.services.asker_places import place_of
from courier.services.bubbles import Bubble, Link
from courier.services.card_reports import number_in
from courier.services.counties import counties_served
from courier.services.dialogue_tasks import Taken
from courier.services.report_facts import with_story
from courier.services.report_steps import ReportStep, next_step, question, task_of
from courier.services.topic_answers import Ear
from courier.services.turns import commanded, kept
from courier.texts import say

POLICE = "110"
KINDS = {
    Topic.FRAUD_SAFETY: CaseKind.FRAUD,
    Topic.COMPLAINT: CaseKind.COMPLAINT,
    Topic.COURIER_VERIFY: CaseKind.FRAUD,
}


def begin(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Begin where somebody wants to report; a question about reporting gets its answer."""
    topic = commanded(text)
    if topic is Topic.COMPLAINT or wants_to_report(text):
        is_fraud = speaks_of_fraud(text) or bool(memory.checked)
        kind = CaseKind.FRAUD if is_fraud else CaseKind.COMPLAINT
        return begin_as(ear, memory, text, kind)
    return None


def begin_by_button(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """«我要举报», pressed after an answer."""
    kind = KINDS.get(memory.topic or Topic.COMPLAINT, CaseKind.OTHER)
    return begin_as(ear, memory, text, kind)


def warn(ear: Ear, memory: Memory, text: str, words: str) -> Taken:
    """It happens this moment, or just did: what to do, 110, and then the offer to report."""
    bubble = Bubble(
        say(words, ear.locale),
        links=(Link(f"tel:{POLICE}", say("chat.call_police", ear.locale)),),
        topic=Topic.FRAUD_SAFETY,
        confidence=1.0,
        answered=True,
    )
    offered = offer(ear, replace(memory, topic=Topic.FRAUD_SAFETY))
    return Taken(offered.memory, (bubble, *offered.bubbles), kept(text, ear.locale))


def offer(ear: Ear, memory: Memory) -> Taken:
    """A button after an answer, for whoever wants to report."""
    kind = KINDS.get(memory.topic or Topic.COMPLAINT, CaseKind.OTHER)
    task = Task(TaskKind.REPORT, ReportStep.OFFER, {"kind": kind})
    if memory.task is None and memory.draft is None:
        memory = replace(memory, task=task)
    return Taken(memory, (question(ear, task),), "")


def begin_as(ear: Ear, memory: Memory, text: str, kind: CaseKind) -> Taken | None:
    """Begin with what is known already; None where a report is under way, or no county served."""
    is_under_way = memory.task is not None and memory.task.kind is TaskKind.REPORT
    if not counties_served(ear.core) or (is_under_way and task_of(memory).step != ReportStep.OFFER):
        return None
    place = place_of(ear.core, memory)
    facts = {"kind": kind.value}
    if place is not None:
        facts |= {"county_id": str(place.county_id), "region_code": place.code}
    if memory.checked:
        facts |= _card_facts(ear, memory, facts)
    task = Task(TaskKind.REPORT, "", facts)
    if text not in set(Quick) and commanded(text) is None and story_in(text):
        task = with_story(ear, task, story_in(text))
    opening = Bubble(_opening(ear, kind, facts), topic=Topic.COMPLAINT, answered=True)
    taken = go_on(ear, memory, task, kept(text, ear.locale))
    return replace(taken, bubbles=(opening, *taken.bubbles))


def _card_facts(ear: Ear, memory: Memory, facts: Mapping[str, str]) -> dict[str, str]:
    """The card that was checked just now; it tells the county where nothing else does."""
    number, reason = memory.checked
    found = {"card_no": number_in(number), "card_reason": reason}
    if "county_id" in facts or not found["card_no"]:
        return found
    county_id, _ = read_card_number(number)
    served = [row for row in counties_served(ear.core) if row.county_id == county_id]
    if served:
        found |= {"county_id": str(county_id), "region_code": served[0].region_code}
    return found


def _opening(ear: Ear, kind: CaseKind, facts: Mapping[str, str]) -> str:
    words = say(f"chat.report_begins_{kind}", ear.locale)
    if not facts.get("card_no"):
        return words
    about = say("reports.about_card", ear.locale, number=grouped(facts["card_no"]))
    return f"{words}\n{about}"


def go_on(ear: Ear, memory: Memory, task: Task, stored: str) -> Taken:
    """The next question."""
    task = next_step(task)
    return Taken(replace(memory, task=task), (question(ear, task),), stored)
