"""What a courier did on one day."""

from __future__ import annotations

from collections.abc import Mapping

from courier.store.rows.day_sheets import SheetMoneyRow, SheetVisitRow
from courier.store.unit_of_work import Work

Day = Mapping[str, object]


def visits(work: Work, day: Day) -> list[SheetVisitRow]:
    """Her visits that something came of, with what it was; a promise of a next day comes after."""
    return work.all(
        SheetVisitRow,
        """select v.visit_no, r.name as village_name, s.state, s.reason, s.at,
             case when v.status = 'accepted' and s.state = 'not_done' then v.wanted_on end
               as next_on
           from visits v
           join regions r on r.region_code = v.village_code
           cross join lateral (select state, reason, at from visit_states s
             where s.county_id = v.county_id and s.visit_id = v.visit_id
               and s.at >= :since and s.at < :until and s.state not in ('requested', 'accepted')
             order by seq desc limit 1) s
           where v.county_id = :county and v.courier_id = :courier
           order by s.at""",
        day,
    )


def money(work: Work, day: Day) -> list[SheetMoneyRow]:
    """What she collected, channel by channel."""
    return work.all(
        SheetMoneyRow,
        """select channel, count(*)::int as receipts, sum(amount_fen)::bigint as fen,
             array_agg(receipt_no order by receipt_no) as numbers
           from receipts where county_id = :county and courier_id = :courier
             and issued_at >= :since and issued_at < :until
           group by channel order by channel""",
        day,
    )


def deposited(work: Work, day: Day) -> int:
    """Cash of hers that the township confirmed that day, in fen."""
    return -int(
        work.scalar(
            """select coalesce(sum(l.amount_fen), 0) from ledger_lines l
               join postings p on p.county_id = l.county_id and p.posting_id = l.posting_id
               where l.county_id = :county and l.account = 'custody'
                 and l.holder = cast(:courier as text) and p.kind = 'deposit'
                 and p.at >= :since and p.at < :until""",
            day,
        )
    )
