"""Cash from a courier's hand to the township's account: counted and confirmed by an admin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.ledger import Account, PostingKind
from courier.domain.money import ZERO, Money
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.store.queries import deposits as sql
from courier.store.queries import ledger
from courier.store.rows.deposits import CashInHandRow, DepositRow
from courier.store.rows.ledger import Line


@dataclass(frozen=True, slots=True)
class CashInHand:
    """What a courier should have in her pocket, and what she says she brings."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    in_hand: Money
    last_deposit_at: dt.datetime | None
    announced: Money | None
    announced_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DepositView:
    """Cash that was handed in."""

    confirmed_at: dt.datetime
    courier_name: str
    amount: Money
    confirmed_by_name: str


def cash_in_hand(core: Core, *, actor: Actor) -> tuple[CashInHand, ...]:
    """The couriers of the admin's area, those with most cash first."""
    with core.begin_for(actor) as work:
        rows = work.all(CashInHandRow, sql.CASH_IN_HAND, area_of(actor))
    return tuple(
        CashInHand(
            row.courier_id,
            row.courier_no,
            row.name,
            row.township_name,
            Money(row.in_hand_fen),
            row.last_deposit_at,
            None if row.announced_fen is None else Money(row.announced_fen),
            row.announced_at,
        )
        for row in rows
    )


def latest_deposits(core: Core, *, actor: Actor) -> tuple[DepositView, ...]:
    """The last twenty deposits of the area."""
    with core.begin_for(actor) as work:
        rows = work.all(DepositRow, sql.LATEST, area_of(actor))
    return tuple(
        DepositView(
            row.confirmed_at, row.courier_name, Money(row.amount_fen), row.confirmed_by_name
        )
        for row in rows
    )


def confirm_deposit(
    core: Core, *, actor: Actor, courier_id: UUID, amount: Money, shown: Money | None = None
) -> UUID:
    """Book counted cash from the courier's custody to the township's collection account.

    ``shown`` is what stood on the screen as in her hands. Raises BadInput ``deposit_nothing``,
    NotFound ``courier_unknown``, Refused ``deposit_too_large`` (with ``in_hand``): more than the
    courier took is a mistake in counting; Conflict ``deposit_shown_changed`` (with ``in_hand``)
    when she holds another sum by now: a form sent twice confirms once.
    """
    require(actor, Permission.KEEP_MONEY)
    if amount <= ZERO:
        raise BadInput("deposit_nothing")
    with core.begin_for(actor) as work:
        township_code = work.scalar(sql.LOCK_HOLDER, {**area_of(actor), "courier_id": courier_id})
        if township_code is None:
            raise NotFound("courier_unknown")
        in_hand = ledger.balance(work, actor.county_id, Account.CUSTODY, str(courier_id))
        if shown is not None and shown.fen != in_hand:
            raise Conflict("deposit_shown_changed", in_hand=Money(in_hand))
        if amount.fen > in_hand:
            raise Refused("deposit_too_large", in_hand=Money(in_hand))
        facts = {
            "county_id": actor.county_id,
            "courier_id": courier_id,
            "township_code": str(township_code),
            "amount_fen": amount.fen,
            "confirmed_by": actor.person_id,
            "now": core.clock.now(),
        }
        ledger.post(
            work,
            county_id=actor.county_id,
            kind=PostingKind.DEPOSIT,
            at=core.clock.now(),
            lines=_lines(courier_id, str(township_code), amount),
        )
        deposit_id = UUID(str(work.scalar(sql.ADD_DEPOSIT, facts)))
        work.run(sql.ANSWER, {**facts, "deposit_id": deposit_id})
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="deposit_confirmed",
            subject=f"courier:{courier_id}",
            facts={"amount_fen": amount.fen},
        )
        work.commit()
    return deposit_id


def _lines(courier_id: UUID, township_code: str, amount: Money) -> list[Line]:
    return [
        Line(Account.COLLECTION, township_code, amount.fen),
        Line(Account.CUSTODY, str(courier_id), -amount.fen),
    ]
