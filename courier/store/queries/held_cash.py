"""The SQL of cash that stopped phones handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.held_cash import HeldRow
from courier.store.unit_of_work import Work

_ITEMS = """
select p.item_id, p.kind, p.body_hash, p.body_sealed, p.at, p.device_id, d.revoked_at,
  c.courier_id, c.courier_no, c.name as courier_name, c.status as courier_status,
  c.township_code, h.decision, h.words, h.asked_by, a.name as asked_by_name, h.code
from phone_items p
join courier_devices d on d.county_id = p.county_id and d.device_id = p.device_id
join couriers c on c.county_id = p.county_id and c.courier_id = p.courier_id
left join held_cash h on h.county_id = p.county_id and h.item_id = p.item_id
left join admins a on a.county_id = h.county_id and a.admin_id = h.asked_by
where p.county_id = :county and p.outcome = 'held'
"""


def insert(work: Work, county_id: int, case_id: UUID, items: Sequence[UUID]) -> None:
    """These items wait for a decision within this case."""
    work.run(
        """insert into held_cash (county_id, item_id, case_id)
           select :county, item, :case from unnest(cast(:items as uuid[])) as item""",
        {"county": county_id, "case": case_id, "items": [str(one) for one in items]},
    )


def of_case(work: Work, county_id: int, case_id: UUID) -> list[HeldRow]:
    """All cash of a case, the oldest first."""
    sql = f"{_ITEMS} and h.case_id = :case order by p.at, p.item_id"
    return work.all(HeldRow, sql, {"county": county_id, "case": case_id})


def lock(work: Work, county_id: int, case_id: UUID, item_id: UUID) -> HeldRow | None:
    """One sum of a case; who decides about it at this moment is waited for."""
    facts = {"county": county_id, "case": case_id, "item": item_id}
    work.run(
        "select from held_cash where county_id = :county and item_id = :item for update", facts
    )
    return work.first(HeldRow, f"{_ITEMS} and h.case_id = :case and p.item_id = :item", facts)


def consent(work: Work, county_id: int, device_id: UUID, item_id: UUID) -> HeldRow | None:
    """What was read out before the money was taken, if the same phone handed it in."""
    sql = f"{_ITEMS} and p.kind = 'consent' and p.device_id = :device and p.item_id = :item"
    return work.first(HeldRow, sql, {"county": county_id, "device": device_id, "item": item_id})


def propose(
    work: Work,
    county_id: int,
    item_id: UUID,
    *,
    decision: str,
    words: str,
    by: UUID,
    at: dt.datetime,
) -> None:
    """What the first person wants, and why."""
    work.run(
        """update held_cash set decision = :decision, words = :words, asked_by = :by, asked_at = :at
           where county_id = :county and item_id = :item""",
        {
            "county": county_id,
            "item": item_id,
            "decision": decision,
            "words": words,
            "by": by,
            "at": at,
        },
    )


def send_back(work: Work, county_id: int, item_id: UUID) -> None:
    """The second person does not agree: it is open again."""
    work.run(
        """update held_cash set decision = null, words = null, asked_by = null, asked_at = null
           where county_id = :county and item_id = :item""",
        {"county": county_id, "item": item_id},
    )


def settle(
    work: Work, county_id: int, item_id: UUID, *, code: str, by: UUID, at: dt.datetime
) -> None:
    """The second person agreed, and this came of it."""
    work.run(
        """update held_cash set settled_by = :by, settled_at = :at, code = :code
           where county_id = :county and item_id = :item""",
        {"county": county_id, "item": item_id, "by": by, "at": at, "code": code},
    )


def unsettled(work: Work, county_id: int, case_id: UUID) -> int:
    """How many sums of a case nobody has decided yet."""
    return int(
        work.scalar(
            """select count(*) from held_cash
               where county_id = :county and case_id = :case and settled_at is null""",
            {"county": county_id, "case": case_id},
        )
    )
