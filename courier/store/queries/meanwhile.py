"""Who paid, or is paying, for people whom somebody else is about to pay for."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.payments import Owed
from courier.store.rows.meanwhile import StandingRow
from courier.store.unit_of_work import Work

_STANDINGS = """
select o.obligation_id, i.name, w.fen as asked_fen, o.status, o.own_fen,
  r.channel as paid_channel, r.issued_at as paid_at, paid.name as paid_by,
  c.county_id as claim_county, a.attempt_id, a.channel as open_channel,
  a.created_at as opened_at, opened.name as opened_by
from unnest(cast(:obligations as uuid[]), cast(:fen as bigint[])) as w (obligation_id, fen)
join obligations o on o.county_id = :county_id and o.obligation_id = w.obligation_id
join insurees i on i.county_id = o.county_id and i.insuree_id = o.insuree_id
left join receipts r on r.county_id = o.county_id and r.obligation_id = o.obligation_id
  and not exists (select from receipt_voids v
    where v.county_id = r.county_id and v.receipt_no = r.receipt_no)
left join couriers paid on paid.county_id = r.county_id and paid.courier_id = r.courier_id
left join premium_claims c on c.id_number = i.id_number
  and c.coverage_year = o.coverage_year and c.released_at is null
left join payment_attempts a on a.county_id = c.county_id and a.attempt_id = c.attempt_id
  and a.county_id = o.county_id
left join couriers opened on opened.county_id = a.county_id
  and opened.courier_id = a.courier_id
order by i.name_sort, o.obligation_id
"""


def standings(work: Work, county_id: int, owed: Sequence[Owed]) -> list[StandingRow]:
    """How each of these obligations stands now, in the order of names."""
    return work.all(
        StandingRow,
        _STANDINGS,
        {
            "county_id": county_id,
            "obligations": [str(one.obligation_id) for one in owed],
            "fen": [one.amount.fen for one in owed],
        },
    )
