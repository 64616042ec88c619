"""How each village stands, and whether receipts, money and people agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain.money import ZERO, Money
from courier.domain.regions import area_prefix
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import reconciliation as queries
from courier.store.rows.reconciliation import AgreementRow, ProgressRow
from courier.texts import CHINA

BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """People of a village by where their obligation stands; ``target`` None if none is set."""

    village_code: str
    village_name: str
    township_name: str
    target: int | None
    insured: int
    paid: int
    aided: int
    open: int
    unknown: int
    paid_money: Money

    @property
    def covered(self) -> int:
        """Who will be covered: paid, or paid for."""
        return self.paid + self.aided

    @property
    def percent(self) -> int:
        """Covered of the target (or of all known people), whole percent, rounded down."""
        wanted = self.target or self.insured
        return min(100, self.covered * 100 // wanted) if wanted else 0


@dataclass(frozen=True, slots=True)
class VillageAgreement:
    """The three lines of a village: what receipts say, what the books say, who counts as paid."""

    village_code: str
    village_name: str
    receipts: int
    receipts_money: Money
    money: Money
    people: int
    people_money: Money

    @property
    def agrees(self) -> bool:
        """Whether the three say the same."""
        same_money = self.receipts_money == self.money == self.people_money
        return same_money and self.receipts == self.people


@dataclass(frozen=True, slots=True)
class CourierDay:
    """What a courier collected today, and the cash still in hand."""

    wechat: Money
    alipay: Money
    cash: Money
    receipts: int
    cash_in_hand: Money


def progress(core: Core, *, actor: Actor, coverage_year: int) -> list[VillageProgress]:
    """The villages of an admin's area."""
    with core.begin_for(actor) as work:
        rows = queries.progress(work, actor.county_id, _area(actor), coverage_year)
    return [_progress(row) for row in rows]


def three_way(core: Core, *, actor: Actor, day: dt.date | None = None) -> list[VillageAgreement]:
    """Receipts, money and people by village: on a day in China, or from the beginning."""
    since, until = (BEGINNING, core.clock.now() + ONE_DAY) if day is None else day_in_china(day)
    with core.begin_for(actor) as work:
        rows = queries.agreement(work, actor.county_id, _area(actor), since, until)
    return [_agreement(row) for row in rows]


def courier_day(core: Core, *, actor: Actor) -> CourierDay:
    """A courier's own day."""
    since, until = day_in_china(china_day(core))
    with core.begin_for(actor) as work:
        row = queries.courier_day(work, actor.county_id, actor.person_id, since, until)
    if row is None:
        return CourierDay(ZERO, ZERO, ZERO, 0, ZERO)
    return CourierDay(
        wechat=Money(row.wechat_fen),
        alipay=Money(row.alipay_fen),
        cash=Money(row.cash_fen),
        receipts=row.receipts,
        cash_in_hand=Money(row.cash_in_hand_fen),
    )


def day_in_china(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """First moment of a day in China, and of the next."""
    start = dt.datetime.combine(day, dt.time(), CHINA)
    return start, start + ONE_DAY


def _area(actor: Actor) -> str:
    return area_prefix(actor.region_code)


def _progress(row: ProgressRow) -> VillageProgress:
    return VillageProgress(
        village_code=row.village_code,
        village_name=row.village_name,
        township_name=row.township_name,
        target=row.target,
        insured=row.insured,
        paid=row.paid,
        aided=row.aided,
        open=row.open,
        unknown=row.unknown,
        paid_money=Money(row.paid_fen),
    )


def _agreement(row: AgreementRow) -> VillageAgreement:
    return VillageAgreement(
        village_code=row.village_code,
        village_name=row.village_name,
        receipts=row.receipts,
        receipts_money=Money(row.receipts_fen),
        money=Money(row.money_fen),
        people=row.people,
        people_money=Money(row.people_fen),
    )
