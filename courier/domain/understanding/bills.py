"""What somebody spent on treatment: 县医院花了2万, 门诊用了两百块, 住院费三万二."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from courier.domain.money import FEN_PER_YUAN, Money
from courier.domain.understanding.numbers import SPOKEN, number_of

_WAN = 10_000
_DIGITS = r"[0-9]+(?:\.[0-9]+)?"
_SUM = (
    rf"(?:(?P<wan>{_DIGITS})万(?P<thousands>[0-9])?千?|(?P<plain>{_DIGITS})|(?P<said>[{SPOKEN}]+))"
)
_SPENT = re.compile(
    r"(?:花|用|费|交|付|掏|垫)(?:了|掉|去|出去)?"
    r"(?:我|我们|他|她|将近|差不多|大概|大约|快|有|是|一共|总共|共)*"
    rf"{_SUM}(?P<more>[多来几])?(?:块|元|$|[,，。、 ]|能|可|报|要|自|医保|的|钱)"
)
_COST = re.compile(rf"{_SUM}(?P<more>[多来几])?(?:块钱?|元)?的?(?:费用|住院费|医药费|药费|账单|药)")
_PAID_BACK = re.compile("报|自己(?:还)?(?:要|得|该)?(?:掏|付|出|花)")
_INPATIENT = re.compile("住院|住了.{0,3}(?:天|院)|手术|开刀|出院")
_OUTPATIENT = re.compile("门诊|拿药|开药|买药|看(?:个)?(?:感冒|牙)|没住院")
_LEVELS = {
    3: (
        "[省市]医院|[省市](?:人民|中医|中心|立|第[一二三]).{0,4}医院|"
        "三甲|三级医院|大医院|省城|市里|省里"
    ),
    2: (
        "县医院|县城.{0,3}医院|县(?:人民|中医|中心|第[一二]).{0,4}医院|"
        "区医院|二甲|二级医院|县里|县级|县上"
    ),
    1: "卫生院|卫生室|卫生所|镇医院|乡医院|镇上|乡里|村医|社区|诊所|一级医院|乡镇",
}
_LEVEL_WORDS = {level: re.compile(words) for level, words in _LEVELS.items()}


@dataclass(frozen=True, slots=True)
class SpokenBill:
    """A bill; ``level`` of the hospital and whether it was a stay are None where not said."""

    amount: Money
    level: int | None = None
    inpatient: bool | None = None


def bill_in(text: str) -> SpokenBill | None:
    """The bill of which a text in plain form asks how much is paid back, None for none.

    «交了400能报多少» asks about a premium: that sum is no bill.
    """
    if not _PAID_BACK.search(text):
        return None
    for pattern in (_SPENT, _COST):
        for match in pattern.finditer(text):
            amount = _amount(match)
            if amount is not None and not _is_premium(match, text):
                return SpokenBill(amount, _level(text), _is_stay(text))
    return None


def _is_premium(match: re.Match[str], text: str) -> bool:
    return match[0].startswith("交") and not _INPATIENT.search(text)


def _amount(match: re.Match[str]) -> Money | None:
    if match["wan"]:
        yuan = Decimal(match["wan"]) * _WAN + Decimal(match["thousands"] or 0) * 1000
    elif match["plain"]:
        yuan = Decimal(match["plain"])
    else:
        said = number_of(match["said"])
        yuan = Decimal(said) if said is not None else Decimal(0)
    fen = int(yuan * FEN_PER_YUAN)
    return Money(fen) if 0 < fen < _WAN * _WAN * FEN_PER_YUAN else None


def _level(text: str) -> int | None:
    named = [level for level, words in _LEVEL_WORDS.items() if words.search(text)]
    return named[0] if len(named) == 1 else None


def _is_stay(text: str) -> bool | None:
    if _INPATIENT.search(text):
        return True
    return False if _OUTPATIENT.search(text) else None
