"""The SQL of payments. Posting itself is one call of a function in the database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.store.rows.payments import AttemptRow, ItemRow, WaitingRow
from courier.store.unit_of_work import Work

_ATTEMPT = """
  select a.*, s.states, s.placed
  from payment_attempts a
  cross join lateral (
    select array_agg(state) as states, max(facts::text) filter (where state = 'pending')::jsonb
      as placed
    from payment_states where county_id = a.county_id and attempt_id = a.attempt_id) s
"""


def open_attempt(
    work: Work, facts: Mapping[str, object], owed: Sequence[Owed]
) -> tuple[UUID, bool]:
    """Open (or find, when the key was used before) an attempt: its id, and whether it is new.

    Raises Conflict ``idempotency_key_reused``, ``already_paid``, ``being_paid``,
    ``amount_changed``, ``nothing_to_pay`` or ``obligation_missing``.
    """
    opened = work.scalar(
        """select open_attempt(:county_id, :attempt_id, :key, :body_hash, :out_trade_no, :channel,
             :courier_id, :visit_id, :household_id, :now, :expires_at,
             cast(:obligations as uuid[]), cast(:fen as bigint[]))""",
        {**facts, **_owed(owed)},
    )
    return UUID(opened["attempt_id"]), not opened["replayed"]


def take_cash(
    work: Work, facts: Mapping[str, object], owed: Sequence[Owed], receipts: Sequence[int]
) -> tuple[UUID, bool]:
    """Attempt, posting and receipts for cash in one round trip; errors as ``open_attempt``."""
    opened = work.scalar(
        """select take_cash(:county_id, :attempt_id, :key, :body_hash, :out_trade_no, :courier_id,
             :visit_id, :household_id, :now, :paid_at, cast(:obligations as uuid[]),
             cast(:fen as bigint[]), cast(:receipts as bigint[]))""",
        {**facts, **_owed(owed), "receipts": list(receipts)},
    )
    return UUID(opened["attempt_id"]), not opened["replayed"]


def key_is_known(work: Work, county_id: int, key: str) -> bool:
    """Whether a request came with this key before; the reply is then the earlier one."""
    return bool(
        work.scalar(
            """select exists (select from idempotency_keys
               where county_id = :county_id and key = :key)""",
            {"county_id": county_id, "key": key},
        )
    )


def settle(work: Work, facts: Mapping[str, object]) -> str:
    """Post money: ``posted``, ``repeated``, or the reason for suspense."""
    return str(
        work.scalar(
            """select settle_attempt(:county_id, :out_trade_no, :channel, :transaction_id,
                 :amount_fen, :paid_at, :now, null)""",
            facts,
        )
    )


def hold_cash(work: Work, facts: Mapping[str, object]) -> None:
    """Keep cash that no obligation awaits in suspense; ``leaf`` names it, once and for all."""
    work.run(
        """insert into channel_payments values (:county_id, 'cash', :leaf, :leaf, null, :amount_fen,
             :paid_at, :now, 'suspense')""",
        facts,
    )
    work.run(
        """select hold_in_suspense(:county_id, null, 'cash', :leaf, :amount_fen, :reason,
             'custody', :courier_id, :now)""",
        facts,
    )


def add_state(
    work: Work,
    attempt: AttemptRow,
    state: str,
    now: dt.datetime,
    facts: Mapping[str, object],
) -> None:
    """Append a state; a state that is there stays as it is."""
    work.run(
        """insert into payment_states values (:county_id, :attempt_id, :state, :now,
             cast(:facts as jsonb)) on conflict do nothing""",
        {
            "county_id": attempt.county_id,
            "attempt_id": attempt.attempt_id,
            "state": state,
            "now": now,
            "facts": json.dumps(facts),
        },
    )


def release(work: Work, attempt: AttemptRow, outcome: str, now: dt.datetime, reason: str) -> bool:
    """End an unpaid attempt and free its persons; False when its outcome was known before."""
    return bool(
        work.scalar(
            """select release_attempt(:county_id, :attempt_id, :outcome, :now,
                 cast(:facts as jsonb))""",
            {
                "county_id": attempt.county_id,
                "attempt_id": attempt.attempt_id,
                "outcome": outcome,
                "now": now,
                "facts": json.dumps({"reason": reason}),
            },
        )
    )


def attempt_by_id(work: Work, county_id: int, attempt_id: UUID) -> AttemptRow | None:
    """One attempt."""
    return work.first(
        AttemptRow,
        _ATTEMPT + " where a.county_id = :county_id and a.attempt_id = :attempt_id",
        {"county_id": county_id, "attempt_id": attempt_id},
    )


def items(work: Work, county_id: int, attempt_id: UUID) -> list[ItemRow]:
    """Who is paid for, in the order of their names."""
    return work.all(
        ItemRow,
        """select p.insuree_id, i.name, p.coverage_year, p.amount_fen, r.receipt_no
           from payment_items p
           join insurees i using (county_id, insuree_id)
           left join receipts r using (county_id, attempt_id, insuree_id, coverage_year)
           where p.county_id = :county_id and p.attempt_id = :attempt_id
           order by i.name_sort, p.insuree_id""",
        {"county_id": county_id, "attempt_id": attempt_id},
    )


def owed_of(work: Work, county_id: int, attempt_id: UUID) -> tuple[Owed, ...]:
    """What an attempt was opened for."""
    rows = work.run(
        """select obligation_id, amount_fen from payment_items
           where county_id = :county_id and attempt_id = :attempt_id""",
        {"county_id": county_id, "attempt_id": attempt_id},
    )
    return tuple(Owed(row.obligation_id, Money(row.amount_fen)) for row in rows)


def waiting(work: Work, asked_before: dt.datetime, limit: int) -> list[WaitingRow]:
    """Attempts without an outcome that were made before, oldest first."""
    return work.all(
        WaitingRow,
        """select county_id, attempt_id from waiting_attempts
           where created_at < :before order by created_at limit :limit""",
        {"before": asked_before, "limit": limit},
    )


def missing_consents(work: Work, county_id: int, owed: Sequence[Owed]) -> int:
    """How many of these obligations nobody agreed to at this amount."""
    return int(
        work.scalar(
            """select count(*) from unnest(cast(:obligations as uuid[]), cast(:fen as bigint[]))
                 as w (obligation_id, fen)
               join obligations o on o.county_id = :county_id and o.obligation_id = w.obligation_id
               where not exists (
                 select from consents c where c.county_id = o.county_id
                   and c.insuree_id = o.insuree_id and c.coverage_year = o.coverage_year
                   and c.own_fen = w.fen)""",
            {"county_id": county_id, **_owed(owed)},
        )
    )


def _owed(owed: Sequence[Owed]) -> dict[str, object]:
    return {
        "obligations": [str(one.obligation_id) for one in owed],
        "fen": [one.amount.fen for one in owed],
    }
