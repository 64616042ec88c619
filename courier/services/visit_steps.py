"""The steps of asking for a visit: what is asked, what is an answer, and the writing down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.dialogue_words import is_question, says_no, says_yes, wants_cancel
from courier.domain.dialogues import Memory, Quick, Step, VisitDraft
from courier.domain.errors import CourierError
from courier.domain.plain_wishes import wish_in
from courier.domain.spoken_phones import digits_in, has_no_phone, phone_in, without_phone
from courier.domain.told_names import contact_in, is_kin
from courier.domain.told_places import has_no_address, may_be_house
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.wished_times import DayPart, part_in
from courier.domain.wishes_of_people import leaves_unsaid
from courier.ports import FieldKind
from courier.services.answer_steps import quick_reply, topic_reply
from courier.services.asker_places import at_village, place_of
from courier.services.bubbles import Bubble, Link, QuickReply
from courier.services.dialogue_tasks import Take, Taken
from courier.services.regions import VillageView, find_villages, villages_of_county
from courier.services.sealed_texts import opened
from courier.services.topic_answers import Ear
from courier.services.village_choices import ask_alike, village_replies
from courier.services.visit_drafts import (
    TAIL,
    also_told,
    at,
    called,
    housed,
    reached_at,
    summary,
    timed,
    with_parts,
    without_draft,
)
from courier.services.visit_times import wanted_words
from courier.services.visits import request_visit
from courier.texts import say

_QUICKS = {
    Step.PLACE: (Quick.NO_HOUSE,),
    Step.DAY: (Quick.TOMORROW, Quick.DAY_AFTER, Quick.ANY_DAY),
    Step.SECOND: (Quick.UNSAID,),
    Step.CONFIRM: (Quick.YES, Quick.TELL_ALSO),
}


def question(ear: Ear, memory: Memory) -> Bubble:
    """The question that is next."""
    draft = memory.draft or VisitDraft()
    facts = summary(ear.core, draft, ear.locale) if draft.step is Step.CONFIRM else {}
    key = "chat.ask_house" if draft.step is Step.PLACE else f"chat.ask_{draft.step}"
    replies = [quick_reply(one, ear.locale) for one in _QUICKS.get(draft.step, ())]
    if draft.step is Step.VILLAGE:
        replies = village_replies(_villages(ear, memory))
    hidden = {**facts, "house": Hidden.PLACE.value} if facts else {}
    also = _also_told(ear, draft) if facts else ""
    return Bubble(
        say(key, ear.locale, **facts) + also,
        replies=(*replies, quick_reply(Quick.CANCEL, ear.locale)),
        kept_text=say(key, ear.locale, **hidden) + also if hidden else "",
    )


def _also_told(ear: Ear, draft: VisitDraft) -> str:
    """Which other phone is told of each step, or that one may be named."""
    second = opened(ear.core, FieldKind.PHONE, draft.second)
    if not second:
        return say("chat.second_offer", ear.locale)
    return say("chat.second_told", ear.locale, tail=second[-TAIL:])


def asked_what_is_wrong(ear: Ear, memory: Memory, text: str) -> Taken:
    """Something is wrong, and it was not said what: a button for everything told so far."""
    draft = memory.draft or VisitDraft()
    known = {
        "village": draft.village_code,
        "name": draft.contact,
        "phone": draft.phone,
        "place": draft.house,
        "day": draft.day_told or None,
    }
    titles = [say(f"chat.fix_{one}", ear.locale) for one, told in known.items() if told is not None]
    replies = tuple(QuickReply(title, title) for title in titles)
    bubble = Bubble(
        say("chat.fix_which", ear.locale),
        replies=(*replies, quick_reply(Quick.CANCEL, ear.locale)),
    )
    return Taken(memory, (bubble,), mask(text))


def go_on(ear: Ear, memory: Memory, draft: VisitDraft, stored: str) -> Taken:
    """The next question."""
    memory = replace(memory, draft=draft)
    return Taken(memory, (question(ear, memory),), stored)


def refused(ear: Ear, error: CourierError) -> Bubble:
    """Why not."""
    return Bubble(
        say(f"errors.{error.code}", ear.locale, **error.facts),
        replies=(quick_reply(Quick.CANCEL, ear.locale),),
    )


def _draft(memory: Memory) -> VisitDraft:
    return memory.draft or VisitDraft()


def _take_village(ear: Ear, memory: Memory, text: str) -> Taken | None:
    place = place_of(ear.core, memory)
    county = place.county_id if place else None
    found = find_villages(ear.core, text, county)
    if len(found) == 1 and not is_question(text):
        memory = at_village(memory, found[0])
        draft = with_parts(ear.core, at(_draft(memory), found[0]), text)
        return go_on(ear, memory, draft, without_draft(ear.core, draft, text))
    if _asks_or_wishes(text):
        return None
    aside = _told_aside(ear, memory, text)
    if aside is not None:
        return aside
    alike = None if found else ask_alike(ear, text, Quick.CANCEL, county)
    key = "chat.village_which" if found else "chat.village_none"
    replies = (
        *village_replies(found or _villages(ear, memory)),
        quick_reply(Quick.CANCEL, ear.locale),
    )
    return Taken(memory, (alike or Bubble(say(key, ear.locale), replies=replies),), mask(text))


def _take_contact(ear: Ear, memory: Memory, text: str) -> Taken | None:
    draft = _draft(memory)
    name = contact_in(without_phone(text) if phone_in(text) else text)
    if _asks_or_wishes(text):
        return None
    told = with_parts(ear.core, called(ear.core, draft, name) if name else draft, text)
    if told.contact is not None:
        return go_on(ear, memory, told, Hidden.NAME)
    key = "chat.contact_kin" if is_kin(text) else "chat.contact_again"
    return _told_aside(ear, memory, text) or _again(ear, memory, key, text)


def _take_phone(ear: Ear, memory: Memory, text: str) -> Taken | None:
    phone = phone_in(text)
    if phone is not None:
        return go_on(ear, memory, reached_at(ear.core, _draft(memory), phone), Hidden.PHONE)
    count = digits_in(text)
    if count:
        return _again(ear, memory, "chat.phone_length", text, count=count)
    if _asks_or_wishes(text):
        return None
    key = "chat.phone_none" if has_no_phone(text) else "chat.phone_again"
    return _told_aside(ear, memory, text) or _again(ear, memory, key, text)


def _take_house(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Where the house stands, in anybody's words; it may stay unsaid."""
    if text == Quick.NO_HOUSE or leaves_unsaid(text) or has_no_address(text):
        return go_on(ear, memory, housed(ear.core, _draft(memory), ""), Hidden.PLACE)
    if _asks_or_wishes(text):
        return None
    if not may_be_house(text):
        return _told_aside(ear, memory, text) or _again(ear, memory, "chat.house_again", text)
    return go_on(ear, memory, housed(ear.core, _draft(memory), text), Hidden.PLACE)


def _take_day(ear: Ear, memory: Memory, text: str) -> Taken | None:
    draft = _draft(memory)
    new = timed(ear.core, draft, text)
    if new is not None:
        return go_on(ear, memory, replace(new, part=new.part or draft.part), mask(text))
    part = part_in(text)
    if part is not None:
        memory = replace(memory, draft=replace(draft, part=part))
        said = say("chat.part_noted", ear.locale, part=say(f"visits.part_{part}", ear.locale))
        return Taken(memory, (Bubble(said), question(ear, memory)), mask(text))
    return None if _asks_or_wishes(text) else _again(ear, memory, "chat.day_again", text)


def _take_second(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Another phone that is told of each step; it may stay unsaid."""
    phone = phone_in(text)
    if phone is not None:
        return go_on(ear, memory, also_told(ear.core, _draft(memory), phone), Hidden.PHONE)
    if leaves_unsaid(text) or has_no_phone(text) or says_no(text) or wants_cancel(text):
        return go_on(ear, memory, replace(_draft(memory), tells_also=False), mask(text))
    count = digits_in(text)
    if count:
        return _again(ear, memory, "chat.phone_length", text, count=count)
    return None if _asks_or_wishes(text) else _again(ear, memory, "chat.phone_again", text)


def _take_answer(ear: Ear, memory: Memory, text: str) -> Taken | None:
    if says_yes(text):
        return _write_down(ear, memory, text)
    if text == Quick.TELL_ALSO:
        again = replace(_draft(memory), tells_also=True, second=None)
        return go_on(ear, memory, again, mask(text))
    return None if _asks_or_wishes(text) else go_on(ear, memory, _draft(memory), mask(text))


def _write_down(ear: Ear, memory: Memory, text: str) -> Taken:
    draft, core = _draft(memory), ear.core
    try:
        visit = request_visit(
            core,
            village_code=draft.village_code or "",
            contact_name=opened(core, FieldKind.CONTACT, draft.contact),
            contact_phone=opened(core, FieldKind.PHONE, draft.phone),
            asker_phone=opened(core, FieldKind.PHONE, draft.second),
            place=opened(core, FieldKind.CONTACT, draft.house),
            wanted_on=draft.wanted_on,
            wanted_part=DayPart(draft.part) if draft.part else None,
        )
    except CourierError as error:
        return Taken(replace(memory, draft=None), (refused(ear, error),), mask(text))
    made = say(
        "chat.visit_made",
        ear.locale,
        number=short_codes.grouped(visit.visit_no),
        village=visit.village_name,
        day=wanted_words(visit.wanted_on, visit.wanted_part, ear.locale),
    )
    bubble = Bubble(
        made,
        links=(Link(f"/v/{visit.visit_no}", say("chat.visit_link", ear.locale)),),
        replies=(
            topic_reply(Topic.COURIER_TRACK, ear.locale),
            topic_reply(Topic.PAY_AMOUNT, ear.locale),
        ),
        topic=Topic.COURIER_REQUEST,
        answered=True,
    )
    return Taken(memory.with_booking(visit.visit_no), (bubble,), mask(text))


def _asks_or_wishes(text: str) -> bool:
    """Whether a message is about something else than the waiting question."""
    return is_question(text) or wish_in(text) is not None


def _told_aside(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """What was told before its turn, a number or a day, is noted; the question is asked again."""
    draft, phone = _draft(memory), phone_in(text)
    if phone:
        new, noted = reached_at(ear.core, draft, phone), say("chat.phone_noted", ear.locale)
    else:
        time = timed(ear.core, draft, text)
        if time is None:
            return None
        wanted = wanted_words(time.wanted_on, time.part, ear.locale)
        new, noted = time, say("chat.day_noted", ear.locale, day=wanted)
    memory = replace(memory, draft=new)
    return Taken(memory, (Bubble(noted), question(ear, memory)), mask(text))


def _again(ear: Ear, memory: Memory, key: str, text: str, **facts: object) -> Taken:
    replies = [quick_reply(one, ear.locale) for one in _QUICKS.get(_draft(memory).step, ())]
    bubble = Bubble(
        say(key, ear.locale, **facts),
        replies=(*replies, quick_reply(Quick.CANCEL, ear.locale)),
    )
    return Taken(memory, (bubble,), mask(text))


def _villages(ear: Ear, memory: Memory) -> Sequence[VillageView]:
    place = place_of(ear.core, memory)
    return villages_of_county(ear.core, place.county_id) if place else ()


TAKERS: Mapping[Step, Take] = {
    Step.VILLAGE: _take_village,
    Step.CONTACT: _take_contact,
    Step.PHONE: _take_phone,
    Step.PLACE: _take_house,
    Step.DAY: _take_day,
    Step.SECOND: _take_second,
    Step.CONFIRM: _take_answer,
}
