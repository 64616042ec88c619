"""What is paid back of a bill that somebody told, as far as the pack's table goes."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.bills_paid import PaidBack, paid_back
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_rules import CareKind, Reimbursement
from courier.domain.understanding.bills import SpokenBill
from courier.services.answer_questions import Question, Teller, Told
from courier.texts import say

EXAMPLE_BILL = Money(1_000_000)  # ten thousand yuan: a stay in hospital that is easy to count with
EXAMPLE_LEVEL = 2  # the county's hospital, where most villagers go

_Worked = tuple[Reimbursement, PaidBack]


def example(pack: Pack, question: Question) -> list[Told]:
    """An easy stay in hospital worked out, for who told no bill of her own."""
    if question.said.bill is not None:
        return []
    worked = _worked_out(pack, CareKind.INPATIENT, EXAMPLE_BILL, EXAMPLE_LEVEL)
    return [
        Told(_words("rate_example", row, paid, question), row.source)
        for row, paid in worked
        if paid.rest and not paid.capped
    ][:1]


def told_bill(kind: CareKind) -> Teller:
    """Tells what comes back of the bill that the asker told; nothing where she told none."""

    def tell(pack: Pack, question: Question) -> Sequence[Told]:
        bill = question.said.bill
        if bill is None or bill.inpatient is (kind is CareKind.OUTPATIENT):
            return []
        worked = _worked_out(pack, kind, bill.amount, bill.level)
        if not worked:
            is_asked = bill.inpatient is False or kind is CareKind.INPATIENT
            return _open(pack, kind, question, bill.amount) if is_asked else []
        if bill.inpatient is None and _is_rather_a_visit(pack, worked, bill):
            return []
        span = _span(worked, question)
        told = [
            Told(_words(_key(paid, among=bool(span)), row, paid, question), row.source)
            for row, paid in worked
        ]
        assumed = Told(say("answers.bill_assumed", question.locale), worked[0][0].source)
        return [*span, *told, *_serious(pack, worked, question), assumed]

    return tell


def _serious(pack: Pack, worked: Sequence[_Worked], question: Question) -> list[Told]:
    """What is left over is more than the insurance for serious illness begins at."""
    most = max(paid.own.fen for _, paid in worked)
    rows = (row for row in pack.reimbursements if row.kind is CareKind.SERIOUS_ILLNESS)
    begins = [(row.deductible, row.source) for row in rows if row.deductible is not None]
    return [
        Told(say("answers.bill_serious", question.locale, first=first), source)
        for first, source in begins[:1]
        if most > first.fen
    ]


def _is_rather_a_visit(pack: Pack, worked: Sequence[_Worked], bill: SpokenBill) -> bool:
    """Whether it is too little for a stay in hospital, and the pack does out-patients' bills."""
    is_small = not any(paid.paid for _, paid in worked)
    return is_small and bool(_worked_out(pack, CareKind.OUTPATIENT, bill.amount, bill.level))


def _worked_out(pack: Pack, kind: CareKind, bill: Money, level: int | None) -> list[_Worked]:
    """The bill by each row of this care that it can be worked out by; of one level, or of all."""
    return [
        (row, paid)
        for row in pack.reimbursements
        if row.kind is kind and (level is None or row.level in {level, None})
        for paid in [paid_back(row, bill)]
        if paid is not None
    ]


def _key(paid: PaidBack, *, among: bool) -> str:
    """How a bill is told: short among other hospitals', else step by step."""
    if among:
        return "bill_row"
    if not paid.rest:
        return "bill_too_small"
    if paid.capped:
        return "bill_capped"
    return "bill" if paid.first else "bill_from_first"


def _words(key: str, row: Reimbursement, paid: PaidBack, question: Question) -> str:
    locale = question.locale
    care = say(f"policy.care_{row.kind}", locale)
    level = say(f"policy.level_{row.level}", locale) if row.level is not None else ""
    return say(
        f"answers.{key}",
        locale,
        care=say("answers.care_at", locale, care=care, level=level) if level else care,
        level=level,
        bill=paid.bill,
        first=paid.first if paid.rest else row.deductible,
        rest=paid.rest,
        percent=f"{row.percent:f}",
        paid=paid.paid,
        own=paid.own,
    )


def _span(worked: Sequence[_Worked], question: Question) -> list[Told]:
    """How far apart the hospitals are, where none was named."""
    sums = sorted({paid.paid for _, paid in worked})
    if len(sums) < 2:  # noqa: PLR2004 - all alike
        return []
    row, paid = worked[0]
    facts = {"bill": paid.bill, "least": sums[0], "most": sums[-1]}
    care = say(f"policy.care_{row.kind}", question.locale)
    return [Told(say("answers.bill_span", question.locale, care=care, **facts), row.source)]


def _open(pack: Pack, kind: CareKind, question: Question, bill: Money) -> list[Told]:
    """That nobody can work it out, where the pack says at least something on such bills."""
    sources = [row.source for row in pack.reimbursements if row.kind is kind]
    sources += [fact.source for fact in pack.facts_on(question.topic)]
    words = say("answers.bill_open", question.locale, bill=bill)
    return [Told(words, source) for source in sources[:1]]
