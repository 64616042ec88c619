"""What a courier says she brings to the township, and what was counted there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain.errors import BadInput, Refused
from courier.domain.ledger import Account
from courier.domain.money import ZERO, Money
from courier.services.core import Actor, Core
from courier.store.queries import deposits as sql
from courier.store.queries import ledger
from courier.store.rows.deposits import OwnDepositRow

NEWEST = 10


@dataclass(frozen=True, slots=True)
class OwnDeposit:
    """Cash on its way to the township, or there. ``announced`` None: brought without a word."""

    announced: Money | None
    counted: Money | None
    at: dt.datetime
    confirmed_by_name: str | None

    @property
    def differs(self) -> bool:
        """Whether the township counted another sum."""
        return None not in (self.announced, self.counted) and self.announced != self.counted


def announce_deposit(core: Core, *, actor: Actor, amount: Money) -> None:
    """The courier says what she brings; saying it anew replaces what was not counted yet.

    Raises BadInput ``deposit_nothing``, Refused ``deposit_more_than_held``.
    """
    if amount <= ZERO:
        raise BadInput("deposit_nothing")
    with core.begin_for(actor) as work:
        in_hand = ledger.balance(work, actor.county_id, Account.CUSTODY, str(actor.person_id))
        if amount.fen > in_hand:
            raise Refused("deposit_more_than_held", in_hand=Money(in_hand))
        facts = {
            "county_id": actor.county_id,
            "courier_id": actor.person_id,
            "amount_fen": amount.fen,
            "now": core.clock.now(),
        }
        work.run(sql.ANNOUNCE, facts)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="deposit_announced",
            subject=f"courier:{actor.person_id}",
            facts={"amount_fen": amount.fen},
        )
        work.commit()


def own_deposits(core: Core, *, actor: Actor) -> tuple[OwnDeposit, ...]:
    """Her newest, what waits first."""
    with core.begin_for(actor) as work:
        rows = work.all(
            OwnDepositRow,
            sql.OWN,
            {"county_id": actor.county_id, "courier_id": actor.person_id, "newest": NEWEST},
        )
    return tuple(_seen(row) for row in rows)


def _seen(row: OwnDepositRow) -> OwnDeposit:
    announced = None if row.announced_fen is None else Money(row.announced_fen)
    counted = None if row.counted_fen is None else Money(row.counted_fen)
    return OwnDeposit(announced, counted, row.at, row.confirmed_by_name)
