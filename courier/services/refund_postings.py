"""What the books say when a refund is approved."""

from __future__ import annotations

import datetime as dt

from courier.domain.errors import NotFound
from courier.domain.ledger import Account, PostingKind
from courier.services.core import Actor
from courier.store.queries import ledger
from courier.store.queries import refunds as queries
from courier.store.rows.ledger import Line
from courier.store.rows.refunds import RefundableRow, RefundRow
from courier.store.unit_of_work import Work


def clear_suspense(work: Work, refund: RefundRow, now: dt.datetime) -> None:
    """Suspended money is owed back to whoever paid it."""
    _post(
        work,
        refund,
        PostingKind.SUSPENSE_CLEARED,
        now,
        [Line(Account.SUSPENSE, str(refund.suspense_id), refund.amount_fen), _owed_back(refund)],
    )


def withdraw_premium(work: Work, refund: RefundRow, actor: Actor, now: dt.datetime) -> None:
    """The payment is reversed, then the obligation: aid is not asked for, the fund has less."""
    row = queries.refundable(work, refund.county_id, refund.receipt_no or 0)
    if row is None or row.is_void:
        raise NotFound("receipt_not_found")
    facts = {
        "county_id": refund.county_id,
        "receipt_no": row.receipt_no,
        "obligation_id": row.obligation_id,
        "insuree_id": row.insuree_id,
        "coverage_year": row.coverage_year,
        "attempt_id": row.attempt_id,
        "reason": refund.reason,
        "by_person": str(actor.person_id),
        "now": now,
    }
    queries.withdraw_premium(work, facts)
    _post(
        work, refund, PostingKind.PREMIUM_REVERSAL, now, [_receivable(row, 1), _owed_back(refund)]
    )
    _post(work, refund, PostingKind.WITHDRAWAL, now, _withdrawal(row))


def _withdrawal(row: RefundableRow) -> list[Line]:
    aid = [
        Line(Account.AID_RECEIVABLE, str(one["payer"]), -int(str(one["fen"])), row.village_code)
        for one in row.aid
    ]
    fund = Line(Account.FUND, str(row.coverage_year), row.full_fen, row.village_code)
    return [_receivable(row, -1), *aid, fund]


def _receivable(row: RefundableRow, sign: int) -> Line:
    holder = str(row.obligation_id)
    return Line(Account.OBLIGATION_RECEIVABLE, holder, sign * row.own_fen, row.village_code)


def _owed_back(refund: RefundRow) -> Line:
    return Line(Account.REFUNDS_PAYABLE, str(refund.refund_id), -refund.amount_fen)


def _post(
    work: Work, refund: RefundRow, kind: PostingKind, now: dt.datetime, lines: list[Line]
) -> None:
    ledger.post(
        work,
        county_id=refund.county_id,
        kind=kind,
        at=now,
        lines=lines,
        refund_id=refund.refund_id,
    )
