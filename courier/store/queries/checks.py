"""How often couriers were checked, at whose doors, and the alarms that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from courier.store.rows.checks import AlarmRow, DayRow, DoorRow, ReasonRow, VillageRow
from courier.store.unit_of_work import Work

_ALARMS = """
select a.alarm_id, a.courier_id, c.courier_no, c.name as courier_name, t.name as township_name,
  a.kind, a.day, a.times, a.raised_at, a.state, a.looked_at, m.name as looked_by_name, a.found
from check_alarms a
join couriers c using (county_id, courier_id)
join regions t on t.region_code = c.township_code
left join admins m on m.county_id = a.county_id and m.admin_id = a.looked_by
where a.county_id = :county_id and c.township_code like :area
"""


def count(
    work: Work, county_id: int, courier_id: UUID, *, day: dt.date, way: str, reason: str
) -> None:
    """One more."""
    work.run(
        """insert into courier_checks (county_id, courier_id, day, way, reason, checks)
           values (:county, :courier, :day, :way, :reason, 1)
           on conflict (county_id, courier_id, day, way, reason)
           do update set checks = courier_checks.checks + 1""",
        {"county": county_id, "courier": courier_id, "day": day, "way": way, "reason": reason},
    )


def of_day(work: Work, county_id: int, courier_id: UUID, day: dt.date) -> list[ReasonRow]:
    """A day's checks by what was said."""
    return work.all(
        ReasonRow,
        """select reason, sum(checks)::integer as checks from courier_checks
           where county_id = :county and courier_id = :courier and day = :day group by reason""",
        {"county": county_id, "courier": courier_id, "day": day},
    )


def usual(work: Work, county_id: int, courier_id: UUID, *, day: dt.date, days: int) -> float:
    """Checks a day over the days before; days without one count."""
    return float(
        work.scalar(
            """select coalesce(sum(checks), 0) / cast(:days as float) from courier_checks
               where county_id = :county and courier_id = :courier
                 and day < :day and day >= cast(:day as date) - cast(:days as integer)""",
            {"county": county_id, "courier": courier_id, "day": day, "days": days},
        )
    )


def by_day(
    work: Work, area: Mapping[str, object], courier_id: UUID, *, since: dt.date
) -> list[DayRow]:
    """A courier's checks since a day, newest first; she is in the area, or there are none."""
    return work.all(
        DayRow,
        """select k.day, k.way, k.reason, k.checks from courier_checks k
           join couriers c using (county_id, courier_id)
           where k.county_id = :county_id and k.courier_id = :courier and k.day >= :since
             and c.township_code like :area
           order by k.day desc, k.way, k.reason""",
        {**area, "courier": courier_id, "since": since},
    )


def doors(
    work: Work, area: Mapping[str, object], courier_id: UUID, *, since: dt.date
) -> list[DoorRow]:
    """At whose doors she was checked since a day, newest first."""
    return work.all(
        DoorRow,
        """select p.day, r.name as village_name, exists (select from courier_villages v
             where v.county_id = p.county_id and v.courier_id = p.courier_id
               and v.village_code = p.place) as is_hers, p.checks
           from check_places p join couriers c using (county_id, courier_id)
           left join regions r on r.region_code = p.place
           where p.county_id = :county_id and p.courier_id = :courier and p.day >= :since
             and c.township_code like :area
           order by p.day desc, p.place""",
        {**area, "courier": courier_id, "since": since},
    )


def villages_around(work: Work, county_id: int, courier_id: UUID) -> list[VillageRow]:
    """The villages of her township and her own; her own first."""
    return work.all(
        VillageRow,
        """select r.region_code as village_code, r.name, v.village_code is not null as is_hers
           from couriers c
           join regions r on r.level = 'village' and r.county_id = c.county_id
           left join courier_villages v on v.county_id = c.county_id
             and v.courier_id = c.courier_id and v.village_code = r.region_code
           where c.county_id = :county and c.courier_id = :courier
             and (r.parent_code = c.township_code or v.village_code is not null)
           order by v.village_code is null, r.name_sort""",
        {"county": county_id, "courier": courier_id},
    )


def count_place(work: Work, county_id: int, courier_id: UUID, *, day: dt.date, place: str) -> None:
    """One more check at such a door."""
    work.run(
        """insert into check_places (county_id, courier_id, day, place, checks)
           values (:county, :courier, :day, :place, 1)
           on conflict (county_id, courier_id, day, place)
           do update set checks = check_places.checks + 1""",
        {"county": county_id, "courier": courier_id, "day": day, "place": place},
    )


def far_doors(work: Work, county_id: int, courier_id: UUID, day: dt.date) -> int:
    """Checks of a day at doors of villages that are not hers."""
    return int(
        work.scalar(
            """select coalesce(sum(p.checks), 0) from check_places p
               where p.county_id = :county and p.courier_id = :courier and p.day = :day
                 and not exists (select from courier_villages v where v.county_id = p.county_id
                   and v.courier_id = p.courier_id and v.village_code = p.place)""",
            {"county": county_id, "courier": courier_id, "day": day},
        )
    )


def ring(
    work: Work,
    county_id: int,
    courier_id: UUID,
    *,
    kind: str,
    day: dt.date,
    times: int,
    now: dt.datetime,
) -> None:
    """Raise an alarm, or say how often it is by now."""
    work.run(
        """insert into check_alarms (county_id, courier_id, kind, day, times, raised_at)
           values (:county, :courier, :kind, :day, :times, :now)
           on conflict (county_id, courier_id, kind, day) do update set times = excluded.times""",
        {
            "county": county_id,
            "courier": courier_id,
            "kind": kind,
            "day": day,
            "times": times,
            "now": now,
        },
    )


def alarms(
    work: Work, area: Mapping[str, object], *, state: str, before: UUID | None, most: int
) -> list[AlarmRow]:
    """Alarms of the area in a state, newest first."""
    sql = f"""{_ALARMS} and a.state = :state
              and (cast(:before as uuid) is null or a.alarm_id < :before)
              order by a.alarm_id desc limit :most"""
    return work.all(AlarmRow, sql, {**area, "state": state, "before": before, "most": most})


def count_open(work: Work, area: Mapping[str, object]) -> int:
    """How many alarms of the area wait."""
    return int(
        work.scalar(
            """select count(*) from check_alarms a join couriers c using (county_id, courier_id)
               where a.county_id = :county_id and a.state = 'open'
                 and c.township_code like :area""",
            area,
        )
    )


def alarm(
    work: Work, area: Mapping[str, object], alarm_id: UUID, *, lock: bool = False
) -> AlarmRow | None:
    """One alarm of the area, locked if wanted."""
    sql = f"{_ALARMS} and a.alarm_id = :alarm" + (" for update of a" if lock else "")
    return work.first(AlarmRow, sql, {**area, "alarm": alarm_id})


def close(
    work: Work, county_id: int, alarm_id: UUID, *, by: UUID, found: str, now: dt.datetime
) -> None:
    """Somebody looked, and found this."""
    work.run(
        """update check_alarms set state = 'looked_at', looked_at = :now, looked_by = :by,
             found = :found where county_id = :county and alarm_id = :alarm""",
        {"county": county_id, "alarm": alarm_id, "by": by, "found": found, "now": now},
    )
