"""Places: which villages there are, what somebody meant, whom to call."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from courier.domain.errors import NotFound
from courier.domain.regions import within
from courier.domain.understanding.traditional import to_simplified
from courier.domain.village_names import bare_township, bare_village, is_named
from courier.services.core import Actor, Core
from courier.store.queries import regions as queries
from courier.store.rows.regions import VillageRow

LONGEST_SAID = 200
_NOT_IN_NAMES = re.compile(r"[\s,，.。、;；:：!！?？“”\"'（）()]+")


@dataclass(frozen=True, slots=True)
class VillageView:
    """A village and where it lies."""

    village_code: str
    name: str
    township_code: str
    township_name: str
    county_id: int
    county_name: str


@dataclass(frozen=True, slots=True)
class OfficeView:
    """Who answers for a village; ``phone`` None where none is known."""

    name: str
    phone: str | None


def villages_of_county(core: Core, county_id: int) -> tuple[VillageView, ...]:
    """All villages of a county, township by township."""
    with core.begin() as work:
        return tuple(_view(row) for row in queries.villages_of_county(work, county_id))


def villages_of_area(core: Core, actor: Actor) -> tuple[VillageView, ...]:
    """Those of an admin's area, township by township."""
    with core.begin_for(actor) as work:
        rows = queries.villages_of_county(work, actor.county_id)
    return tuple(_view(row) for row in rows if within(actor.region_code, row.village_code))


def find_villages(core: Core, said: str, county_id: int | None = None) -> tuple[VillageView, ...]:
    """The villages that somebody names: "桃花村", "东河镇桃花", "我家在李家社区".

    The last word (村, 社区) may be missing; a township or county that is named decides between
    villages of one name. Nothing found is an empty tuple; several are to be asked about.
    """
    words = _words(said)
    named = [one for one in _in_words(core, words, county_id) if _is_named(words, one)]
    best = max((_rank(words, one) for one in named), default=None)
    return tuple(one for one in named if _rank(words, one) == best)


def villages_alike(core: Core, said: str, county_id: int | None = None) -> tuple[VillageView, ...]:
    """Villages whose name is part of what somebody said: «柳树沟» may mean 柳树村, or not."""
    return tuple(_in_words(core, _words(said), county_id))


def _words(said: str) -> str:
    shown = unicodedata.normalize("NFKC", said[:LONGEST_SAID])
    return _NOT_IN_NAMES.sub(" ", to_simplified(shown)).strip()


def _in_words(core: Core, words: str, county_id: int | None) -> list[VillageView]:
    with core.begin() as work:
        return [_view(row) for row in queries.villages_said(work, words, county_id)]


def _is_named(words: str, one: VillageView) -> bool:
    return is_named(words, one.name, (one.township_name, one.county_name))


def _rank(words: str, one: VillageView) -> tuple[bool, bool, int]:
    """The county and township that are named come first, then the longest name."""
    in_township = bare_township(one.township_name) in words
    return one.county_name in words, in_township, len(bare_village(one.name))


def village(core: Core, village_code: str) -> VillageView:
    """One village. Raises NotFound ``village_unknown``."""
    with core.begin() as work:
        row = queries.village(work, village_code)
    if row is None:
        raise NotFound("village_unknown")
    return _view(row)


def office_of_village(core: Core, village_code: str) -> OfficeView:
    """The township's office, or the county's if only that has a telephone.

    Raises NotFound ``village_unknown``.
    """
    with core.begin() as work:
        row = queries.office_of(work, village_code)
    if row is None:
        raise NotFound("village_unknown")
    return OfficeView(row.name, row.phone)


def _view(row: VillageRow) -> VillageView:
    return VillageView(
        row.village_code,
        row.name,
        row.township_code,
        row.township_name,
        row.county_id,
        row.county_name,
    )
