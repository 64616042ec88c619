"""The SQL of what phones hand in: each item once, whoever sends it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from courier.domain.payments import Owed
from courier.store.rows.phone_items import KnownPhone, OfferedRow, StoredItem
from courier.store.unit_of_work import Work

_OFFERED = """
select w.obligation_id, o.insuree_id, i.name, o.status, o.own_fen,
  p.attempt_id is not null as is_claimed, t.attempt_id as waiting_order,
  exists (select from consents c where c.county_id = o.county_id
    and c.insuree_id = o.insuree_id and c.coverage_year = o.coverage_year
    and c.own_fen = w.fen) as has_agreed
from unnest(cast(:obligations as uuid[]), cast(:fen as bigint[])) as w (obligation_id, fen)
left join obligations o on o.county_id = :county and o.obligation_id = w.obligation_id
left join insurees i on i.county_id = o.county_id and i.insuree_id = o.insuree_id
left join premium_claims p on p.id_number = i.id_number
  and p.coverage_year = o.coverage_year and p.released_at is null
left join waiting_attempts t on t.county_id = p.county_id and t.attempt_id = p.attempt_id
order by o.insuree_id
"""


def known_phone(work: Work, county_id: int, token_hash: bytes) -> KnownPhone | None:
    """The phone of this token, good or not."""
    return work.first(
        KnownPhone,
        """select d.county_id, d.device_id, c.courier_id, c.courier_no, c.name, c.township_code,
             c.status, d.revoked_at
           from courier_devices d join couriers c using (county_id, courier_id)
           where d.county_id = :county and d.token_hash = :token""",
        {"county": county_id, "token": token_hash},
    )


def lock_item(work: Work, item_id: UUID) -> None:
    """Let two calls with one item wait for each other."""
    work.run(
        "select pg_advisory_xact_lock(hashtextextended(cast(:item as text), 0))",
        {"item": str(item_id)},
    )


def stored(work: Work, county_id: int, item_id: UUID) -> StoredItem | None:
    """What came of an item before."""
    return work.first(
        StoredItem,
        """select item_id, body_hash, outcome, code, facts, leads_to from phone_items
           where county_id = :county and item_id = :item""",
        {"county": county_id, "item": item_id},
    )


def keep(work: Work, facts: Mapping[str, object]) -> bool:
    """Write an item down with its outcome; False when its id is taken."""
    written = work.run(
        """insert into phone_items (county_id, item_id, courier_id, device_id, kind, body_hash, at,
             received_at, outcome, code, facts, leads_to, body_sealed)
           values (:county_id, :item_id, :courier_id, :device_id, :kind, :body_hash, :at, :now,
             :outcome, :code, cast(:facts as jsonb), :leads_to, :body_sealed)
           on conflict do nothing""",
        {**facts, "facts": json.dumps(facts["facts"], ensure_ascii=False)},
    )
    return bool(written.rowcount)


def held_of_phone(work: Work, phone: KnownPhone) -> int:
    """How many items of a phone wait for the township."""
    return int(
        work.scalar(
            """select count(*) from phone_items
               where county_id = :county and device_id = :device and outcome = 'held'""",
            {"county": phone.county_id, "device": phone.device_id},
        )
    )


def lock_offered(work: Work, county_id: int, owed: Sequence[Owed]) -> list[OfferedRow]:
    """What is owed now where cash was taken, locked, in the order of the people's ids."""
    work.run(
        """select from obligations where county_id = :county
             and obligation_id = any (cast(:obligations as uuid[]))
           order by obligation_id for update""",
        {"county": county_id, "obligations": [str(one.obligation_id) for one in owed]},
    )
    return offered(work, county_id, owed)


def offered(work: Work, county_id: int, owed: Sequence[Owed]) -> list[OfferedRow]:
    """The same, only looked at."""
    return work.all(
        OfferedRow,
        _OFFERED,
        {
            "county": county_id,
            "obligations": [str(one.obligation_id) for one in owed],
            "fen": [one.amount.fen for one in owed],
        },
    )


def has_ended(work: Work, county_id: int, obligations: Sequence[UUID], reason: str) -> bool:
    """Whether an order for one of these obligations was ended for this reason."""
    return bool(
        work.scalar(
            """select exists (select from payment_items i
                 join payment_states s using (county_id, attempt_id)
               where i.county_id = :county and i.obligation_id = any (cast(:owed as uuid[]))
                 and s.state = 'failed' and s.facts ->> 'reason' = :reason)""",
            {"county": county_id, "owed": [str(one) for one in obligations], "reason": reason},
        )
    )
