"""Visits: written down, found by number, by courier, by village; stepped on under a lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from courier.domain.visits import OVER, UNDER_WAY, VisitState
from courier.store.rows.visits import LockedVisit, NewVisit, StateRow, VisitRow
from courier.store.unit_of_work import Work

# Money that came makes a visit paid, by whatever way it came and before anybody writes it down.
_STATUS = """case when v.status not in ('signed_off', 'cancelled') and exists (
    select from payment_attempts a join receipts r using (county_id, attempt_id)
    where a.county_id = v.county_id and a.visit_id = v.visit_id) then 'paid' else v.status end"""
_VISITS = f"""
select v.visit_id, v.visit_no, v.village_code, r.name as village_name, t.name as township_name,
  v.household_id, h.household_no, v.contact_name, v.contact_phone, v.asker_phone, v.place,
  v.wanted_on, v.wanted_part, v.note, v.asked_through, {_STATUS} as status, v.courier_id,
  coalesce(c.name, colleague_name(v.courier_id)) as courier_name,
  c.phone as courier_phone, c.status as courier_status, k.card_no, v.offered_to,
  coalesce(o.name, colleague_name(v.offered_to)) as offered_name, v.round_on,
  v.round_place, v.created_at, s.at as changed_at
from visits v
join regions r on r.region_code = v.village_code
join regions t on t.region_code = r.parent_code
join lateral (select at from visit_states s
  where s.county_id = v.county_id and s.visit_id = v.visit_id order by seq desc limit 1) s on true
left join households h on h.county_id = v.county_id and h.household_id = v.household_id
left join couriers c on c.county_id = v.county_id and c.courier_id = v.courier_id
left join couriers o on o.county_id = v.county_id and o.courier_id = v.offered_to
left join cards k on k.county_id = v.county_id and k.courier_id = v.courier_id
  and k.revoked_at is null
where v.county_id = :county
"""
_LOCK = f"""
select visit_id, visit_no, village_code, household_id, courier_id, {_STATUS} as status,
  v.status as written, wanted_on, offered_to
from visits v
where county_id = :county
"""
_HER_VILLAGES = """(select village_code from courier_villages
  where county_id = :county and courier_id = :courier)"""


def insert_visit(work: Work, new: NewVisit, visit_no: str) -> UUID | None:
    """Write the visit down; None if its number is taken."""
    found: UUID | None = work.scalar(
        """insert into visits (county_id, visit_no, village_code, contact_name, contact_phone,
             place, wanted_on, wanted_part, note, asked_through, asker_phone, household_id)
           values (:county_id, :visit_no, :village_code, :contact_name, :contact_phone, :place,
             :wanted_on, :wanted_part, :note, :asked_through, :asker_phone, :household_id)
           on conflict (county_id, visit_no) do nothing returning visit_id""",
        {**asdict(new), "visit_no": visit_no},
    )
    return found


def lock_phone(work: Work, phone: bytes) -> None:
    """Let requests of one telephone number wait for each other."""
    work.run("select pg_advisory_xact_lock(hashtext(encode(:phone, 'hex')))", {"phone": phone})


def open_visits_of_phone(work: Work, county_id: int, phone: bytes) -> list[VisitRow]:
    """What this number asked for and is not over."""
    sql = f"{_VISITS} and v.contact_phone = :phone and not v.status = any (:over)"
    return work.all(VisitRow, sql, {"county": county_id, "phone": phone, "over": _words(OVER)})


def visit(work: Work, county_id: int, visit_id: UUID) -> VisitRow | None:
    """One visit."""
    sql = f"{_VISITS} and v.visit_id = :visit"
    return work.first(VisitRow, sql, {"county": county_id, "visit": visit_id})


def visit_by_number(work: Work, county_id: int, visit_no: str) -> VisitRow | None:
    """One visit by the number that people know."""
    sql = f"{_VISITS} and v.visit_no = :number"
    return work.first(VisitRow, sql, {"county": county_id, "number": visit_no})


def states(work: Work, county_id: int, visit_id: UUID) -> list[StateRow]:
    """The steps so far; money that came counts as one though nobody wrote it down."""
    return work.all(
        StateRow,
        """select state, at, reason, detail, courier_name from (
             select s.state, s.at, s.reason, s.detail, c.name as courier_name, s.seq
               from visit_states s left join couriers c
                 on c.county_id = s.county_id and c.courier_id = s.by_courier
               where s.county_id = :county and s.visit_id = :visit
             union all
             select 'paid', min(r.issued_at), null, null, null, 32767
               from payment_attempts a join receipts r using (county_id, attempt_id)
               where a.county_id = :county and a.visit_id = :visit
                 and not exists (select from visit_states s where s.county_id = :county
                   and s.visit_id = :visit and s.state = 'paid')
               having count(*) > 0
           ) as steps order by at, seq""",
        {"county": county_id, "visit": visit_id},
    )


def visits_of_courier(
    work: Work, county_id: int, courier_id: UUID, since: dt.datetime
) -> list[VisitRow]:
    """Hers that are not over, and those that ended since."""
    return work.all(
        VisitRow,
        f"""{_VISITS} and v.courier_id = :courier
              and (not v.status = any (:over) or s.at >= :since)
            order by v.wanted_on nulls first, v.created_at""",
        {"county": county_id, "courier": courier_id, "over": _words(OVER), "since": since},
    )


def offered_visits(work: Work, county_id: int, courier_id: UUID) -> list[VisitRow]:
    """Asked for in her villages and nobody's yet."""
    return work.all(
        VisitRow,
        f"""{_VISITS} and v.status = 'requested' and v.village_code in {_HER_VILLAGES}
            order by v.wanted_on nulls first, v.created_at limit 100""",
        {"county": county_id, "courier": courier_id},
    )


def offered_by_colleagues(work: Work, county_id: int, courier_id: UUID) -> list[VisitRow]:
    """What others ask her to take over, while it may still change hands."""
    return work.all(
        VisitRow,
        f"""{_VISITS} and v.offered_to = :courier and v.status in ('accepted', 'on_the_way')
            order by v.wanted_on nulls first, v.created_at limit 100""",
        {"county": county_id, "courier": courier_id},
    )


def villages_due(work: Work, county_id: int, courier_id: UUID, today: dt.date) -> list[str]:
    """The names of the villages where she has taken on visits that are due by a day."""
    rows = work.run(
        """select r.name from visits v join regions r on r.region_code = v.village_code
           where v.county_id = :county and v.courier_id = :courier and (v.status = any (:under_way)
             or v.status = 'accepted' and (v.wanted_on is null or v.wanted_on <= :today))
           group by r.name, r.name_sort order by r.name_sort""",
        {
            "county": county_id,
            "courier": courier_id,
            "today": today,
            "under_way": _words(UNDER_WAY),
        },
    )
    return list(rows.scalars())


def visits_of_area(
    work: Work, county_id: int, area: str, status: VisitState | None
) -> list[VisitRow]:
    """The newest thousand of an area; ``area`` is the beginning of its villages' codes."""
    return work.all(
        VisitRow,
        f"""{_VISITS} and v.village_code like :area || '%'
              and (cast(:status as text) is null or {_STATUS} = :status)
            order by v.created_at desc limit 1000""",
        {"county": county_id, "area": area, "status": status and status.value},
    )


def lock_for_courier(
    work: Work, county_id: int, courier_id: UUID, visit_id: UUID
) -> LockedVisit | None:
    """Lock a visit that is hers or in one of her villages."""
    return work.first(
        LockedVisit,
        f"""{_LOCK} and visit_id = :visit
              and (courier_id = :courier or village_code in {_HER_VILLAGES}) for update""",
        {"county": county_id, "courier": courier_id, "visit": visit_id},
    )


def lock_by_number(work: Work, county_id: int, visit_no: str) -> LockedVisit | None:
    """Lock the visit of this number."""
    sql = f"{_LOCK} and visit_no = :number for update"
    return work.first(LockedVisit, sql, {"county": county_id, "number": visit_no})


def add_state(
    work: Work,
    county_id: int,
    visit_id: UUID,
    state: VisitState,
    at: dt.datetime,
    *,
    courier_id: UUID | None = None,
    reason: str | None = None,
    detail: str | None = None,
    insuree_id: UUID | None = None,
) -> None:
    """Append a step; the visit's row is locked or new."""
    work.run(
        """with step as (
             insert into visit_states (county_id, visit_id, seq, state, at, by_courier, reason,
               detail, insuree_id)
             select :county, :visit, coalesce(max(seq), 0) + 1, :state, :at, :courier, :reason,
               :detail, :insuree
               from visit_states where county_id = :county and visit_id = :visit)
           update visits set status = :state where county_id = :county and visit_id = :visit""",
        {
            "county": county_id,
            "visit": visit_id,
            "state": state.value,
            "at": at,
            "courier": courier_id,
            "reason": reason,
            "detail": detail,
            "insuree": insuree_id,
        },
    )


def assign(work: Work, county_id: int, visit_id: UUID, courier_id: UUID) -> None:
    """The visit is hers now."""
    work.run(
        """update visits set courier_id = :courier
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "courier": courier_id},
    )


def move_to(
    work: Work,
    county_id: int,
    visit_id: UUID,
    wanted_on: dt.date | None,
    wanted_part: str | None = None,
) -> None:
    """The next day to try, and the part of it; None for any."""
    work.run(
        """update visits set wanted_on = :day, wanted_part = :part
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "day": wanted_on, "part": wanted_part},
    )


def reach_at(
    work: Work, county_id: int, visit_id: UUID, *, name: str | None, phone: bytes | None
) -> None:
    """Another name to ask for, another telephone number; None leaves what stands there."""
    work.run(
        """update visits set contact_name = coalesce(:name, contact_name),
             contact_phone = coalesce(:phone, contact_phone)
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "name": name, "phone": phone},
    )


def call_to_place(work: Work, county_id: int, visit_id: UUID, place: str) -> None:
    """Another house of the same village."""
    work.run(
        "update visits set place = :place where county_id = :county and visit_id = :visit",
        {"county": county_id, "visit": visit_id, "place": place},
    )


def attach(work: Work, county_id: int, visit_id: UUID, household_id: UUID) -> None:
    """The household that was met."""
    work.run(
        """update visits set household_id = :household
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "household": household_id},
    )


def _words(states: Iterable[VisitState]) -> list[str]:
    return [state.value for state in states]
