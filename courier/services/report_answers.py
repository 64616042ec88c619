"""The answers of a report, step by step, and its writing down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.cases import CaseKind, clean_report
from courier.domain.corrections import wants_to_correct
from courier.domain.dialogue_words import is_question, says_no, says_yes
from courier.domain.dialogues import Memory, Quick, Task
from courier.domain.errors import CourierError
from courier.domain.outgoing import takes_texts
from courier.domain.spoken_phones import digits_in, phone_in
from courier.domain.told_places import looks_like_place
from courier.domain.told_times import is_only_time, tells_time
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.wishes_of_people import leaves_unsaid, story_in, tells_what_happened
from courier.ports import FieldKind
from courier.services.answer_steps import quick_reply, topic_reply
from courier.services.asker_places import hear_place, place_of
from courier.services.bubbles import Bubble, QuickReply
from courier.services.card_reports import shown_card
from courier.services.cases import Report, report_case
from courier.services.dialogue_tasks import Take, Taken
from courier.services.hearing import hear
from courier.services.regions import find_villages
from courier.services.report_beginnings import go_on
from courier.services.report_facts import (
    with_more,
    with_place,
    with_reporter,
    with_story,
    with_time,
)
from courier.services.report_steps import (
    ReportStep,
    kind_of,
    question,
    task_of,
)
from courier.services.sealed_texts import opened
from courier.services.topic_answers import Ear
from courier.services.turns import in_conversation, kept
from courier.services.village_choices import ask_alike
from courier.texts import say

_FIXES = ("story", "where", "when", "who")
OWN_TOPICS = frozenset(
    {Topic.FRAUD_SAFETY, Topic.COMPLAINT, Topic.COURIER_VERIFY, Topic.OUT_OF_SCOPE}
)
_STAYS_A_STORY = 24  # letters: a longer message with a question in it still tells what happened


def _take_county(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if text == Quick.NO_PLACE:
        said = Bubble(say("chat.report_no_county", ear.locale), answered=True)
        return Taken(replace(memory, task=None), (said,), kept(text, ear.locale))
    placed = hear_place(ear.core, memory, text)
    place = place_of(ear.core, placed) if placed else None
    if placed is None or place is None:
        alike = None if is_question(text) else ask_alike(ear, text, Quick.NO_PLACE)
        return Taken(memory, (alike,), mask(text)) if alike else None
    facts = {"county_id": str(place.county_id), "region_code": place.code}
    return go_on(ear, placed, task_of(memory).at("", **facts), mask(text))


def _take_what(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if _asks_something_else(ear, text):
        return None
    stored = kept(text, ear.locale)
    what = clean_report(story_in(text) or text)
    if text in set(Quick) or leaves_unsaid(text) or sum(map(str.isalnum, what)) < 2:  # noqa: PLR2004 - no word at all
        return Taken(memory, (question(ear, task_of(memory)),), stored)
    task = with_story(ear, task_of(memory), story_in(text) or text)
    return go_on(ear, memory, task, stored)


def _take_where(ear: Ear, memory: Memory, text: str) -> Taken | None:
    task = task_of(memory)
    if leaves_unsaid(text):
        return go_on(ear, memory, task.at("", where=""), kept(text, ear.locale))
    if _asks_something_else(ear, text):
        return None
    if is_only_time(text):
        return _noted(ear, memory, with_time(task, text), text)
    if says_yes(text) or says_no(text):
        return _again(ear, memory, "chat.report_where_again", text)
    if tells_what_happened(text) or not (_is_village(ear, task, text) or looks_like_place(text)):
        return _noted(ear, memory, with_more(ear, task, text), text)
    return go_on(ear, memory, with_place(ear, task, text), mask(text))


def _take_when(ear: Ear, memory: Memory, text: str) -> Taken | None:
    task = task_of(memory)
    if leaves_unsaid(text):
        return go_on(ear, memory, task.at("", when=""), kept(text, ear.locale))
    if _asks_something_else(ear, text):
        return None
    if tells_what_happened(text):
        return _noted(ear, memory, with_more(ear, task, text), text)
    said = kept(text, ear.locale)
    is_place = not tells_time(text) and (_is_village(ear, task, text) or looks_like_place(text))
    if says_yes(text) or says_no(text) or is_place:
        return _again(ear, memory, "chat.report_when_again", text)
    return go_on(ear, memory, with_time(task, said), said)


def _take_who(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if leaves_unsaid(text) or says_no(text):
        return _nameless(ear, memory, text)
    if _asks_something_else(ear, text):
        return None
    beside = _told_beside(ear, memory, text) if is_only_time(text) else None
    known = with_reporter(ear, task_of(memory), text) if beside is None else None
    if known is not None:
        hidden = Hidden.PHONE if phone_in(text) else Hidden.NAME
        return go_on(ear, memory, known, hidden)
    if beside is None and digits_in(text):
        return _again(ear, memory, "chat.phone_length", text, count=digits_in(text))
    beside = beside or _told_beside(ear, memory, text)
    return beside or _again(ear, memory, "chat.report_who_again", text)


def _told_beside(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """When it happened, or more of what happened, where a name was asked for."""
    if is_only_time(text):
        return _noted(ear, memory, with_time(task_of(memory), text), text)
    if tells_what_happened(text):
        return _noted(ear, memory, with_more(ear, task_of(memory), text), text)
    return None


def _nameless(ear: Ear, memory: Memory, text: str) -> Taken:
    nobody = task_of(memory).at("", contact="", phone="")
    return go_on(ear, memory, nobody, kept(text, ear.locale))


def _take_answer(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if text in {Quick.REPORT_NOW, Quick.REPORT_COUNTY} or says_yes(text):
        return _write_down(ear, memory, text)
    if says_no(text) or wants_to_correct(text):
        titles = [say(f"chat.fix_{one}", ear.locale) for one in _FIXES]
        replies = tuple(QuickReply(title, title) for title in titles)
        which = Bubble(
            say("chat.fix_which", ear.locale),
            replies=(*replies, quick_reply(Quick.NEVER_MIND, ear.locale)),
        )
        return Taken(memory, (which,), mask(text))
    if leaves_unsaid(text):
        return _nameless(ear, memory, text)
    if _asks_something_else(ear, text):
        return None
    if tells_what_happened(text):
        return _noted(ear, memory, with_more(ear, task_of(memory), text), text)
    return Taken(memory, (question(ear, task_of(memory)),), kept(text, ear.locale))


def _noted(ear: Ear, memory: Memory, task: Task, text: str) -> Taken:
    """What was told before or after its turn is noted; the question is asked again."""
    taken = go_on(ear, memory, task, kept(text, ear.locale))
    return replace(taken, bubbles=(Bubble(say("chat.report_noted", ear.locale)), *taken.bubbles))


def _again(ear: Ear, memory: Memory, key: str, text: str, **facts: object) -> Taken:
    replies = question(ear, task_of(memory)).replies
    return Taken(memory, (Bubble(say(key, ear.locale, **facts), replies=replies),), mask(text))


def _is_village(ear: Ear, task: Task, text: str) -> bool:
    return bool(find_villages(ear.core, text, int(task.facts["county_id"])))


def _write_down(ear: Ear, memory: Memory, text: str) -> Taken:
    task, stored = task_of(memory), kept(text, ear.locale)
    try:
        number = report_case(ear.core, _report(ear, task, text == Quick.REPORT_COUNTY))
    except CourierError as error:
        refused = Bubble(say(f"errors.{error.code}", ear.locale, **error.facts))
        return Taken(replace(memory, task=None), (refused,), stored)
    key = "chat.report_made_fraud" if kind_of(task) is CaseKind.FRAUD else "chat.report_made"
    made = Bubble(
        say(key, ear.locale, number=short_codes.grouped(number)),
        replies=(topic_reply(Topic.HUMAN_HANDOFF, ear.locale),),
        topic=Topic.COMPLAINT,
        answered=True,
    )
    phone = opened(ear.core, FieldKind.PHONE, task.facts.get("phone"))
    will_text = ear.core.text_sender.reaches_phones and takes_texts(phone)
    also = (Bubble(say("chat.report_text", ear.locale)),) if will_text else ()
    return Taken(memory.with_case(number), (made, *also), stored)


def _report(ear: Ear, task: Task, county_alone: bool) -> Report:  # noqa: FBT001
    told = task.facts
    region = told["region_code"]
    return Report(
        county_id=int(told["county_id"]),
        kind=kind_of(task),
        region_code=f"{region[:6]}000000" if county_alone else region,
        locale=ear.locale,
        what=told["what"],
        story=opened(ear.core, FieldKind.STORY, told.get("story")),
        place=told["where"],
        happened=told["when"],
        contact=opened(ear.core, FieldKind.CONTACT, told.get("contact", "")),
        phone=opened(ear.core, FieldKind.PHONE, told.get("phone", "")),
        conversation_id=in_conversation(ear),
        card=shown_card(ear.core, told["card_no"], told["card_reason"])
        if "card_reason" in told
        else None,
    )


def _asks_something_else(ear: Ear, text: str) -> bool:
    """A short question on another subject; a story may have question marks too."""
    if text in set(Quick) or not is_question(text) or len(text) > _STAYS_A_STORY:
        return False
    heard = hear(ear.core, ear.conversation, mask(text))
    best = heard.best
    return best is not None and heard.is_sure and Topic(best.topic) not in OWN_TOPICS


TAKERS: Mapping[ReportStep, Take] = {
    ReportStep.COUNTY: _take_county,
    ReportStep.WHAT: _take_what,
    ReportStep.WHERE: _take_where,
    ReportStep.WHEN: _take_when,
    ReportStep.WHO: _take_who,
    ReportStep.CONFIRM: _take_answer,
}
