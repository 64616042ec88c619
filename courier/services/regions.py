"""Places: which villages there are, what somebody meant, whom to call."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from courier.domain.errors import NotFound
from courier.services.core import Core
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


def find_villages(core: Core, said: str, county_id: int | None = None) -> tuple[VillageView, ...]:
    """The villages that somebody may mean: "桃花村", "东河镇桃花", "我家在李家社区".

    The last word (村, 社区) may be missing; a township or county that is named decides between
    villages of one name. Nothing found is an empty tuple; several are to be asked about.
    """
    plain = _NOT_IN_NAMES.sub("", unicodedata.normalize("NFKC", said[:LONGEST_SAID]))
    with core.begin() as work:
        return tuple(_view(row) for row in queries.villages_said(work, plain, county_id))


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
