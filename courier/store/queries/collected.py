"""What a courier collected herself."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.collected import CollectionRow
from courier.store.unit_of_work import Work


def of_courier(work: Work, county_id: int, courier_id: UUID, newest: int) -> list[CollectionRow]:
    """Her newest payments with their people, newest first; unpaid ones have no receipts."""
    return work.all(
        CollectionRow,
        """select a.attempt_id, a.channel, a.amount_fen, a.created_at, v.name as village_name,
             s.states, p.names, p.receipts
           from (select * from payment_attempts
             where county_id = :county and courier_id = :courier
             order by created_at desc limit :newest) a
           cross join lateral (select array_agg(i.name order by i.name_sort) as names,
               count(r.receipt_no) as receipts, min(item.village_code) as village_code
             from payment_items item
             join insurees i on i.county_id = item.county_id and i.insuree_id = item.insuree_id
             left join receipts r on r.county_id = item.county_id
               and r.attempt_id = item.attempt_id and r.insuree_id = item.insuree_id
               and r.coverage_year = item.coverage_year
             where item.county_id = a.county_id and item.attempt_id = a.attempt_id) p
           cross join lateral (select array_agg(state) as states from payment_states
             where county_id = a.county_id and attempt_id = a.attempt_id) s
           join regions v on v.region_code = p.village_code
           order by a.created_at desc""",
        {"county": county_id, "courier": courier_id, "newest": newest},
    )
