"""Reporting a fraud or a complaint: what, where, when; a name only if somebody wants to.

Safety comes first: when somebody stands at the door this moment, the first words are what to do
and 110. No step asks for an ID number, and what is told is masked before it is kept.
"""

from __future__ import annotations

from dataclasses import replace

from courier.domain.corrections import Told, correction_in
from courier.domain.dialogue_words import says_no, says_yes, wants_cancel
from courier.domain.dialogues import Memory, Quick
from courier.domain.told_names import is_surely_name
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden
from courier.domain.wishes_of_people import tells_what_happened, wants_to_report
from courier.services.answer_steps import next_replies
from courier.services.bubbles import Bubble
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.report_answers import TAKERS
from courier.services.report_beginnings import begin_as, go_on
from courier.services.report_facts import put_right
from courier.services.report_steps import ReportStep, kind_of, question, task_of
from courier.services.topic_answers import Ear
from courier.services.turns import commanded, kept
from courier.texts import say


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Let the waiting question have its answer; None when the message asks something else."""
    if wants_cancel(text):
        dropped = Bubble(
            say("chat.report_dropped", ear.locale),
            replies=next_replies(Topic.GREETING, ear.locale),
            answered=True,
        )
        return Taken(replace(memory, task=None), (dropped,), kept(text, ear.locale))
    if commanded(text) is not None or text == Quick.PERSON:
        return None
    step = ReportStep(task_of(memory).step)
    if step is ReportStep.OFFER:
        return _take_offer(ear, memory, text)
    right = put_right(ear, task_of(memory), text)
    if right is not None:
        return go_on(ear, memory, right, _stored(ear, text))
    return TAKERS[step](ear, memory, text)


def ask(ear: Ear, memory: Memory) -> Bubble | None:
    """The waiting question again; the offer is made once."""
    task = task_of(memory)
    return None if task.step == ReportStep.OFFER else question(ear, task)


DIALOGUE = Dialogue(take, ask)


def _stored(ear: Ear, text: str) -> str:
    """A message that puts something right; one that may name the reporter is hidden."""
    correction = correction_in(text)
    names = correction is not None and correction.told is Told.NAME
    is_name = names or is_surely_name(correction.value if correction else text)
    return Hidden.NAME if is_name else kept(text, ear.locale)


def _take_offer(ear: Ear, memory: Memory, text: str) -> Taken | None:
    kind = kind_of(task_of(memory))
    if says_no(text):
        return take(ear, memory, Quick.NEVER_MIND)
    if says_yes(text) or text == Quick.REPORT:
        begun = begin_as(ear, memory, Quick.REPORT, kind)
        return replace(begun, stored=kept(text, ear.locale)) if begun else None
    if wants_to_report(text) or tells_what_happened(text):
        return begin_as(ear, memory, text, kind)
    return None
