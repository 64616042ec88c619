"""What a pack says on windows, channels, papers, waiting, refunds, rewards and cover."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.policy_rules import RefundRule, WaitingRule
from courier.domain.policy_windows import Window, WindowKind, window_on
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, Told, in_a_row, listed
from courier.services.premiums import window_text
from courier.texts import Locale, say

ERRANDS = {
    Topic.REGISTRATION: ("enrol",),
    Topic.ELIGIBILITY: ("enrol",),
    Topic.NEWBORN: ("newborn",),
    Topic.REFUND: ("refund",),
    Topic.CHRONIC_DISEASE: ("recognise_special", "reimburse_special"),
    Topic.REIMBURSE_PROCESS: (
        "reimburse_inpatient",
        "reimburse_outpatient",
        "reimburse_special",
    ),
}


ROLES = {
    Topic.FRAUD_SAFETY: {"fraud_hotline"},
    Topic.NEWBORN: {"newborn_desk"},
    Topic.COMPLAINT: {"county_agency", "hotline"},
}


def windows(pack: Pack, question: Question) -> list[Told]:
    """When to pay: the main time as it stands today, then the exceptions."""
    status = window_on(
        pack.windows,
        on=question.today,
        born=None,
        bases=frozenset(),
        cover_first=pack.cover_first,
    )
    told = []
    if status.source is not None:
        told.append(Told(window_text(status, question.locale), status.source))
    told += [
        Told(text, window.source)
        for window in pack.windows
        if window.kind is not WindowKind.MAIN and window.kind is not status.kind
        for text in [_window(window, question.locale)]
        if text
    ]
    return told


def newborn_windows(pack: Pack, question: Question) -> list[Told]:
    """Until when a newborn may be enrolled."""
    return [
        Told(text, window.source)
        for window in pack.windows
        if window.kind is WindowKind.NEWBORN
        for text in [_window(window, question.locale)]
        if text
    ]


def late_windows(pack: Pack, question: Question) -> list[Told]:
    """Paying after the main time."""
    return [
        Told(text, window.source)
        for window in pack.windows
        if window.kind in {WindowKind.LATE, WindowKind.MIGRANTS}
        for text in [_window(window, question.locale)]
        if text
    ]


def channels(pack: Pack, question: Question) -> list[Told]:
    """Ways to pay that the sources name."""
    if not pack.channels:
        return []
    names = [
        channel.name or say(f"policy.channel_{channel.code}", question.locale)
        for channel in pack.channels
    ]
    text = say("answers.channels", question.locale, channels=listed(names, question.locale))
    return [Told(text, pack.channels[0].source)]


def papers(pack: Pack, question: Question) -> list[Told]:
    """What to bring for the errands of the topic."""
    errands = ERRANDS.get(question.topic, ())
    locale = question.locale
    return [
        Told(
            say(
                "answers.papers",
                locale,
                errand=say(f"policy.errand_{needed.errand}", locale),
                papers=listed(
                    [say(f"policy.paper_{one}", locale) for one in needed.papers], locale
                ),
            ),
            needed.source,
        )
        for needed in pack.papers
        if needed.errand in errands
    ]


def waiting(pack: Pack, question: Question) -> list[Told]:
    """What a gap or a late start costs in months."""
    return [
        Told(in_a_row(sentences, question.locale), rule.source)
        for rule in pack.waiting
        for sentences in [_waiting(rule, question.locale)]
        if sentences
    ]


def incentives(pack: Pack, question: Question) -> list[Told]:
    """What years without a gap or without claims bring."""
    locale = question.locale
    told = []
    for reward in pack.incentives:
        key = f"answers.incentive_{reward.kind}"
        key = f"{key}_least" if reward.at_least else key
        years = str(reward.after_years or "")
        sentences = [say(key, locale, amount=reward.amount, years=years)]
        if reward.cap_percent is not None:
            sentences.append(
                say("answers.incentive_share", locale, percent=f"{reward.cap_percent:f}")
            )
        if reward.cap is not None:
            sentences.append(say("answers.incentive_cap", locale, cap=reward.cap))
        told.append(Told(in_a_row(sentences, locale), reward.source))
    return told


def refunds(pack: Pack, question: Question) -> list[Told]:
    """Whether the premium comes back."""
    return [
        Told(in_a_row(sentences, question.locale), rule.source)
        for rule in pack.refunds
        for sentences in [_refund(rule, question.locale)]
        if sentences
    ]


def cover(pack: Pack, question: Question) -> list[Told]:
    """From when to when the cover counts."""
    if pack.coverage is None:
        return []
    text = say("answers.cover", question.locale, first=pack.coverage.first, last=pack.coverage.last)
    return [Told(text, pack.coverage.source)]


def contacts(pack: Pack, question: Question) -> list[Told]:
    """Who answers, where, by which telephone."""
    roles = ROLES.get(question.topic)
    locale = question.locale
    told = []
    for contact in pack.contacts:
        if roles is not None and contact.role not in roles:
            continue
        role = say(f"policy.role_{contact.role}", locale)
        named = "" if contact.name in role else "_named"
        sentences = [say(f"answers.contact{named}", locale, role=role, name=contact.name)]
        if contact.place:
            sentences.append(say("answers.contact_place", locale, place=contact.place))
        if contact.phone:
            sentences.append(say("answers.contact_phone", locale, phone=contact.phone))
        told.append(Told(in_a_row(sentences, locale), contact.source))
    return told


def subsidies(pack: Pack, question: Question) -> list[Told]:
    """What the government adds for each person."""
    return [
        Told(
            say(
                "answers.government_adds_least" if one.at_least else "answers.government_adds",
                question.locale,
                amount=one.amount,
            ),
            one.source,
        )
        for one in pack.subsidies
    ]


def _window(window: Window, locale: Locale) -> str | None:
    facts: dict[str, object] = {
        "first": window.first,
        "last": window.last,
        "days": str(window.days_after_birth),
        "months": str(window.months_after_birth),
        "waiting": str(window.waiting_days),
        "amount": window.premium,
    }
    if window.kind is WindowKind.NEWBORN:
        unit = "days" if window.days_after_birth is not None else "months"
        known = window.days_after_birth or window.months_after_birth
        return say(f"answers.window_newborn_{unit}", locale, **facts) if known else None
    if window.last is None:
        return None
    sentences = [say(f"answers.window_{window.kind}", locale, **facts)]
    if window.premium is not None:
        sentences.append(say("answers.window_price", locale, **facts))
    if window.waiting_days is not None:
        sentences.append(say("answers.window_waiting", locale, **facts))
    return in_a_row(sentences, locale)


def _waiting(rule: WaitingRule, locale: Locale) -> list[str]:
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


def _refund(rule: RefundRule, locale: Locale) -> list[str]:
    told = []
    if rule.before_cover is not None:
        reasons = [say(f"policy.refund_{reason}", locale) for reason in rule.reasons]
        key = "answers.refund_before" if rule.before_cover else "answers.refund_never"
        key = f"{key}_any" if not reasons else key
        told.append(say(key, locale, reasons=listed(reasons, locale) if reasons else ""))
    if rule.after_cover is not None:
        told.append(
            say("answers.refund_after" if rule.after_cover else "answers.refund_not_after", locale)
        )
    return told
