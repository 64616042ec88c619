"""Who paid, or is paying, for people whom somebody else is about to pay for."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.payments import Owed
from courier.store.rows.meanwhile import StandingRow
from courier.store.unit_of_work import Work

# Each look-up is fenced by its limit and so asks for one person. Joined, the planner went through
# the county times the county while it had no figures yet, a minute after collecting began.
_STANDINGS = """
select o.obligation_id, i.name, w.fen as asked_fen, o.status, o.own_fen,
  paid.channel as paid_channel, paid.issued_at as paid_at, paid.name as paid_by,
  claim.county_id as claim_county, open.attempt_id, open.channel as open_channel,
  open.created_at as opened_at, open.name as opened_by
from unnest(cast(:obligations as uuid[]), cast(:fen as bigint[])) as w (obligation_id, fen)
cross join lateral (
  select * from obligations one
  where one.county_id = :county_id and one.obligation_id = w.obligation_id limit 1) o
cross join lateral (
  select name, name_sort, id_number from insurees one
  where one.county_id = :county_id and one.insuree_id = o.insuree_id limit 1) i
left join lateral (
  select r.channel, r.issued_at, (select name from couriers one
      where one.county_id = r.county_id and one.courier_id = r.courier_id)
  from receipts r
  where r.county_id = :county_id and r.insuree_id = o.insuree_id
    and r.obligation_id = o.obligation_id
    and not exists (select from receipt_voids v
      where v.county_id = r.county_id and v.receipt_no = r.receipt_no) limit 1) paid on true
left join lateral (
  select county_id, attempt_id from premium_claims one
  where one.id_number = i.id_number and one.coverage_year = o.coverage_year
    and one.released_at is null limit 1) claim on true
left join lateral (
  select a.attempt_id, a.channel, a.created_at, (select name from couriers one
      where one.county_id = a.county_id and one.courier_id = a.courier_id)
  from payment_attempts a
  where a.county_id = :county_id and claim.county_id = :county_id
    and a.attempt_id = claim.attempt_id limit 1) open on true
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
