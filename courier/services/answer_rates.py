"""What is paid of a bill: a pack's table of rates in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from courier.domain.money import ZERO
from courier.domain.policy import Pack
from courier.domain.policy_rules import CareKind, Reimbursement
from courier.services.answer_questions import Question, Teller, Told, in_a_row, large_sum
from courier.texts import Locale, say


def rates_of(*kinds: CareKind) -> Teller:
    """Tells the rows of these kinds of care; first how far apart they are."""

    def tell(pack: Pack, question: Question) -> Sequence[Told]:
        rows_by_kind = [_rows(pack, kind) for kind in kinds]
        locale = question.locale
        return [t for rows in rows_by_kind for t in (*_range(rows, locale), *_all(rows, locale))]

    return tell


def hospitals(pack: Pack, question: Question) -> list[Told]:
    """Where the most is paid, then all hospitals."""
    rows, locale = _rows(pack, CareKind.INPATIENT), question.locale
    ranked = sorted(_plain(rows), key=_percent)
    told = []
    if ranked and _percent(ranked[0]) < _percent(ranked[-1]):
        facts = {
            "best": say(f"policy.level_{ranked[-1].level}", locale),
            "most": f"{_percent(ranked[-1]):f}",
            "worst": say(f"policy.level_{ranked[0].level}", locale),
            "least": f"{_percent(ranked[0]):f}",
        }
        told.append(Told(say("answers.hospital_best", locale, **facts), ranked[-1].source))
    return [*told, *_all(rows, locale)]


def _rows(pack: Pack, kind: CareKind) -> list[Reimbursement]:
    return [row for row in pack.reimbursements if row.kind is kind and _says_anything(row)]


def _says_anything(row: Reimbursement) -> bool:
    return not (row.percent is None and row.deductible is None and row.ceiling is None)


def _plain(rows: Sequence[Reimbursement]) -> list[Reimbursement]:
    return [row for row in rows if row.percent is not None and row.level and not row.condition]


def _percent(row: Reimbursement) -> Decimal:
    return row.percent or Decimal(0)


def _range(rows: Sequence[Reimbursement], locale: Locale) -> list[Told]:
    ranked = sorted(_plain(rows), key=_percent)
    if not ranked or _percent(ranked[0]) == _percent(ranked[-1]):
        return []
    care = say(f"policy.care_{ranked[0].kind}", locale)
    facts = {"least": f"{_percent(ranked[0]):f}", "most": f"{_percent(ranked[-1]):f}"}
    return [Told(say("answers.rate_range", locale, care=care, **facts), ranked[0].source)]


def _all(rows: Sequence[Reimbursement], locale: Locale) -> list[Told]:
    return [Told(in_a_row(_row(row, locale), locale), row.source) for row in rows]


def _row(row: Reimbursement, locale: Locale) -> list[str]:
    told = [_rate(row, _care(row, locale), locale)]
    if row.deductible is not None:
        key = "answers.rate_no_deductible" if row.deductible == ZERO else "answers.rate_deductible"
        told.append(say(key, locale, amount=large_sum(row.deductible, locale)))
    if row.ceiling is not None:
        told.append(say("answers.rate_ceiling", locale, amount=large_sum(row.ceiling, locale)))
    return told


def _rate(row: Reimbursement, care: str, locale: Locale) -> str:
    if row.percent is None:
        return say("answers.rate_open", locale, care=care)
    key = "answers.rate_least" if row.percent_at_least else "answers.rate"
    return say(key, locale, care=care, percent=f"{row.percent:f}")


def _care(row: Reimbursement, locale: Locale) -> str:
    care = say(f"policy.care_{row.kind}", locale)
    if row.level is not None:
        level = say(f"policy.level_{row.level}", locale)
        care = say("answers.care_at", locale, care=care, level=level)
    if row.condition is not None:
        condition = say(f"policy.condition_{row.condition}", locale)
        care = say("answers.care_if", locale, care=care, condition=condition)
    return care
