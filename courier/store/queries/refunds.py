"""The SQL of money that goes back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from uuid import UUID

from courier.domain.refunds import county_of_refund
from courier.store.rows.refunds import (
    PremiumRefundRow,
    RefundableRow,
    RefundRow,
    SuspenseRow,
)
from courier.store.unit_of_work import Params, Work

# The newest try's states, and "done" of whichever try it was.
_STATES = """array(select s.state from refund_states s
    where s.county_id = f.county_id and s.refund_id = f.refund_id
      and (s.try = f.tries or s.state = 'done'))"""
_REFUND = f"""
  select f.*, n.try as try_no, p.out_trade_no, p.amount_fen as paid_fen, {_STATES} as states,
    (select r.village_code from receipts r
     where r.county_id = f.county_id and r.receipt_no = f.receipt_no) as village_code,
    (select s.try from refund_states s where s.county_id = f.county_id
     and s.refund_id = f.refund_id and s.state = 'done') as done_try
  from refunds f join channel_payments p using (county_id, channel, transaction_id)
  join refund_numbers n on n.county_id = f.county_id and n.refund_id = f.refund_id
"""
_SUSPENSE = f"""
  select i.*, p.out_trade_no, f.refund_id, f.requested_by, {_STATES} as refund_states
  from suspense_items i
  join channel_payments p using (county_id, channel, transaction_id)
  left join refunds f using (county_id, suspense_id)
  where i.county_id in (:county_id, 0)
"""


def suspense(work: Work, county_id: int, limit: int) -> list[SuspenseRow]:
    """Money in suspense, newest first, with the state of its refund."""
    return work.all(
        SuspenseRow,
        _SUSPENSE + " order by i.noted_at desc limit :limit",
        {"county_id": county_id, "limit": limit},
    )


def suspense_item(work: Work, county_id: int, suspense_id: UUID) -> SuspenseRow | None:
    """One sum in suspense, of the county or of an order that nobody knows."""
    return work.first(
        SuspenseRow,
        _SUSPENSE + " and i.suspense_id = :suspense_id",
        {"county_id": county_id, "suspense_id": suspense_id},
    )


def premiums(work: Work, area: Params, limit: int) -> list[PremiumRefundRow]:
    """Premiums of the area on their way back, newest first."""
    return work.all(
        PremiumRefundRow,
        f"""select f.refund_id, f.receipt_no, r.insuree_id, i.name, i.id_masked,
              v.name as village_name, f.amount_fen, f.channel, f.reason, f.requested_at,
              f.requested_by, a.name as requested_by_name, {_STATES} as states
            from refunds f
            join receipts r on r.county_id = f.county_id and r.receipt_no = f.receipt_no
            join insurees i on i.county_id = r.county_id and i.insuree_id = r.insuree_id
            join regions v on v.region_code = r.village_code
            left join admins a on a.county_id = f.county_id and a.admin_id = f.requested_by
            where f.county_id = :county_id and r.village_code like :area
            order by f.requested_at desc limit :limit""",
        {**area, "limit": limit},
    )


def request(work: Work, facts: Mapping[str, object]) -> bool:
    """Note the wish for a refund; False when there is one already."""
    noted = work.run(
        """insert into refunds (county_id, refund_id, out_refund_no, suspense_id, receipt_no,
             channel, transaction_id, attempt_id, holder, amount_fen, reason, requested_by,
             requested_at)
           values (:county_id, :refund_id, :out_refund_no, :suspense_id, :receipt_no, :channel,
             :transaction_id, :attempt_id, :holder, :amount_fen, :reason, :requested_by, :now)
           on conflict do nothing""",
        facts,
    )
    return bool(noted.rowcount)


def add_first_state(work: Work, facts: Mapping[str, object]) -> None:
    """``requested``, with the refund itself and its first number."""
    work.run("insert into refund_states values (:county_id, :refund_id, 'requested', :now)", facts)
    work.run("insert into refund_numbers values (:county_id, :out_refund_no, :refund_id, 1)", facts)


def next_try(work: Work, refund: RefundRow, out_refund_no: str) -> None:
    """Begin another try under a new number; the earlier numbers stay findable."""
    facts = {
        "county_id": refund.county_id,
        "refund_id": refund.refund_id,
        "number": out_refund_no,
        "try": refund.tries + 1,
    }
    work.run("insert into refund_numbers values (:county_id, :number, :refund_id, :try)", facts)
    work.run(
        """update refunds set tries = :try, out_refund_no = :number
           where county_id = :county_id and refund_id = :refund_id""",
        facts,
    )


def earlier_numbers(work: Work, refund: RefundRow) -> list[str]:
    """The numbers of the tries before the newest, oldest first."""
    rows = work.run(
        """select out_refund_no from refund_numbers where county_id = :county_id
             and refund_id = :refund_id and try < :tries order by try""",
        {"county_id": refund.county_id, "refund_id": refund.refund_id, "tries": refund.tries},
    )
    return list(rows.scalars())


def approve(work: Work, refund: RefundRow, approved_by: UUID) -> None:
    """The second person's word; the table refuses the first person's."""
    work.run(
        """update refunds set approved_by = :approved_by
           where county_id = :county_id and refund_id = :refund_id""",
        {
            "county_id": refund.county_id,
            "refund_id": refund.refund_id,
            "approved_by": approved_by,
        },
    )


def add_state(
    work: Work,
    refund: RefundRow,
    state: str,
    now: dt.datetime,
    facts: Mapping[str, object] | None = None,
) -> bool:
    """Append a state to the try that is meant; False when it was there already."""
    added = work.run(
        """insert into refund_states values (:county_id, :refund_id, :state, :now,
             cast(:facts as jsonb), :try_no) on conflict do nothing""",
        {
            "county_id": refund.county_id,
            "refund_id": refund.refund_id,
            "state": state,
            "try_no": refund.try_no,
            "now": now,
            "facts": json.dumps(facts or {}),
        },
    )
    return bool(added.rowcount)


def by_id(work: Work, county_id: int, refund_id: UUID) -> RefundRow | None:
    """One refund, locked: its steps are taken one after the other."""
    return work.first(
        RefundRow,
        _REFUND
        + """ and n.try = f.tries
             where f.county_id = :county_id and f.refund_id = :refund_id for update of f""",
        {"county_id": county_id, "refund_id": refund_id},
    )


def by_number(work: Work, out_refund_no: str) -> RefundRow | None:
    """The refund whose newest or earlier try has this number at its channel, locked."""
    return work.first(
        RefundRow,
        _REFUND
        + " where n.county_id = :county_id and n.out_refund_no = :out_refund_no for update of f",
        {"county_id": county_of_refund(out_refund_no), "out_refund_no": out_refund_no},
    )


def unfinished(work: Work, limit: int) -> list[tuple[int, UUID]]:
    """Refunds whose newest try is approved and neither done nor failed."""
    rows = work.run(
        """select f.county_id, f.refund_id from refunds f
           where exists (select from refund_states s where s.county_id = f.county_id
               and s.refund_id = f.refund_id and s.state = 'approved')
             and not exists (select from refund_states s where s.county_id = f.county_id
               and s.refund_id = f.refund_id
               and (s.state = 'done' or s.state = 'failed' and s.try = f.tries))
           order by f.requested_at limit :limit""",
        {"limit": limit},
    )
    return [(row.county_id, row.refund_id) for row in rows]


def refundable(work: Work, county_id: int, receipt_no: int) -> RefundableRow | None:
    """What a premium's refund needs to know of its receipt; locks the obligation."""
    return work.first(
        RefundableRow,
        """select r.receipt_no, r.attempt_id, r.obligation_id, r.insuree_id, r.coverage_year,
             r.village_code, r.amount_fen, r.channel, p.transaction_id, r.courier_id,
             o.pack_id, o.full_fen, o.own_fen, o.aid, exists (select from receipt_voids v
               where v.county_id = r.county_id and v.receipt_no = r.receipt_no) as is_void
           from receipts r
           join obligations o using (county_id, obligation_id)
           join channel_payments p on p.county_id = r.county_id and p.attempt_id = r.attempt_id
             and p.outcome = 'posted'
           where r.county_id = :county_id and r.receipt_no = :receipt_no for update of o""",
        {"county_id": county_id, "receipt_no": receipt_no},
    )


def withdraw_premium(work: Work, facts: Mapping[str, object]) -> None:
    """Void the receipt, withdraw the obligation, free the person, and reverse the attempt."""
    work.run(
        """insert into receipt_voids (county_id, receipt_no, reason, at, by_person)
           values (:county_id, :receipt_no, :reason, :now, :by_person)""",
        facts,
    )
    work.run(
        """update obligations set status = 'withdrawn'
           where county_id = :county_id and obligation_id = :obligation_id""",
        facts,
    )
    work.run(
        """update premium_claims c set released_at = :now from insurees i
           where i.county_id = :county_id and i.insuree_id = :insuree_id
             and c.id_number = i.id_number and c.coverage_year = :coverage_year
             and c.attempt_id = :attempt_id""",
        facts,
    )
    work.run(
        """insert into payment_states select :county_id, :attempt_id, 'reversed', :now
           where not exists (select from receipts r where r.county_id = :county_id
             and r.attempt_id = :attempt_id and not exists (select from receipt_voids v
               where v.county_id = r.county_id and v.receipt_no = r.receipt_no))
           on conflict do nothing""",
        facts,
    )


def close_attempt(work: Work, refund: RefundRow, now: dt.datetime) -> None:
    """``refunded`` once every premium of the attempt is back."""
    work.run(
        """insert into payment_states select :county_id, :attempt_id, 'refunded', :now
           where exists (select from payment_states where county_id = :county_id
               and attempt_id = :attempt_id and state = 'reversed')
             and not exists (select from refunds f where f.county_id = :county_id
               and f.attempt_id = :attempt_id and f.receipt_no is not null
               and not exists (select from refund_states s where s.county_id = f.county_id
                 and s.refund_id = f.refund_id and s.state = 'done'))
           on conflict do nothing""",
        {"county_id": refund.county_id, "attempt_id": refund.attempt_id, "now": now},
    )
