"""The SQL of the books. Lines are added, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.domain.ledger import Account, PostingKind
from courier.store.rows.ledger import Line
from courier.store.unit_of_work import Work


def post(
    work: Work,
    *,
    county_id: int,
    kind: PostingKind,
    at: dt.datetime,
    lines: Sequence[Line],
    refund_id: UUID | None = None,
) -> None:
    """Write one posting; the database refuses one that does not sum to zero."""
    work.run(
        """with posting as (
             insert into postings (county_id, kind, at, refund_id)
             values (:county_id, :kind, :at, :refund_id) returning posting_id)
           insert into ledger_lines
             select :county_id, posting_id, line_no, account, holder, village_code, fen
             from posting, unnest(cast(:accounts as text[]), cast(:holders as text[]),
               cast(:villages as text[]), cast(:fens as bigint[]))
               with ordinality as line (account, holder, village_code, fen, line_no)
             where fen <> 0""",
        {
            "county_id": county_id,
            "kind": kind.value,
            "at": at,
            "refund_id": refund_id,
            "accounts": [line.account.value for line in lines],
            "holders": [line.holder for line in lines],
            "villages": [line.village_code for line in lines],
            "fens": [line.amount_fen for line in lines],
        },
    )


def balance(work: Work, county_id: int, account: Account, holder: str) -> int:
    """One balance in fen."""
    return int(
        work.scalar(
            """select coalesce(sum(amount_fen), 0) from ledger_lines where county_id = :county_id
               and account = :account and holder = :holder""",
            {"county_id": county_id, "account": account.value, "holder": holder},
        )
    )
