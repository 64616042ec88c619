"""Whether a premium comes back, as it stands today."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.policy_rules import RefundRule
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, Told, listed
from courier.texts import say

# The reason that a topic is about.
REASONS = {
    Topic.DUPLICATE_ENROLMENT: "duplicate",
    Topic.EMPLOYEE_VS_RESIDENT: "employee",
    Topic.DEATH_INHERIT: "death",
}


def refunds(pack: Pack, question: Question) -> list[Told]:
    """Whether the premium comes back: what counts today first, then for which reasons."""
    return [
        Told(sentence, rule.source)
        for rule in pack.refunds
        for sentence in _sentences(rule, pack, question)
    ]


def refund_for_reason(pack: Pack, question: Question) -> list[Told]:
    """Whether the premium comes back for the reason that the topic is about."""
    return refund_because(pack, question, REASONS[question.topic])


def refund_because(pack: Pack, question: Question, reason: str) -> list[Told]:
    """Whether the premium comes back for a reason, as it stands today."""
    locale = question.locale
    told = []
    for rule in pack.refunds:
        if not rule.before_cover or reason not in rule.reasons:
            continue
        over = rule.after_cover is False and _has_begun(pack, question)
        key = "answers.refund_reason_over" if over else "answers.refund_reason"
        why = say(f"policy.refund_{reason}", locale)
        told.append(Told(say(key, locale, reason=why, first=pack.cover_first), rule.source))
    return told


def _sentences(rule: RefundRule, pack: Pack, question: Question) -> list[str]:
    locale, first = question.locale, pack.cover_first
    told = []
    begun = _has_begun(pack, question)
    if rule.after_cover is not None and begun:
        key = "answers.refund_after" if rule.after_cover else "answers.refund_over"
        told.append(say(key, locale, first=first))
    if rule.before_cover is not None:
        reasons = [say(f"policy.refund_{reason}", locale) for reason in rule.reasons]
        key = "answers.refund_before" if rule.before_cover else "answers.refund_never"
        key = key if reasons else f"{key}_any"
        why = listed(reasons, locale) if reasons else ""
        told.append(say(key, locale, reasons=why, first=first))
    if rule.after_cover is not None and not begun:
        key = "answers.refund_after" if rule.after_cover else "answers.refund_not_after"
        told.append(say(key, locale, first=first))
    return told


def _has_begun(pack: Pack, question: Question) -> bool:
    return question.today >= pack.cover_first
