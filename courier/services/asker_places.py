"""Where and for which year somebody asks: said, remembered, or the only county there is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain.dialogues import Memory, Quick
from courier.domain.policy import Pack, PackShelf
from courier.domain.policy_figures import RegionLevel
from courier.domain.regions import HOTLINE
from courier.domain.understanding.places import is_only_staying, places_in
from courier.domain.understanding.spoken import plain
from courier.domain.understanding.years import SpokenYear
from courier.services.answer_questions import Place
from courier.services.bubbles import Bubble, QuickReply
from courier.services.core import Core
from courier.services.counties import counties_served
from courier.services.coverage import COLLECTION_BEGINS_IN, china_day, current_coverage_year
from courier.services.regions import VillageView, find_villages, office_of_village
from courier.texts import Locale, say

MOST_BUTTONS = 8
SHORTEST_NAME = 2  # 寿县 is not called 寿
_LAST_PLACE = re.compile("[^省市县区]+[省市县区]")
_ASKED_OF_IT = "(?:的|今年|明年|20[0-9]{2}|城乡|居民|农村|医保|一年|新农合|[要得]?[交缴])"
_CLAIMS = re.compile("(?:我|俺|咱)们?(?:家|是|住|在)|换成|换到|搬到")


@dataclass(frozen=True, slots=True)
class AskerPlace:
    """A county, and the village if it is known; ``code`` finds the pack."""

    county_id: int
    code: str
    place: Place


def place_of(core: Core, memory: Memory) -> AskerPlace | None:
    """The asker's place: remembered, or the only county there is; None where it is elsewhere."""
    if memory.elsewhere:
        return None
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


def office_phone(core: Core, memory: Memory) -> str:
    """Whom the asker may call: her township or county, else the national line."""
    known = place_of(core, memory)
    return (known.place.phone if known else None) or HOTLINE


def hear_place(core: Core, memory: Memory, text: str) -> Memory | None:
    """The memory with the place that a message names, None if it names none or several."""
    villages = find_villages(core, text)
    if len(villages) == 1:
        return at_village(memory, villages[0])
    heard = hear_county(core, replace(memory, county_id=None), text)
    if heard.county_id is not None:
        return heard
    away = hear_elsewhere(core, replace(memory, elsewhere=()), text)
    return away if away.elsewhere else None


def hear_where(core: Core, memory: Memory, text: str) -> Memory:
    """The memory with the place that a question names: one of ours, or one that is not."""
    away = hear_elsewhere(core, memory, text)
    if memory.elsewhere and away is memory:
        return hear_place(core, memory, text) or memory
    return hear_county(core, away, text)


def back_home(own: Memory, memory: Memory, text: str) -> Memory:
    """Who told where she lives and only asks about elsewhere still lives there."""
    if own.county_id is None or not memory.elsewhere or _CLAIMS.search(plain(text)):
        return memory
    return replace(
        memory,
        county_id=own.county_id,
        village_code=own.village_code,
        elsewhere=own.elsewhere,
        year=own.year,
    )


def hear_elsewhere(core: Core, memory: Memory, text: str) -> Memory:
    """The memory with the asker's own place where it is none of ours; ours takes its stead."""
    named = places_in(plain(text))
    if not named:
        return memory
    ours = [row.name for row in counties_served(core)]
    if any(
        plain(name) in plain(own) or plain(own) in plain(name) for name in named for own in ours
    ):
        return replace(memory, elsewhere=())
    return replace(memory, elsewhere=named, county_id=None, village_code=None, year=None)


def hear_county(core: Core, memory: Memory, text: str) -> Memory:
    """The memory with the county that a message names by its full name."""
    said = plain(text)
    named = [
        row
        for row in counties_served(core)
        if plain(row.name) in said and f"不是{plain(row.name)}" not in said
    ]
    if len(named) != 1 or named[0].county_id == memory.county_id:
        return memory
    county_id = named[0].county_id
    return replace(memory, county_id=county_id, village_code=None, elsewhere=(), year=None)


def at_village(memory: Memory, village: VillageView) -> Memory:
    """The memory with this village."""
    code = village.village_code
    return replace(memory, county_id=village.county_id, village_code=code, elsewhere=())


def ask_place(core: Core, locale: Locale, key: str = "chat.ask_place") -> Bubble:
    """«您家在哪个县、哪个村？» with the counties as buttons."""
    served = counties_served(core)[:MOST_BUTTONS]
    replies = [QuickReply(row.name, row.name) for row in served]
    replies.append(QuickReply(say("chat.quick_no_place", locale), Quick.NO_PLACE))
    return Bubble(say(key, locale), replies=tuple(replies))


def year_of(core: Core, place: AskerPlace | None, said: SpokenYear | None) -> int:
    """The coverage year that is meant; «今年» is the one that is being collected now."""
    today = china_day(core)
    if said is not None and not said.named and said.year < today.year:
        # In autumn people pay for the next year: what they paid last year is this year's cover.
        return said.year + (national_year(core, today) > today.year)
    if said is not None and (said.named or said.year != today.year):
        return said.year
    if place is not None:
        return current_coverage_year(core, place.county_id)
    return national_year(core, today)


def national_year(core: Core, today: dt.date) -> int:
    """Without a place: the year that most places collect for now, if there is a frame for it."""
    year = today.year + (today.month >= COLLECTION_BEGINS_IN)
    return year if core.shelf.national(year) else today.year


def national_for(shelf: PackShelf, year: int) -> Pack | None:
    """The national frame of a year, else that of the year nearest to it; answers tell which."""
    frames = [pack for pack in shelf.all() if pack.region.level is RegionLevel.NATIONAL]
    return min(frames, key=lambda pack: abs(pack.coverage_year - year), default=None)


def pack_named(core: Core, text: str, said: SpokenYear | None) -> Pack | None:
    """The pack of a place that a question names beside the asker's own: «泰安居民医保交多少».

    The pack of the year that was said, else the newest. Who works or is ill there may be
    insured elsewhere, and such a message names no place to answer for.
    """
    words = plain(text)
    if is_only_staying(words):
        return None
    found = [pack for pack in core.shelf.all() if _is_named(pack, words)]
    return _of_year(found, said)


def pack_elsewhere(core: Core, memory: Memory, said: SpokenYear | None) -> Pack | None:
    """The pack of a place that is none of ours: of the year that was said, or the newest."""
    found = [
        pack
        for pack in core.shelf.all()
        if pack.region.code is not None
        and not pack.is_demonstration
        and any(_bare_name(pack) in name for name in memory.elsewhere)
    ]
    return _of_year(found, said)


def _of_year(packs: Sequence[Pack], said: SpokenYear | None) -> Pack | None:
    """Of the year that was said, else the newest."""
    return max(
        packs,
        key=lambda pack: (said is not None and pack.coverage_year == said.year, pack.coverage_year),
        default=None,
    )


def _bare_name(pack: Pack) -> str:
    name = plain(_LAST_PLACE.findall(pack.region.name)[-1])
    return name[:-1] if len(name) > SHORTEST_NAME else name


def _is_named(pack: Pack, words: str) -> bool:
    if pack.region.code is None or pack.is_demonstration:
        return False
    return re.search(f"{_bare_name(pack)}[省市县区]?{_ASKED_OF_IT}", words) is not None


def pack_of(core: Core, place: AskerPlace | None, year: int) -> Pack | None:
    """The place's own pack of the year."""
    return core.shelf.for_region(place.code, year) if place else None
