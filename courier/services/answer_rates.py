"""What is paid of a bill: a pack's table of rates, row by row in sentences."""

from __future__ import annotations

from courier.domain.money import ZERO
from courier.domain.policy import Pack
from courier.domain.policy_rules import CareKind, Reimbursement
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, Told, in_a_row
from courier.texts import Locale, say

KINDS = {
    Topic.REIMBURSE_RATE: (CareKind.INPATIENT, CareKind.OUTPATIENT),
    Topic.WORTH_IT: (CareKind.INPATIENT,),
    Topic.HOSPITAL_CHOICE: (CareKind.INPATIENT,),
    Topic.OUTPATIENT: (CareKind.OUTPATIENT,),
    Topic.CHRONIC_DISEASE: (CareKind.CHRONIC, CareKind.SPECIAL),
    Topic.SERIOUS_ILLNESS: (CareKind.SERIOUS_ILLNESS, CareKind.MEDICAL_AID),
}


def rates(pack: Pack, question: Question) -> list[Told]:
    """The rows of the topic's kinds of care."""
    kinds = KINDS.get(question.topic, ())
    return [
        Told(in_a_row(_row(row, question.locale), question.locale), row.source)
        for kind in kinds
        for row in pack.reimbursements
        if row.kind is kind and _says_anything(row)
    ]


def _says_anything(row: Reimbursement) -> bool:
    return not (row.percent is None and row.deductible is None and row.ceiling is None)


def _row(row: Reimbursement, locale: Locale) -> list[str]:
    told = [_rate(row, _care(row, locale), locale)]
    if row.deductible is not None:
        key = "answers.rate_no_deductible" if row.deductible == ZERO else "answers.rate_deductible"
        told.append(say(key, locale, amount=row.deductible))
    if row.ceiling is not None:
        told.append(say("answers.rate_ceiling", locale, amount=row.ceiling))
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
