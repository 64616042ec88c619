"""The SQL of receipt numbers that one phone alone may write on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Params, Work

# A leaf is spent by a receipt on it or by being void.
SPENT = """(exists (select from receipts r
    where r.county_id = l.county_id and r.receipt_no = l.receipt_no)
  or exists (select from receipt_voids v
    where v.county_id = l.county_id and v.receipt_no = l.receipt_no))"""


def free_of_phone(work: Work, phone: KnownPhone, books: tuple[int, int]) -> list[int]:
    """What it may still write on, of the leaves between two numbers; the longest held first."""
    rows = work.run(
        f"""select l.receipt_no from phone_leaves l
            where l.county_id = :county and l.device_id = :device
              and l.receipt_no between :first and :last and not {SPENT}
            order by l.set_aside_at, l.receipt_no""",
        {
            "county": phone.county_id,
            "device": phone.device_id,
            "first": books[0],
            "last": books[1],
        },
    )
    return list(rows.scalars())


def spent_of_phone(work: Work, phone: KnownPhone, leaves: Sequence[int]) -> dict[int, bool]:
    """Those of these leaves that were set aside for it, locked, and whether they are spent."""
    rows = work.run(
        f"""select l.receipt_no, {SPENT} as is_spent from phone_leaves l
            where l.county_id = :county and l.device_id = :device
              and l.receipt_no = any (cast(:leaves as bigint[]))
            order by l.receipt_no for update of l""",
        {"county": phone.county_id, "device": phone.device_id, "leaves": list(leaves)},
    )
    return {int(row.receipt_no): bool(row.is_spent) for row in rows}


def phone_of(work: Work, county_id: int, courier_id: UUID, leaves: Sequence[int]) -> UUID | None:
    """The one phone of a courier for which all of these leaves were set aside."""
    devices = work.run(
        """select distinct device_id from phone_leaves where county_id = :county
             and courier_id = :courier and receipt_no = any (cast(:leaves as bigint[]))""",
        {"county": county_id, "courier": courier_id, "leaves": list(leaves)},
    )
    found = list(devices.scalars())
    return found[0] if len(found) == 1 else None


def set_aside(work: Work, phone: KnownPhone, leaves: Sequence[int], now: dt.datetime) -> None:
    """These leaves are this phone's alone; the book is locked."""
    work.run(
        """insert into phone_leaves
           select :county, n, :courier, :device, :now from unnest(cast(:leaves as bigint[])) n""",
        {
            "county": phone.county_id,
            "courier": phone.courier_id,
            "device": phone.device_id,
            "now": now,
            "leaves": list(leaves),
        },
    )


def void(work: Work, county_id: int, leaf: int, *, reason: str, by: UUID, now: dt.datetime) -> None:
    """The leaf is no receipt."""
    work.run(
        "insert into receipt_voids values (:county, :leaf, :reason, :now, :by)",
        {"county": county_id, "leaf": leaf, "reason": reason, "now": now, "by": str(by)},
    )


def void_lost(work: Work, area: Mapping[str, object], books: tuple[int, int], facts: Params) -> int:
    """Void what phones that were revoked may still write on, between two numbers; how many.

    Not while cash that such a phone handed in waits for a decision: it stands on these leaves.
    """
    voided = work.run(
        f"""insert into receipt_voids
            select l.county_id, l.receipt_no, 'phone_lost', :now, :by
            from phone_leaves l
              join courier_devices d on d.county_id = l.county_id and d.device_id = l.device_id
              join couriers c on c.county_id = l.county_id and c.courier_id = l.courier_id
            where l.county_id = :county_id and c.township_code like :area
              and l.receipt_no between :first and :last and d.revoked_at is not null
              and not {SPENT} and not exists (select from held_cash h
                join phone_items p on p.county_id = h.county_id and p.item_id = h.item_id
                where p.county_id = l.county_id and p.device_id = l.device_id
                  and h.settled_at is null)""",
        {**area, **facts, "first": books[0], "last": books[1]},
    )
    return voided.rowcount
