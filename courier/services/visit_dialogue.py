"""Asking for a visit, one small question after the other.

The name and the telephone number are sealed as soon as they are said, and leave the memory
when the visit is written down. A question in between gets its answer first (``None`` here).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain import short_codes
from courier.domain.dialogue_words import (
    contact_in,
    is_question,
    says_no,
    says_yes,
    wants_cancel,
)
from courier.domain.dialogues import Memory, Quick, Step, VisitDraft
from courier.domain.errors import BadInput, CourierError
from courier.domain.plain_wishes import wish_in
from courier.domain.spoken_phones import phone_in, without_phone
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.visits import LONGEST_PLACE, check_day, clean_words
from courier.domain.wished_times import any_day, day_in
from courier.ports import FieldKind
from courier.services.answer_steps import TOPIC_COMMAND, next_replies, quick_reply, topic_reply
from courier.services.asker_places import MOST_BUTTONS, at_village, place_of
from courier.services.bubbles import Bubble, Link, QuickReply
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.regions import VillageView, find_villages, villages_of_county
from courier.services.visit_drafts import (
    at,
    corrected,
    opened,
    sealed,
    summary,
    village_in,
)
from courier.services.visits import request_visit
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message did to the dialogue; ``stored`` is what may be kept of it."""

    memory: Memory
    bubbles: tuple[Bubble, ...]
    stored: str


def begin(core: Core, memory: Memory, text: str, locale: Locale) -> Taken:
    """Start asking; what the message tells already is not asked again."""
    draft = VisitDraft()
    village = village_in(core, text)
    if village is not None:
        memory = at_village(memory, village)
        draft = at(draft, village)
    phone = phone_in(text)
    if phone:
        draft = replace(draft, phone=sealed(core, FieldKind.PHONE, phone))
    memory = replace(memory, draft=draft)
    opening = Bubble(say("chat.visit_begins", locale), topic=Topic.COURIER_REQUEST, answered=True)
    return Taken(memory, (opening, ask(core, memory, locale)), mask(text))


def take(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    """Let the waiting question have its answer; None when the message asks something else."""
    draft = memory.draft or VisitDraft()
    if wants_cancel(text):
        done = replace(memory, draft=None)
        return Taken(done, (_said("chat.visit_dropped", locale),), mask(text))
    if text.startswith(TOPIC_COMMAND):
        return None
    put_right = _put_right(core, memory, text, locale)
    if put_right is not None:
        return put_right
    steps = {
        Step.VILLAGE: _take_village,
        Step.CONTACT: _take_contact,
        Step.PHONE: _take_phone,
        Step.PLACE: _take_house,
        Step.DAY: _take_day,
        Step.CONFIRM: _take_answer,
    }
    return steps[draft.step](core, memory, text, locale)


def ask(core: Core, memory: Memory, locale: Locale) -> Bubble:
    """The question that is next."""
    draft = memory.draft or VisitDraft()
    replies: Sequence[QuickReply] = ()
    facts: dict[str, object] = {}
    if draft.step is Step.VILLAGE:
        replies = _village_replies(_villages(core, memory))
    elif draft.step is Step.PLACE:
        replies = [quick_reply(Quick.NO_HOUSE, locale)]
    elif draft.step is Step.DAY:
        replies = [
            quick_reply(one, locale) for one in (Quick.TOMORROW, Quick.DAY_AFTER, Quick.ANY_DAY)
        ]
    elif draft.step is Step.CONFIRM:
        replies = [quick_reply(Quick.YES, locale)]
        facts = summary(core, draft, locale)
    key = "chat.ask_house" if draft.step is Step.PLACE else f"chat.ask_{draft.step}"
    text = say(key, locale, **facts)
    return Bubble(text, replies=(*replies, quick_reply(Quick.CANCEL, locale)))


def _put_right(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    """Somebody changes her mind on what she told before."""
    try:
        draft = corrected(core, memory.draft or VisitDraft(), text)
    except BadInput as error:
        return Taken(memory, (_error(error, locale),), mask(text))
    return _next(core, memory, draft, locale, mask(text)) if draft else None


def _take_village(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    if is_question(text):
        return None
    place = place_of(core, memory)
    found = find_villages(core, text, place.county_id if place else None)
    if len(found) == 1:
        memory = at_village(memory, found[0])
        return _next(core, memory, at(memory.draft or VisitDraft(), found[0]), locale, mask(text))
    key = "chat.village_which" if found else "chat.village_none"
    replies = _village_replies(found or _villages(core, memory))
    bubble = Bubble(say(key, locale), replies=(*replies, quick_reply(Quick.CANCEL, locale)))
    return Taken(memory, (bubble,), mask(text))


def _take_contact(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    draft, phone = memory.draft or VisitDraft(), phone_in(text)
    name = contact_in(without_phone(text) if phone else text)
    if name is None or wish_in(text):
        return (
            None
            if is_question(text) or wish_in(text)
            else _again("chat.contact_again", memory, text, locale)
        )
    draft = replace(draft, contact=sealed(core, FieldKind.CONTACT, name))
    if phone:
        draft = replace(draft, phone=sealed(core, FieldKind.PHONE, phone))
    return _next(core, memory, draft, locale, Hidden.NAME)


def _take_phone(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    phone = phone_in(text)
    if phone is None:
        return None if is_question(text) else _again("chat.phone_again", memory, text, locale)
    draft = replace(memory.draft or VisitDraft(), phone=sealed(core, FieldKind.PHONE, phone))
    return _next(core, memory, draft, locale, Hidden.PHONE)


def _take_house(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    """Where the house stands, in anybody's words; it may stay unsaid."""
    unsaid = text == Quick.NO_HOUSE or says_no(text)
    if not unsaid and (wish_in(text) or is_question(text)):
        return None
    try:
        said = "" if unsaid else clean_words(mask(text), LONGEST_PLACE)
    except BadInput as error:
        return Taken(memory, (_error(error, locale),), Hidden.PLACE)
    house = sealed(core, FieldKind.CONTACT, said) if said else ""
    draft = replace(memory.draft or VisitDraft(), house=house)
    return _next(core, memory, draft, locale, Hidden.PLACE)


def _take_day(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    day = None if any_day(text) else day_in(text, china_day(core))
    if day is None and not any_day(text):
        return None if is_question(text) else _again("chat.day_again", memory, text, locale)
    try:
        check_day(day, china_day(core))
    except BadInput as error:
        return Taken(memory, (_error(error, locale),), mask(text))
    draft = replace(
        memory.draft or VisitDraft(), day=day.isoformat() if day else None, day_told=True
    )
    return _next(core, memory, draft, locale, mask(text))


def _take_answer(core: Core, memory: Memory, text: str, locale: Locale) -> Taken | None:
    if says_yes(text):
        return _write_down(core, memory, text, locale)
    if says_no(text):
        memory = replace(memory, draft=VisitDraft())
        again = (_said("chat.visit_anew", locale), ask(core, memory, locale))
        return Taken(memory, again, mask(text))
    return None if is_question(text) else Taken(memory, (ask(core, memory, locale),), mask(text))


def _write_down(core: Core, memory: Memory, text: str, locale: Locale) -> Taken:
    draft = memory.draft or VisitDraft()
    try:
        visit = request_visit(
            core,
            village_code=draft.village_code or "",
            contact_name=opened(core, FieldKind.CONTACT, draft.contact),
            contact_phone=opened(core, FieldKind.PHONE, draft.phone),
            place=opened(core, FieldKind.CONTACT, draft.house),
            wanted_on=draft.wanted_on,
        )
    except CourierError as error:
        return Taken(replace(memory, draft=None), (_error(error, locale),), mask(text))
    number = short_codes.grouped(visit.visit_no)
    bubble = Bubble(
        say("chat.visit_made", locale, number=number, village=visit.village_name),
        links=(Link(f"/v/{visit.visit_no}", say("chat.visit_link", locale)),),
        replies=(
            topic_reply(Topic.COURIER_TRACK, locale),
            topic_reply(Topic.PAY_AMOUNT, locale),
        ),
        topic=Topic.COURIER_REQUEST,
        answered=True,
    )
    return Taken(memory.with_visit(visit.visit_no), (bubble,), mask(text))


def _next(core: Core, memory: Memory, draft: VisitDraft, locale: Locale, stored: str) -> Taken:
    memory = replace(memory, draft=draft)
    return Taken(memory, (ask(core, memory, locale),), stored)


def _again(key: str, memory: Memory, text: str, locale: Locale) -> Taken:
    bubble = Bubble(say(key, locale), replies=(quick_reply(Quick.CANCEL, locale),))
    return Taken(memory, (bubble,), mask(text))


def _villages(core: Core, memory: Memory) -> Sequence[VillageView]:
    place = place_of(core, memory)
    return villages_of_county(core, place.county_id) if place else ()


def _village_replies(villages: Sequence[VillageView]) -> Sequence[QuickReply]:
    return [
        QuickReply(one.name, f"{one.township_name}{one.name}") for one in villages[:MOST_BUTTONS]
    ]


def _said(key: str, locale: Locale) -> Bubble:
    return Bubble(say(key, locale), replies=next_replies(Topic.THANKS, locale), answered=True)


def _error(error: CourierError, locale: Locale) -> Bubble:
    return Bubble(say(f"errors.{error.code}", locale, **error.facts))
