"""Where something is, to about a kilometre: hundredths of a degree, and never more exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

STEPS = 100  # a degree
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,20})?")
_LIMITS = (90, 180)


@dataclass(frozen=True, slots=True)
class Spot:
    """Hundredths of a degree north of the equator and east of Greenwich; south and west below 0."""

    north: int
    east: int

    def far_from(self, other: Spot) -> float:
        """How far apart, in hundredths of a degree of latitude; right for a county, not a globe."""
        shrunk = math.cos(math.radians(self.north / STEPS))
        return math.hypot(self.north - other.north, (self.east - other.east) * shrunk)


def read_spot(north: str, east: str) -> Spot | None:
    """A telephone's degrees, rounded at once; None for what is no place on earth."""
    if not (_DEGREES.fullmatch(north) and _DEGREES.fullmatch(east)):
        return None
    degrees = Decimal(north), Decimal(east)
    if any(abs(one) > most for one, most in zip(degrees, _LIMITS, strict=True)):
        return None
    return Spot(*(round(one * STEPS) for one in degrees))


def middle(spots: Sequence[Spot]) -> Spot:
    """The middle of some spots; at least one."""
    count = len(spots)
    return Spot(
        round(sum(one.north for one in spots) / count),
        round(sum(one.east for one in spots) / count),
    )
