"""Where and for which year somebody asks: said, remembered, or the only county there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain.dialogues import Memory, Quick
from courier.domain.policy import Pack
from courier.domain.understanding.spoken import plain
from courier.domain.understanding.years import SpokenYear
from courier.services.answer_questions import Place
from courier.services.bubbles import Bubble, QuickReply
from courier.services.core import Core
from courier.services.coverage import COLLECTION_BEGINS_IN, china_day, current_coverage_year
from courier.services.regions import VillageView, find_villages, office_of_village
from courier.store.queries import conversations as queries
from courier.store.rows.conversations import CountyRow
from courier.texts import Locale, say

MOST_BUTTONS = 8


@dataclass(frozen=True, slots=True)
class AskerPlace:
    """A county, and the village if it is known; ``code`` finds the pack."""

    county_id: int
    code: str
    place: Place


def counties_served(core: Core) -> Sequence[CountyRow]:
    """All counties of this installation."""
    with core.begin() as work:
        return queries.counties(work)


def place_of(core: Core, memory: Memory) -> AskerPlace | None:
    """The asker's place: remembered, or the only county there is."""
    served = counties_served(core)
    chosen = [row for row in served if row.county_id == memory.county_id]
    known = chosen or (served if len(served) == 1 else [])
    if not known:
        return None
    county = known[0]
    phone = county.phone
    if memory.village_code:
        phone = office_of_village(core, memory.village_code).phone or phone
    return AskerPlace(
        county.county_id, memory.village_code or county.region_code, Place(county.name, phone)
    )


def hear_place(core: Core, memory: Memory, text: str) -> Memory | None:
    """The memory with the place that a message names, None if it names none or several."""
    said = plain(text)
    villages = find_villages(core, text)
    if len(villages) == 1:
        return at_village(memory, villages[0])
    named = [row for row in counties_served(core) if plain(row.name) in said]
    if len(named) == 1:
        return replace(memory, county_id=named[0].county_id, village_code=None)
    return None


def at_village(memory: Memory, village: VillageView) -> Memory:
    """The memory with this village."""
    return replace(memory, county_id=village.county_id, village_code=village.village_code)


def ask_place(core: Core, locale: Locale, key: str = "chat.ask_place") -> Bubble:
    """«您家在哪个县、哪个村？» with the counties as buttons."""
    served = counties_served(core)[:MOST_BUTTONS]
    replies = [QuickReply(row.name, row.name) for row in served]
    replies.append(QuickReply(say("chat.quick_no_place", locale), Quick.NO_PLACE))
    return Bubble(say(key, locale), replies=tuple(replies))


def year_of(core: Core, place: AskerPlace | None, said: SpokenYear | None) -> int:
    """The coverage year that is meant; «今年» is the one that is being collected now."""
    today = china_day(core)
    if said is not None and (said.named or said.year != today.year):
        return said.year
    if place is not None:
        return current_coverage_year(core, place.county_id)
    return national_year(core, today)


def national_year(core: Core, today: dt.date) -> int:
    """Without a place: the year that most places collect for now, if there is a frame for it."""
    year = today.year + (today.month >= COLLECTION_BEGINS_IN)
    return year if core.shelf.national(year) else today.year


def pack_of(core: Core, place: AskerPlace | None, year: int) -> Pack | None:
    """The place's own pack of the year."""
    return core.shelf.for_region(place.code, year) if place else None
