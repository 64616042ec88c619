"""Where couriers arrived, to about a kilometre and for thirty days: planning needs no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.positions import Spot, middle
from courier.services.core import Core
from courier.store.queries import visit_positions as queries
from courier.store.unit_of_work import Work

KEPT = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Where households and villages are, as far as somebody was there lately."""

    households: dict[UUID, Spot]
    villages: dict[str, Spot]

    def of(self, household_id: UUID | None, village_code: str) -> Spot | None:
        """The household's own place, else the middle of its village."""
        own = self.households.get(household_id) if household_id else None
        return own or self.villages.get(village_code)


def known_places(work: Work, county_id: int, village_codes: Sequence[str]) -> KnownPlaces:
    """What earlier arrivals tell of some villages, within a transaction."""
    households: dict[UUID, Spot] = {}
    of_villages: dict[str, list[Spot]] = {}
    for row in queries.seen_in(work, county_id, village_codes):
        spot = Spot(row.north, row.east)
        of_villages.setdefault(row.village_code, []).append(spot)
        if row.household_id is not None:
            households.setdefault(row.household_id, spot)
    return KnownPlaces(households, {code: middle(spots) for code, spots in of_villages.items()})


def erase_old_positions(core: Core) -> int:
    """Erase what is older than thirty days; how many it were."""
    with core.begin() as work:
        gone = queries.erase_before(work, core.clock.now() - KEPT)
        work.commit()
    return gone
