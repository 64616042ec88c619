"""What reconciliation queries return."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How a village stands in a coverage year."""

    village_code: str
    village_name: str
    township_name: str
    target: int | None
    insured: int
    paid: int
    aided: int
    open: int
    unknown: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Receipts, money and people of a village; on one day, or ever."""

    village_code: str
    village_name: str
    receipts: int
    receipts_fen: int
    money_fen: int
    people: int
    people_fen: int


@dataclass(frozen=True, slots=True)
class CourierDayRow:
    """What a courier collected on a day, and the cash that is still in hand."""

    wechat_fen: int
    alipay_fen: int
    cash_fen: int
    receipts: int
    cash_in_hand_fen: int
