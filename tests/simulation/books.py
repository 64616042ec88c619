"""What must always hold of the money of a county, asked of the database by an independent hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from courier.store.unit_of_work import begin

SUMS = """
select
  (select coalesce(sum(amount_fen), 0) from ledger_lines where county_id = :c) as trial,
  (select coalesce(sum(amount_fen), 0) from channel_payments where county_id = :c) as money_in,
  (select coalesce(sum(amount_fen), 0) from ledger_lines where county_id = :c
     and account in ('clearing', 'custody', 'collection')) as held,
  (select coalesce(sum(r.amount_fen), 0) from receipts r left join receipt_voids v
     using (county_id, receipt_no) where r.county_id = :c and v.receipt_no is null) as receipts,
  (select -coalesce(sum(amount_fen), 0) from ledger_lines where county_id = :c
     and account = 'suspense') as suspense,
  (select -coalesce(sum(amount_fen), 0) from ledger_lines where county_id = :c
     and account = 'refunds_payable') as payable,
  (select coalesce(sum(f.amount_fen), 0) from refunds f join refund_states s
     using (county_id, refund_id) where f.county_id = :c and s.state = 'done') as refunded,
  (select count(*) from (select insuree_id, coverage_year from receipts r left join receipt_voids v
     using (county_id, receipt_no) where r.county_id = :c and v.receipt_no is null
     group by 1, 2 having count(*) > 1) twice) as paid_twice,
  (select count(*) from obligations o where o.county_id = :c and (o.status = 'paid') <> exists (
     select from receipts r left join receipt_voids v using (county_id, receipt_no)
     where r.county_id = :c and r.obligation_id = o.obligation_id and v.receipt_no is null))
     as unproven,
  (select count(*) from obligations o where o.county_id = :c and o.status = 'open' and
     (select sum(amount_fen) from ledger_lines l where l.county_id = :c
        and l.account = 'obligation_receivable' and l.holder = o.obligation_id::text)
     <> o.own_fen) as misstated
"""


def check(engine, county_id: int) -> Row[Any]:
    """Money in = held + refunded = receipts + suspense + refunds; nobody paid twice. The sums."""
    with begin(engine) as work:
        sums = work.run(SUMS, {"c": county_id}).one()
    assert sums.trial == 0, sums
    assert sums.money_in == sums.held + sums.refunded, sums
    assert sums.money_in == sums.receipts + sums.suspense + sums.payable + sums.refunded, sums
    assert (sums.paid_twice, sums.unproven, sums.misstated) == (0, 0, 0), sums
    return sums


def money_seen(engine, county_id: int, channel: str) -> dict[str, int]:
    """Every transaction of a channel that the books know."""
    with begin(engine) as work:
        rows = work.run(
            "select transaction_id, amount_fen from channel_payments"
            " where county_id = :c and channel = :k",
            {"c": county_id, "k": channel},
        )
        return {row.transaction_id: row.amount_fen for row in rows}


def money_back(engine, county_id: int, channel: str) -> dict[str, int]:
    """Every refund of a channel that the books call done, by the number of the try that paid."""
    with begin(engine) as work:
        rows = work.run(
            "select n.out_refund_no, f.amount_fen from refunds f"
            " join refund_states s on s.county_id = f.county_id and s.refund_id = f.refund_id"
            " join refund_numbers n on n.county_id = f.county_id and n.refund_id = f.refund_id"
            " and n.try = s.try"
            " where f.county_id = :c and f.channel = :k and s.state = 'done'",
            {"c": county_id, "k": channel},
        )
        return {row.out_refund_no: row.amount_fen for row in rows}
