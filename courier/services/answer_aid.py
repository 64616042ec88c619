"""Who is helped to pay, and with how much."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.policy import Pack
from courier.domain.policy_figures import AidKind, AidRule
from courier.services.answer_amounts import amount
from courier.services.answer_questions import Question, Told, listed
from courier.texts import Locale, say


def aid(pack: Pack, question: Question) -> list[Told]:
    """For somebody with a category, or told of next, what he pays; else who is helped."""
    who = question.who
    is_next = who.relation is not None and (question.said.instead or not question.said.asks)
    if is_next or who.degree_open or any(category.is_aid for category in who.categories):
        return amount(pack, question)
    told = aid_list(pack, question)
    if not told:
        return []
    return [replace(told[0], text=say("answers.lead_subsidy", question.locale)), *told]


def aid_list(pack: Pack, question: Question) -> list[Told]:
    """Everybody who is helped, those with the same help together."""
    rules = pack.aid or (pack.proposal.aid if pack.proposal else ())
    groups: dict[tuple[object, ...], list[AidRule]] = {}
    for rule in rules:
        groups.setdefault(_worth(rule), []).append(rule)
    told = [_aid(group, question.locale) for group in groups.values()]
    if len(rules) > 1:
        told.append(Told(say("answers.highest_counts", question.locale), rules[0].source))
    return told


def _worth(rule: AidRule) -> tuple[object, ...]:
    figures = (rule.kind, rule.amount, rule.own, rule.percent, rule.tier, rule.payer)
    return (*figures, rule.at_least, rule.condition, rule.source)


def _aid(group: list[AidRule], locale: Locale) -> Told:
    rule = group[0]
    who = listed([say(f"premiums.kind_{one.category}", locale) for one in group], locale)
    if rule.condition is not None:
        condition = say(f"policy.condition_{rule.condition}", locale)
        who = say("answers.who_is", locale, who=who, marks=condition)
    kind = "unknown" if _is_open(rule) else rule.kind.value
    if kind == "share" and rule.tier is not None and not rule.at_least:
        kind = f"{kind}_of_tier"
    least = "_least" if rule.at_least and kind in {"fixed", "share"} else ""
    text = say(
        f"answers.aid_{kind}{least}",
        locale,
        who=who,
        payer=say(f"premiums.payer_{rule.payer or 'unnamed'}", locale),
        amount=rule.amount,
        own=rule.own,
        percent=f"{rule.percent:f}" if rule.percent is not None else "",
        tier=str(rule.tier),
    )
    return Told(text, rule.source)


def _is_open(rule: AidRule) -> bool:
    if rule.kind is AidKind.OWN_FIXED:
        return rule.own is None
    if rule.kind is AidKind.SHARE:
        return rule.percent is None
    return rule.kind is AidKind.FIXED and rule.amount is None
