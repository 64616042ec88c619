"""A courier's day on one sheet: what became of each visit, what came in, what she still has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain.errors import BadInput
from courier.domain.ledger import Account
from courier.domain.money import Money, total
from courier.domain.receipts import number_shown
from courier.domain.visits import VisitState
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.reconciliation import day_in_china
from courier.store.queries import day_sheets as queries
from courier.store.queries import ledger

OLDEST = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class SheetVisit:
    """One visit; ``reason`` a code of NotDoneReason, ``next_on`` when she goes again."""

    visit_no: str
    village_name: str
    state: VisitState
    reason: str | None
    at: dt.datetime
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SheetMoney:
    """What came in by one channel, and on which receipts."""

    channel: str
    amount: Money
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """``in_hand`` is the cash that she holds now and still has to hand in."""

    day: dt.date
    visits: tuple[SheetVisit, ...]
    money: tuple[SheetMoney, ...]
    deposited: Money
    in_hand: Money

    @property
    def collected(self) -> Money:
        """By all channels."""
        return total([one.amount for one in self.money])


def day_sheet(core: Core, actor: Actor, day: dt.date | None = None) -> DaySheet:
    """Her own day, today if none is named. Raises BadInput ``sheet_day_wrong`` (oldest)."""
    today = china_day(core)
    on = day or today
    if not today - OLDEST <= on <= today:
        raise BadInput("sheet_day_wrong", oldest=today - OLDEST)
    since, until = day_in_china(on)
    facts = {
        "county": actor.county_id,
        "courier": actor.person_id,
        "since": since,
        "until": until,
    }
    with core.begin_for(actor) as work:
        visits = queries.visits(work, facts)
        money = queries.money(work, facts)
        deposited = queries.deposited(work, facts)
        holder = str(actor.person_id)
        in_hand = ledger.balance(work, actor.county_id, Account.CUSTODY, holder)
    return DaySheet(
        day=on,
        visits=tuple(
            SheetVisit(
                one.visit_no,
                one.village_name,
                VisitState(one.state),
                one.reason,
                one.at,
                one.next_on,
            )
            for one in visits
        ),
        money=tuple(
            SheetMoney(one.channel, Money(one.fen), tuple(map(number_shown, one.numbers)))
            for one in money
        ),
        deposited=Money(deposited),
        in_hand=Money(in_hand),
    )
