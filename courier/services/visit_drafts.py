"""A visit that is being asked for: what is sealed in it, and what somebody corrects on the way."""

from __future__ import annotations

import re
from dataclasses import replace

from courier.domain.corrections import Correction, Told, correction_in, thing_named
from courier.domain.dialogue_words import is_question
from courier.domain.dialogues import Step, VisitDraft
from courier.domain.names import name_masked
from courier.domain.spoken_phones import phone_in, without_phone
from courier.domain.told_names import contact_in, is_surely_name
from courier.domain.told_places import looks_like_house, may_be_house
from courier.domain.understanding.masking import Hidden, mask, mask_numbers
from courier.domain.visits import LONGEST_PLACE, check_day, clean_words
from courier.domain.wished_times import any_day, day_in, part_in
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.regions import VillageView, find_villages
from courier.services.sealed_texts import opened, sealed
from courier.services.visit_times import wanted_words
from courier.texts import Locale, say

NAMES_A_VILLAGE = re.compile("村|社区|屯|寨")
TAIL = 4
_PARTS = re.compile(r"[,，、。;；\n]+| {1,}")
_LIVES = re.compile(r"^(?:家?住在?|家在|在|是)")


def village_in(core: Core, text: str) -> VillageView | None:
    """The one village that a message names as such."""
    found = find_villages(core, text) if NAMES_A_VILLAGE.search(text) else ()
    return found[0] if len(found) == 1 else None


def at(draft: VisitDraft, village: VillageView) -> VisitDraft:
    """The draft with this village; the old house stands in the old one."""
    new = replace(draft, village_code=village.village_code, village_name=village.name)
    is_other = draft.village_code not in {None, village.village_code}
    return replace(new, house=None) if is_other else new


def called(core: Core, draft: VisitDraft, name: str) -> VisitDraft:
    """The draft with whom the courier is to ask for."""
    return replace(draft, contact=sealed(core, FieldKind.CONTACT, name))


def reached_at(core: Core, draft: VisitDraft, phone: str) -> VisitDraft:
    """The draft with this telephone number."""
    return replace(draft, phone=sealed(core, FieldKind.PHONE, phone))


def also_told(core: Core, draft: VisitDraft, phone: str) -> VisitDraft:
    """The draft with a second number that is told of each step."""
    return replace(draft, tells_also=True, second=sealed(core, FieldKind.PHONE, phone))


def housed(core: Core, draft: VisitDraft, words: str) -> VisitDraft:
    """The draft with where the house stands; empty where that is left to the telephone.

    Raises BadInput ``visit_words_long``.
    """
    place = clean_words(mask_numbers(words), LONGEST_PLACE)  # «李秀英家隔壁» shows the way
    return replace(draft, house=sealed(core, FieldKind.CONTACT, place))


def with_parts(core: Core, draft: VisitDraft, text: str) -> VisitDraft:
    """The draft with what a longer answer tells besides: «李大爷，13900001234，住村头第三家».

    What was told before stays. Raises BadInput ``visit_words_long``, ``visit_day_…``.
    """
    phone = phone_in(text)
    if phone and draft.phone is None:
        draft = reached_at(core, draft, phone)
    for part in _PARTS.split(without_phone(text)):
        if draft.contact is None and is_surely_name(part):
            draft = called(core, draft, contact_in(part) or part)
        elif draft.house is None and looks_like_house(part) and village_in(core, part) is None:
            draft = housed(core, draft, _LIVES.sub("", part.strip()))
        elif not draft.day_told:
            draft = timed(core, draft, part) or draft
    return draft


def without_draft(core: Core, draft: VisitDraft, text: str) -> str:
    """A message as it may be kept: masked, without the draft's name and way to the house."""
    name = opened(core, FieldKind.CONTACT, draft.contact)
    house = opened(core, FieldKind.CONTACT, draft.house or "")
    for words, hidden in ((house, Hidden.PLACE), (name, Hidden.NAME)):
        text = text.replace(words, hidden) if words else text
    return mask(text)


def timed(core: Core, draft: VisitDraft, text: str) -> VisitDraft | None:
    """The draft with the day and the part of it that a message tells, None if it tells no day.

    A part alone («下午») is added to the day that is known. Raises BadInput ``visit_day_…``.
    """
    day, part = day_in(text, china_day(core)), part_in(text)
    if day is not None:
        check_day(day, china_day(core))
        return replace(draft, day=day.isoformat(), day_told=True, part=part)
    if any_day(text):
        return replace(draft, day=None, day_told=True, part=part)
    return replace(draft, part=part) if part and draft.day_told else None


def without(draft: VisitDraft, told: Told) -> VisitDraft:
    """The draft without what is wrong in it, so that it is asked for again."""
    if told is Told.VILLAGE:
        return replace(draft, village_code=None, village_name=None, house=None)
    if told is Told.DAY:
        return replace(draft, day=None, day_told=False, part=None)
    return replace(
        draft,
        contact=None if told is Told.NAME else draft.contact,
        phone=None if told is Told.PHONE else draft.phone,
        house=None if told is Told.PLACE else draft.house,
    )


def corrected(core: Core, draft: VisitDraft, text: str) -> VisitDraft | None:
    """The draft with what a message puts right, None if it does not.

    Before the last question only words like «不对» or «改到» correct something; there, a bare
    village, name, number, house or day does. Raises BadInput for a day that cannot be.
    """
    is_last = draft.step is Step.CONFIRM
    correction = correction_in(text) or (thing_named(text) if is_last else None)
    if is_question(text):
        return None
    if correction is None:
        new = _with_value(core, draft, text, is_bare=True) if is_last else None
        return new if new != draft else None
    new = _put_right(core, draft, correction)
    return new if new != draft else None


def _put_right(core: Core, draft: VisitDraft, correction: Correction) -> VisitDraft | None:
    told, value = correction.told, correction.value
    if told is None:
        return _with_value(core, draft, value, is_bare=False)
    anew = without(draft, told)
    name = contact_in(value) if told is Told.NAME else None
    if name:
        return called(core, draft, name)
    if told is Told.PLACE and may_be_house(value):
        return housed(core, draft, value)
    if told is Told.DAY:
        return timed(core, draft, value) or anew
    fits = told in {Told.VILLAGE, Told.PHONE} and value
    return (_with_value(core, draft, value, is_bare=False) if fits else None) or anew


def _with_value(core: Core, draft: VisitDraft, value: str, *, is_bare: bool) -> VisitDraft | None:
    """What a value can only be: a number, a village, a day, a name, a house."""
    phone = phone_in(value)
    if phone:
        return reached_at(core, draft, phone)
    village = village_in(core, value)
    if village is not None and village.village_code != draft.village_code:
        return at(draft, village)
    if looks_like_house(value) and (draft.house is not None or draft.step is Step.PLACE):
        return housed(core, draft, value)
    time = timed(core, draft, value) if draft.day_told else None
    if time is not None:
        return time
    name = contact_in(value)
    knows_name = draft.contact is not None or draft.step is Step.CONTACT
    if name and knows_name and (is_surely_name(value) or not is_bare):
        return called(core, draft, name)
    return None


def summary(core: Core, draft: VisitDraft, locale: Locale) -> dict[str, object]:
    """What will be written down; the name and number only as far as their owner knows them."""
    phone = opened(core, FieldKind.PHONE, draft.phone)
    return {
        "village": draft.village_name or "",
        "house": opened(core, FieldKind.CONTACT, draft.house) or say("chat.house_unsaid", locale),
        "contact": name_masked(opened(core, FieldKind.CONTACT, draft.contact)),
        "tail": phone[-TAIL:],
        "day": wanted_words(draft.wanted_on, draft.part, locale),
    }
