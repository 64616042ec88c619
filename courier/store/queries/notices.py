"""Messages of the day and who has read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from uuid import UUID

from courier.store.rows.notices import NewNotice, NoticeRow, ToldNoticeRow
from courier.store.unit_of_work import Work


def write_down(work: Work, new: NewNotice, now: dt.datetime) -> bool:
    """Whether it is new; the same id again is the same message."""
    found = work.run(
        """insert into courier_notices (county_id, notice_id, region_code, area, words, from_on,
             until_on, written_by, written_at)
           values (:county_id, :notice_id, :region_code, :area, :words, :from_on, :until_on,
             :written_by, :now) on conflict do nothing""",
        {**asdict(new), "now": now},
    )
    return bool(found.rowcount)


def withdraw(
    work: Work, county_id: int, notice_id: UUID, prefix: str, now: dt.datetime
) -> bool | None:
    """Whether it was still to be read; None where there is none in the area."""
    found: bool | None = work.scalar(
        """update courier_notices n set withdrawn_at = coalesce(n.withdrawn_at, :now)
           from courier_notices before
           where n.county_id = :county and n.notice_id = :notice and n.area like :area
             and before.county_id = n.county_id and before.notice_id = n.notice_id
           returning before.withdrawn_at is null""",
        {"county": county_id, "notice": notice_id, "area": prefix, "now": now},
    )
    return found


def newest(work: Work, county_id: int, area: str, most: int) -> list[NoticeRow]:
    """Messages of an area and of those above it, with how many working couriers have read them."""
    return work.all(
        NoticeRow,
        """select n.notice_id, r.name as place, n.area, n.words, n.from_on, n.until_on,
             a.name as written_by, n.withdrawn_at, count(seen.courier_id) as read,
             count(c.courier_id) as couriers
           from (select * from courier_notices where county_id = :county
               and (area ^@ cast(:area as text) or cast(:area as text) ^@ area)
             order by from_on desc, written_at desc limit :most) n
           join regions r on r.region_code = n.region_code
           left join admins a on a.county_id = n.county_id and a.admin_id = n.written_by
           left join couriers c on c.county_id = n.county_id and c.status = 'active'
             and c.township_code ^@ cast(:area as text) and exists (select from courier_villages v
               where v.county_id = c.county_id and v.courier_id = c.courier_id
                 and v.village_code ^@ n.area)
           left join courier_notices_read seen on seen.county_id = n.county_id
             and seen.notice_id = n.notice_id and seen.courier_id = c.courier_id
           group by n.notice_id, r.name, n.area, n.words, n.from_on, n.until_on, a.name,
             n.withdrawn_at, n.written_at
           order by n.from_on desc, n.written_at desc""",
        {"county": county_id, "area": area, "most": most},
    )


def told(work: Work, county_id: int, courier_id: UUID, today: dt.date) -> list[ToldNoticeRow]:
    """What a courier is told today, what she has not read first."""
    return work.all(
        ToldNoticeRow,
        """select n.notice_id, r.name as place, n.words, n.until_on,
             seen.courier_id is not null as is_read
           from courier_notices n
           join regions r on r.region_code = n.region_code
           left join courier_notices_read seen on seen.county_id = n.county_id
             and seen.notice_id = n.notice_id and seen.courier_id = :courier
           where n.county_id = :county and n.withdrawn_at is null
             and n.from_on <= :today and n.until_on >= :today
             and exists (select from courier_villages v where v.county_id = n.county_id
               and v.courier_id = :courier and v.village_code ^@ n.area)
           order by seen.courier_id is not null, n.from_on desc, n.written_at desc""",
        {"county": county_id, "courier": courier_id, "today": today},
    )


def mark_read(
    work: Work, county_id: int, notice_id: UUID, courier_id: UUID, now: dt.datetime
) -> bool:
    """Whether this is the first time."""
    found = work.run(
        """insert into courier_notices_read values (:county, :notice, :courier, :now)
           on conflict do nothing""",
        {"county": county_id, "notice": notice_id, "courier": courier_id, "now": now},
    )
    return bool(found.rowcount)
