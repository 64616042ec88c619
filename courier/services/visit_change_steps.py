"""The steps by which a visit is changed: what is an answer, what is done, and what is too late."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from courier.domain import short_codes
from courier.domain.corrections import Told, correction_in
from courier.domain.dialogue_words import is_question, says_yes
from courier.domain.dialogues import Memory, Quick
from courier.domain.errors import Conflict, CourierError
from courier.domain.scanned import CodeKind
from courier.domain.spoken_phones import phone_in
from courier.domain.told_names import contact_in
from courier.domain.told_places import looks_like_house, may_be_house
from courier.domain.topics import Topic
from courier.domain.understanding.masking import Hidden, mask
from courier.domain.understanding.spoken import plain
from courier.domain.visit_wishes import VisitWish, visit_wish_in
from courier.domain.visits import VisitState, check_change
from courier.domain.wished_times import any_day, day_in, part_in
from courier.services.answer_codes import code_in_message, visit
from courier.services.answer_steps import quick_reply
from courier.services.asker_places import at_village, office_phone
from courier.services.bubbles import Bubble
from courier.services.coverage import china_day
from courier.services.dialogue_tasks import Take, Taken
from courier.services.regions import VillageView, find_villages
from courier.services.topic_answers import Ear
from courier.services.turns import kept
from courier.services.visit_change_words import ChangeStep, change_task, question, told
from courier.services.visit_changes import change_contact, change_day, change_house, change_village
from courier.services.visit_drafts import NAMES_A_VILLAGE, village_in
from courier.services.visit_times import wanted_words
from courier.services.visit_views import VisitTrack
from courier.services.visits import cancel_visit, follow_visit
from courier.texts import say

STEPS = {
    VisitWish.DAY: ChangeStep.DAY,
    VisitWish.PLACE: ChangeStep.PLACE,
    VisitWish.NAME: ChangeStep.NAME,
    VisitWish.PHONE: ChangeStep.PHONE,
    VisitWish.CANCEL: ChangeStep.CANCEL,
}
OF_THE_BOOKER = frozenset({VisitWish.NAME, VisitWish.PHONE})  # a number alone does not prove her
_FORGOTTEN = re.compile(
    r"忘|不记得|记不|找不到|不知道|没有单号|没单号|丢了|forgot|lost|don.?t (?:know|have)"
)


def at_visit(ear: Ear, memory: Memory, number: str, wish: VisitWish, text: str) -> Taken:
    """At this visit with this wish: what was told already is not asked again."""
    if wish in OF_THE_BOOKER and number not in memory.booked:
        return _not_here(ear, memory, text)
    if number not in memory.visits:
        memory = replace(memory.with_visit(number), draft=memory.draft)
    memory = replace(memory, task=change_task(STEPS[wish], visit=number))
    try:
        _check_in_time(follow_visit(ear.core, visit_no=number), wish)
    except CourierError as error:
        return _too_late(ear, memory, number, error, text)
    taken = _told_at_once(ear, memory, wish, text)
    return taken or Taken(memory, (_question(ear, memory),), kept(text, ear.locale))


def _told_at_once(ear: Ear, memory: Memory, wish: VisitWish, text: str) -> Taken | None:
    correction = correction_in(text)
    value = correction.value if correction else ""
    if wish is VisitWish.DAY and (day_in(text, china_day(ear.core)) or part_in(text)):
        return _take_day(ear, memory, text)
    if wish is VisitWish.PHONE and phone_in(text):
        return _take_phone(ear, memory, text)
    if wish is VisitWish.NAME and contact_in(value):
        return _take_name(ear, memory, value)
    is_named = correction is not None and correction.told in {Told.PLACE, Told.VILLAGE}
    tells_place = looks_like_house(value) or NAMES_A_VILLAGE.search(value)
    if wish is VisitWish.PLACE and may_be_house(value) and (is_named or tells_place):
        return _take_place(ear, memory, value)
    return None


def _take_number(ear: Ear, memory: Memory, text: str) -> Taken | None:
    code = code_in_message(text)
    if _FORGOTTEN.search(plain(text)):
        return _again(ear, memory, "chat.change_no_number", text)
    if code is None or code.kind is not CodeKind.VISIT:
        return None if is_question(text) else _again(ear, memory, "chat.change_ask_number", text)
    wish = VisitWish(memory.task.facts["wish"]) if memory.task else VisitWish.DAY
    return at_visit(ear, memory, code.text, wish, text)


def _take_day(ear: Ear, memory: Memory, text: str) -> Taken | None:
    number, part = _number(memory), part_in(text)
    day, is_any = day_in(text, china_day(ear.core)), any_day(text)
    if day is None and not is_any and part is None:
        return None if is_question(text) else _again(ear, memory, "chat.day_again", text)
    if day is None and not is_any:
        day = follow_visit(ear.core, visit_no=number).wanted_on

    def change() -> None:
        change_day(ear.core, visit_no=number, wanted_on=day, wanted_part=part)

    wanted = wanted_words(day, part, ear.locale)
    return _done(ear, memory, text, change, "chat.change_day_done", day=wanted)


def _take_place(ear: Ear, memory: Memory, text: str) -> Taken | None:
    number = _number(memory)
    if is_question(text):
        return None
    village = _other_village(ear, number, text)
    if village is not None:
        facts = {"visit": number, "village": village.village_code, "name": village.name}
        memory = replace(memory, task=change_task(ChangeStep.VILLAGE, **facts))
        return Taken(memory, (_question(ear, memory),), mask(text))
    if not may_be_house(text):
        return _again(ear, memory, "chat.house_again", text)

    def change() -> None:
        change_house(ear.core, visit_no=number, place=text)

    return _done(ear, memory, Hidden.PLACE, change, "chat.change_place_done")


def _take_name(ear: Ear, memory: Memory, text: str) -> Taken | None:
    number, name = _number(memory), contact_in(text)
    if name is None:
        return None if is_question(text) else _again(ear, memory, "chat.contact_again", text)

    def change() -> None:
        change_contact(ear.core, visit_no=number, name=name or "")

    return _done(ear, memory, Hidden.NAME, change, "chat.change_name_done")


def _take_phone(ear: Ear, memory: Memory, text: str) -> Taken | None:
    number, phone = _number(memory), phone_in(text)
    if phone is None:
        return None if is_question(text) else _again(ear, memory, "chat.phone_again", text)

    def change() -> None:
        change_contact(ear.core, visit_no=number, phone=phone or "")

    return _done(ear, memory, Hidden.PHONE, change, "chat.change_phone_done", tail=phone[-4:])


def take_cancel(ear: Ear, memory: Memory, text: str) -> Taken | None:
    """Call it off after a yes."""
    number = _number(memory)
    if not (says_yes(text) or calls_off(text)):
        return None

    def change() -> None:
        cancel_visit(ear.core, visit_no=number)

    grouped = short_codes.grouped(number)
    return _done(ear, memory, text, change, "chat.change_cancelled", number=grouped)


def calls_off(text: str) -> bool:
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
    said = say(
        "chat.change_village_done",
        ear.locale,
        number=short_codes.grouped(number),
        village=facts["name"],
    )
    memory = _with_new_number(ear, memory, facts["visit"], number, facts["name"])
    return Taken(memory, (told(ear, said, number),), kept(text, ear.locale))


def _with_new_number(ear: Ear, memory: Memory, old: str, new: str, village: str) -> Memory:
    """The new visit takes the old one's place; who booked the one has booked the other."""
    was_booked, draft = old in memory.booked, memory.draft
    memory = replace(
        memory,
        task=None,
        visits=tuple(one for one in memory.visits if one != old),
        booked=tuple(one for one in memory.booked if one != old),
    )
    found = find_villages(ear.core, village)
    memory = at_village(memory, found[0]) if len(found) == 1 else memory
    memory = memory.with_booking(new) if was_booked else memory.with_visit(new)
    return replace(memory, draft=draft)


TAKERS: Mapping[ChangeStep, Take] = {
    ChangeStep.NUMBER: _take_number,
    ChangeStep.DAY: _take_day,
    ChangeStep.PLACE: _take_place,
    ChangeStep.NAME: _take_name,
    ChangeStep.PHONE: _take_phone,
    ChangeStep.CANCEL: take_cancel,
    ChangeStep.VILLAGE: _take_village,
}


def _done(
    ear: Ear, memory: Memory, text: str, change: Callable[[], None], key: str, **facts: object
) -> Taken:
    number = _number(memory)
    try:
        change()
    except CourierError as error:
        return _too_late(ear, memory, number, error, text)
    bubble = told(ear, say(key, ear.locale, **facts), number)
    return Taken(replace(memory, task=None), (bubble,), _stored(ear, text))


def _too_late(ear: Ear, memory: Memory, number: str, error: CourierError, text: str) -> Taken:
    """Why not; a wish that can be mended (a day that is over) is asked for again."""
    said = say(f"errors.{error.code}", ear.locale, **error.facts)
    if not isinstance(error, Conflict):
        bubble = Bubble(said, replies=(quick_reply(Quick.NEVER_MIND, ear.locale),))
        return Taken(memory, (bubble,), _stored(ear, text))
    state = visit(ear.core, number, ear.locale)
    late = Bubble(said, topic=Topic.COURIER_TRACK, answered=True)
    return Taken(replace(memory, task=None), (late, state), _stored(ear, text))


def _stored(ear: Ear, text: str) -> str:
    return text if text in set(Hidden) else kept(text, ear.locale)


def _not_here(ear: Ear, memory: Memory, text: str) -> Taken:
    phone = office_phone(ear.core, memory)
    said = say("chat.change_not_here", ear.locale, phone=phone)
    bubble = Bubble(said, topic=Topic.COURIER_TRACK, answered=True)
    return Taken(replace(memory, task=None), (bubble,), kept(text, ear.locale))


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
    return Taken(memory, (bubble,), mask(text))


def _question(ear: Ear, memory: Memory) -> Bubble:
    return question(ear, memory.task or change_task(ChangeStep.NUMBER))


def _number(memory: Memory) -> str:
    return memory.task.facts["visit"] if memory.task else ""
