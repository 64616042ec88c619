"""Talks with a person: asked for, taken, ended; the county's hours; the transcript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from courier.domain.handoffs import EndedBy, HandoffStatus
from courier.store.rows.handoffs import HandoffRow, HoursRow, TranscriptRow
from courier.store.unit_of_work import Work

_TALKS = """
select h.county_id, h.handoff_id, h.conversation_id, coalesce(c.locale, 'zh_Hans') as locale,
  h.region_code, r.name as region_name, coalesce(above.name, '') as above_name, r.level, h.status,
  h.asked_at, h.taken_by, a.name as taken_by_name, h.taken_at, h.ended_at, h.ended_by,
  coalesce(said.masked_text, '') as last_words, coalesce(said.who, '') as last_who
from handoffs h
join regions r on r.region_code = h.region_code
left join regions above on above.region_code = r.parent_code
left join conversations c on c.conversation_id = h.conversation_id
left join admins a on a.county_id = h.county_id and a.admin_id = h.taken_by
left join lateral (select masked_text, who from chat_messages m
  where m.conversation_id = h.conversation_id and m.who <> 'assistant'
  order by m.seq desc limit 1) said on true
where h.county_id = :county_id
"""


def ask(
    work: Work, *, county_id: int, conversation_id: UUID, region_code: str, now: dt.datetime
) -> UUID:
    """Put a conversation into the queue; again is the same place in it."""
    found: UUID = work.scalar(
        """with made as (
             insert into handoffs (county_id, conversation_id, region_code, asked_at)
             values (:county, :conversation, :region, :now)
             on conflict (conversation_id) where status <> 'ended' and conversation_id is not null
             do nothing returning handoff_id)
           select handoff_id from made
           union all select handoff_id from handoffs
             where conversation_id = :conversation and status <> 'ended' limit 1""",
        {
            "county": county_id,
            "conversation": conversation_id,
            "region": region_code,
            "now": now,
        },
    )
    return found


def waiting_before(work: Work, county_id: int, handoff_id: UUID) -> int:
    """How many of the same county wait longer."""
    return int(
        work.scalar(
            """select count(*) from handoffs
               where county_id = :county and status = 'waiting' and handoff_id < :id""",
            {"county": county_id, "id": handoff_id},
        )
    )


def status_of(work: Work, county_id: int, handoff_id: UUID) -> str | None:
    """Where a talk stands, None if it is gone."""
    found: str | None = work.scalar(
        "select status from handoffs where county_id = :county and handoff_id = :id",
        {"county": county_id, "id": handoff_id},
    )
    return found


def listed(work: Work, area: Mapping[str, object], most: int) -> list[HandoffRow]:
    """Talks of the area that are not ended: who waits longest first, then those taken."""
    sql = f"""{_TALKS} and h.region_code like :area and h.status <> 'ended'
              order by h.status = 'taken', h.handoff_id limit :most"""
    return work.all(HandoffRow, sql, {**area, "most": most})


def ended(
    work: Work, area: Mapping[str, object], *, before: UUID | None, most: int
) -> list[HandoffRow]:
    """Ended talks of the area, newest first, older than ``before``."""
    sql = f"""{_TALKS} and h.region_code like :area and h.status = 'ended'
              and (cast(:before as uuid) is null or h.handoff_id < :before)
              order by h.handoff_id desc limit :most"""
    return work.all(HandoffRow, sql, {**area, "before": before, "most": most})


def talk_of_area(
    work: Work, area: Mapping[str, object], handoff_id: UUID, *, lock: bool = False
) -> HandoffRow | None:
    """One talk of the area, locked for a step if wanted."""
    sql = f"{_TALKS} and h.region_code like :area and h.handoff_id = :id"
    locked = " for update of h" if lock else ""
    return work.first(HandoffRow, sql + locked, {**area, "id": handoff_id})


def take(work: Work, county_id: int, handoff_id: UUID, *, by: UUID, now: dt.datetime) -> None:
    """It is in the hands of ``by`` now."""
    work.run(
        """update handoffs set status = :taken, taken_by = :by, taken_at = :now
           where county_id = :county and handoff_id = :id""",
        {
            "county": county_id,
            "id": handoff_id,
            "by": by,
            "now": now,
            "taken": HandoffStatus.TAKEN.value,
        },
    )


def end(work: Work, county_id: int, handoff_id: UUID, *, by: EndedBy, now: dt.datetime) -> bool:
    """End it; False if it was over already."""
    done = work.run(
        """update handoffs set status = :ended, ended_at = :now, ended_by = :by
           where county_id = :county and handoff_id = :id and status <> :ended""",
        {
            "county": county_id,
            "id": handoff_id,
            "by": by.value,
            "now": now,
            "ended": HandoffStatus.ENDED.value,
        },
    )
    return bool(done.rowcount)


def transcript(
    work: Work, conversation_id: UUID, most: int, *, after: int = 0
) -> list[TranscriptRow]:
    """The last messages after one of them, with their times, oldest first."""
    return work.all(
        TranscriptRow,
        """select seq, at, who, masked_text from (
             select seq, at, who, masked_text from chat_messages
             where conversation_id = :id and seq > :after
             order by seq desc limit :most) as latest order by seq""",
        {"id": conversation_id, "most": most, "after": after},
    )


def hours(work: Work, county_id: int) -> HoursRow | None:
    """The county's own hours, None for the usual ones."""
    return work.first(
        HoursRow,
        "select opens, closes, weekdays from office_hours where county_id = :county",
        {"county": county_id},
    )


def keep_hours(
    work: Work, county_id: int, *, opens: dt.time, closes: dt.time, weekdays: list[int]
) -> None:
    """Set the county's own hours."""
    work.run(
        """insert into office_hours (county_id, opens, closes, weekdays)
           values (:county, :opens, :closes, :weekdays)
           on conflict (county_id) do update set opens = excluded.opens,
             closes = excluded.closes, weekdays = excluded.weekdays""",
        {"county": county_id, "opens": opens, "closes": closes, "weekdays": weekdays},
    )
