"""What the queries of checks and alarms return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How often something was said on a day."""

    reason: str
    checks: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """Checks of a courier: a day, a way, what was said."""

    day: dt.date
    way: str
    reason: str
    checks: int


@dataclass(frozen=True, slots=True)
class DoorRow:
    """Checks of a courier at a village's doors on a day; None is elsewhere."""

    day: dt.date
    village_name: str | None
    is_hers: bool
    checks: int


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm, the courier it is about, and who looked."""

    alarm_id: UUID
    courier_id: UUID
    courier_no: str
    courier_name: str
    township_name: str
    kind: str
    day: dt.date
    times: int
    raised_at: dt.datetime
    state: str
    looked_at: dt.datetime | None
    looked_by_name: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village of a courier's township, and whether she works there."""

    village_code: str
    name: str
    is_hers: bool
