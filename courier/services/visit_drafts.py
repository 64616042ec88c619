"""A visit that is being asked for: what is sealed in it, and what somebody corrects on the way."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

from courier.domain.dialogue_words import is_question
from courier.domain.dialogues import Step, VisitDraft
from courier.domain.names import name_masked
from courier.domain.spoken_phones import phone_in
from courier.domain.understanding.spoken import plain
from courier.domain.visits import check_day
from courier.domain.wished_times import day_in
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.regions import VillageView, find_villages
from courier.texts import Locale, say

NAMES_A_VILLAGE = re.compile("村|社区|屯|寨")
TAIL = 4
_CORRECTS = re.compile(
    r"^(?:不对|不是|错了?|写错|说错|打错|改|换|还是)|[改换][成到为去]|\b(?:actually|instead|change|wrong)\b"
)


def village_in(core: Core, text: str) -> VillageView | None:
    """The one village that a message names as such."""
    found = find_villages(core, text) if NAMES_A_VILLAGE.search(text) else ()
    return found[0] if len(found) == 1 else None


def at(draft: VisitDraft, village: VillageView) -> VisitDraft:
    """The draft with this village."""
    return replace(draft, village_code=village.village_code, village_name=village.name)


def corrected(core: Core, draft: VisitDraft, text: str) -> VisitDraft | None:
    """The draft with what a message puts right of the things told before, None if it does not.

    Before the last question only words like «不对» or «改到» correct something; there, a bare
    village, day or number does.
    """
    is_last = draft.step is Step.CONFIRM
    if is_question(text) or not (is_last or _CORRECTS.search(plain(text))):
        return None
    new = draft
    village = village_in(core, text) if draft.village_code else None
    if village is not None and village.village_code != draft.village_code:
        new = replace(at(new, village), house=None)  # the old house stands in the old village
    phone = phone_in(text) if draft.phone else None
    if phone is not None:
        new = replace(new, phone=sealed(core, FieldKind.PHONE, phone))
    day = day_in(text, china_day(core)) if draft.day_told and phone is None else None
    if day is not None:
        check_day(day, china_day(core))
        new = replace(new, day=day.isoformat())
    return None if new == draft else new


def summary(core: Core, draft: VisitDraft, locale: Locale) -> dict[str, object]:
    """What will be written down; the name and number only as far as their owner knows them."""
    phone = opened(core, FieldKind.PHONE, draft.phone)
    return {
        "village": draft.village_name or "",
        "contact": name_masked(opened(core, FieldKind.CONTACT, draft.contact)),
        "tail": phone[-TAIL:],
        "day": draft.wanted_on or say("chat.quick_any_day", locale),
    }


def sealed(core: Core, kind: FieldKind, text: str) -> str:
    """A sealed text as the memory keeps it."""
    return base64.b64encode(core.sealer.seal(kind, text)).decode("ascii")


def opened(core: Core, kind: FieldKind, kept: str | None) -> str:
    """The text; empty for what was not told."""
    return core.sealer.open(kind, base64.b64decode(kept)) if kept else ""
