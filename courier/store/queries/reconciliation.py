"""The SQL of progress and of receipts, money and people in agreement (票款人三线合一)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.store.rows.reconciliation import AgreementRow, CourierDayRow, ProgressRow
from courier.store.unit_of_work import Work

# Three counts from three tables that know nothing of one another: what came in that time and
# still stands.
_AGREEMENT = """
  with area as (
    select region_code, name from regions
    where county_id = :county_id and level = 'village' and region_code like :prefix),
  by_receipt as (
    select r.village_code, count(*) as receipts, sum(r.amount_fen) as fen from receipts r
    left join receipt_voids v using (county_id, receipt_no)
    where r.county_id = :county_id and v.receipt_no is null
      and r.issued_at >= :since and r.issued_at < :until
    group by r.village_code),
  by_money as (
    select l.village_code, -sum(l.amount_fen) as fen
    from ledger_lines l join postings p using (county_id, posting_id)
    where l.county_id = :county_id and l.account = 'obligation_receivable'
      and p.kind = 'premium' and p.at >= :since and p.at < :until
      and not exists (
        select from ledger_lines x join postings y using (county_id, posting_id)
        where x.county_id = l.county_id and x.account = l.account and x.holder = l.holder
          and y.kind = 'premium_reversal')
    group by l.village_code),
  by_people as (
    select o.village_code, count(*) as people, sum(o.own_fen) as fen
    from obligations o
    join premium_claims c on c.county_id = o.county_id and c.released_at is null
      and c.coverage_year = o.coverage_year
    join insurees i on i.county_id = o.county_id and i.insuree_id = o.insuree_id
      and i.id_number = c.id_number
    join payment_states s on s.county_id = c.county_id and s.attempt_id = c.attempt_id
      and s.state = 'posted'
    where o.county_id = :county_id and o.status = 'paid' and s.at >= :since and s.at < :until
    group by o.village_code)
  select a.region_code as village_code, a.name as village_name,
    coalesce(r.receipts, 0) as receipts, coalesce(r.fen, 0)::bigint as receipts_fen,
    coalesce(m.fen, 0)::bigint as money_fen,
    coalesce(p.people, 0) as people, coalesce(p.fen, 0)::bigint as people_fen
  from area a
  left join by_receipt r on r.village_code = a.region_code
  left join by_money m on m.village_code = a.region_code
  left join by_people p on p.village_code = a.region_code
  order by a.region_code
"""


def progress(work: Work, county_id: int, prefix: str, coverage_year: int) -> list[ProgressRow]:
    """Each village of an area, also those where nobody has paid."""
    return work.all(
        ProgressRow,
        """select v.region_code as village_code, v.name as village_name, t.name as township_name,
             g.people as target, count(o.*) as insured,
             count(*) filter (where o.status = 'paid') as paid,
             count(*) filter (where o.status = 'aided') as aided,
             count(*) filter (where o.status = 'open') as open,
             count(*) filter (where o.status = 'unknown') as unknown,
             coalesce(sum(o.own_fen) filter (where o.status = 'paid'), 0)::bigint as paid_fen
           from regions v
           join regions t on t.region_code = v.parent_code
           left join obligations o on o.county_id = v.county_id
             and o.village_code = v.region_code and o.coverage_year = :coverage_year
             and o.status <> 'withdrawn'
           left join collection_targets g on g.county_id = v.county_id
             and g.village_code = v.region_code and g.coverage_year = :coverage_year
           where v.county_id = :county_id and v.level = 'village' and v.region_code like :prefix
           group by v.region_code, v.name, t.name, g.people order by v.region_code""",
        {"county_id": county_id, "prefix": prefix + "%", "coverage_year": coverage_year},
    )


def agreement(
    work: Work, county_id: int, prefix: str, since: dt.datetime, until: dt.datetime
) -> list[AgreementRow]:
    """Receipts, money and people of each village between two moments."""
    return work.all(
        AgreementRow,
        _AGREEMENT,
        {"county_id": county_id, "prefix": prefix + "%", "since": since, "until": until},
    )


def courier_day(
    work: Work, county_id: int, courier_id: UUID, since: dt.datetime, until: dt.datetime
) -> CourierDayRow | None:
    """One courier's day."""
    return work.first(
        CourierDayRow,
        """select
             coalesce(sum(amount_fen) filter (where channel = 'wechat'), 0)::bigint as wechat_fen,
             coalesce(sum(amount_fen) filter (where channel = 'alipay'), 0)::bigint as alipay_fen,
             coalesce(sum(amount_fen) filter (where channel = 'cash'), 0)::bigint as cash_fen,
             count(*) as receipts,
             (select coalesce(sum(amount_fen), 0)::bigint from ledger_lines
              where county_id = :county_id and account = 'custody'
                and holder = cast(:courier_id as text)) as cash_in_hand_fen
           from receipts where county_id = :county_id and courier_id = cast(:courier_id as uuid)
             and issued_at >= :since and issued_at < :until""",
        {
            "county_id": county_id,
            "courier_id": str(courier_id),
            "since": since,
            "until": until,
        },
    )
