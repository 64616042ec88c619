"""Asking for a visit, one small question after the other.

The name and the telephone number are sealed as soon as they are said, and leave the memory
when the visit is written down. A question in between gets its answer first.
"""

from __future__ import annotations

from dataclasses import replace

from courier.domain.corrections import wants_to_correct
from courier.domain.dialogue_words import says_no, wants_cancel
from courier.domain.dialogues import Memory, Quick, Step, VisitDraft
from courier.domain.errors import BadInput
from courier.domain.spoken_phones import phone_in
from courier.domain.topics import Topic
from courier.domain.understanding.masking import mask
from courier.domain.visit_wishes import VisitWish, wish_for_booked
from courier.services.answer_steps import next_replies
from courier.services.asker_places import at_village
from courier.services.bubbles import Bubble
from courier.services.dialogue_tasks import Dialogue, Taken
from courier.services.topic_answers import Ear
from courier.services.turns import commanded, kept, pressed
from courier.services.visit_drafts import at, corrected, reached_at, village_in, without_draft
from courier.services.visit_steps import TAKERS, asked_what_is_wrong, go_on, question, refused
from courier.texts import say


def begin(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Start asking; what the message tells already is not asked again.

    None where a visit is being asked for.
    """
    if memory.draft is not None:
        return None
    memory, draft = replace(memory, task=None), VisitDraft()
    village, phone = village_in(ear.core, text), phone_in(text)
    if village is not None:
        memory, draft = at_village(memory, village), at(draft, village)
    if phone:
        draft = reached_at(ear.core, draft, phone)
    memory = replace(memory, draft=draft)
    opening = Bubble(
        say("chat.visit_begins", ear.locale), topic=Topic.COURIER_REQUEST, answered=True
    )
    return Taken(memory, (opening, question(ear, memory)), mask(text))


def take(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Let the waiting question have its answer; None when the message asks something else."""
    draft = memory.draft
    if draft is None or commanded(text) is not None or pressed(text) is Quick.PERSON:
        return None
    stored = kept(text, ear.locale)
    if _gives_up(draft, text):
        dropped = Bubble(
            say("chat.visit_dropped", ear.locale),
            replies=next_replies(Topic.THANKS, ear.locale),
            answered=True,
        )
        return Taken(replace(memory, draft=None), (dropped,), stored)
    try:
        return _taken(ear, memory, text)
    except BadInput as error:
        return Taken(memory, (refused(ear, error),), stored)


def _gives_up(draft: VisitDraft, text: str) -> bool:
    """Whether the visit is called off; «不用了» to the second phone means that phone alone."""
    if draft.step is Step.SECOND and pressed(text) is not Quick.CANCEL:
        return False
    return wants_cancel(text) or wish_for_booked(text) is VisitWish.CANCEL


def _taken(ear: Ear, memory: Memory, text: str) -> Taken | None:
    draft = memory.draft or VisitDraft()
    new = corrected(ear.core, draft, text)
    if new is not None:
        return go_on(ear, memory, new, without_draft(ear.core, new, text))
    is_other = draft.step is not Step.SECOND and (says_no(text) or wants_to_correct(text))
    if draft != VisitDraft() and is_other:
        return asked_what_is_wrong(ear, memory, text)
    taken = TAKERS[draft.step](ear, memory, text)
    return replace(taken, stored=kept(text, ear.locale)) if taken and pressed(text) else taken


DIALOGUE = Dialogue(take, question)
