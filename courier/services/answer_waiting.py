"""What a gap costs in months before bills are paid: the rule, and the asker's own years."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.policy_rules import WaitingRule
from courier.domain.waiting_periods import waiting_after
from courier.services.answer_questions import Question, Told
from courier.texts import Locale, say


def waiting(pack: Pack, question: Question) -> list[Told]:
    """The asker's own months first, where she told her gap; then the rule."""
    return [
        Told(sentence, rule.source)
        for rule in pack.waiting
        for sentence in (
            *_own(rule, question),
            *_rule(rule, question.locale),
            *_ask(rule, question),
        )
    ]


def waiting_after_gap(pack: Pack, question: Question) -> list[Told]:
    """The same for who told of a gap; nothing for others."""
    return waiting(pack, question) if question.said.missed_years else []


def _ask(rule: WaitingRule, question: Question) -> list[str]:
    """The years are asked for where they make a difference and nobody told them."""
    is_open = question.said.missed_years is None and waiting_after(rule, 1) is not None
    return [say("answers.waiting_tell", question.locale)] if is_open else []


def _own(rule: WaitingRule, question: Question) -> list[str]:
    """«断了3年：一共要等6个月», and what paying for the missed years leaves of it."""
    years, locale = question.said.missed_years, question.locale
    period = waiting_after(rule, years) if years else None
    if period is None:
        return []
    facts = {"years": str(years), "fixed": str(period.fixed), "added": str(period.added)}
    told = [say("answers.waiting_own", locale, months=str(period.months), **facts)]
    if period.repaired is not None:
        months = str(period.repaired)
        told.append(say("answers.waiting_repaired", locale, years=str(years), months=months))
    return [*told, say("answers.waiting_since", locale)]


def _rule(rule: WaitingRule, locale: Locale) -> list[str]:
    told = []
    if rule.fixed_months is not None:
        told.append(say("answers.waiting_months", locale, months=str(rule.fixed_months)))
    if rule.fixed_days is not None:
        told.append(say("answers.waiting_days", locale, days=str(rule.fixed_days)))
    if rule.months_per_missed_year is not None:
        months = str(rule.months_per_missed_year)
        told.append(say("answers.waiting_per_year", locale, months=months))
    if rule.repair_months_per_payment is not None:
        months = str(rule.repair_months_per_payment)
        told.append(say("answers.waiting_repair", locale, months=months))
    if rule.long_gap_years is not None and rule.long_gap_months is not None:
        facts = {"years": str(rule.long_gap_years), "months": str(rule.long_gap_months)}
        told.append(say("answers.waiting_long", locale, **facts))
    return told
