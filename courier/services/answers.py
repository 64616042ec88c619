"""One topic, one place, one year, one person: the sentence, and where it comes from.

Figures come from the pack alone; the catalogue has none. Where the place's pack is silent the
national one of the year speaks, marked as such; where both are, the answer says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from courier.domain.policy import Pack
from courier.domain.policy_figures import RegionLevel, Verified
from courier.domain.topics import Topic
from courier.services import answer_amounts as amounts
from courier.services import answer_facts as facts
from courier.services.answer_questions import Question, Teller, Told, noted
from courier.services.answer_rates import rates
from courier.services.answer_steps import (
    WITH_PHONE,
    call_link,
    call_words,
    next_replies,
    pages,
)
from courier.services.bubbles import Bubble
from courier.texts import Locale, say

MOST_LINES = 9
MOST_SOURCES = 2
LIST_FROM = 3  # so many facts are shown as a list
TELLERS: Mapping[Topic, tuple[Teller, ...]] = {
    Topic.PAY_AMOUNT: (amounts.amount,),
    Topic.PAY_DEADLINE: (facts.windows,),
    Topic.PAY_CHANNEL: (facts.channels,),
    Topic.REFUND: (facts.refunds, facts.papers),
    Topic.REGISTRATION: (facts.papers,),
    Topic.ELIGIBILITY: (facts.papers,),
    Topic.NEWBORN: (facts.newborn_windows, facts.papers, facts.contacts),
    Topic.FRAUD_SAFETY: (facts.contacts,),
    Topic.COMPLAINT: (facts.contacts,),
    Topic.HUMAN_HANDOFF: (facts.contacts,),
    Topic.STUDENT: (amounts.student_prices,),
    Topic.ELDERLY_EXEMPT: (amounts.amount_of_old,),
    Topic.SUBSIDY: (amounts.aid,),
    Topic.INTERRUPTION_WAITING: (facts.waiting, facts.late_windows),
    Topic.CONTINUOUS_INCENTIVE: (facts.incentives,),
    Topic.EFFECTIVE_DATE: (facts.cover,),
    Topic.WHY_RISE: (facts.subsidies,),
    Topic.WORTH_IT: (facts.subsidies, rates),
    Topic.REIMBURSE_RATE: (rates,),
    Topic.REIMBURSE_PROCESS: (facts.papers,),
    Topic.OUTPATIENT: (rates,),
    Topic.CHRONIC_DISEASE: (rates, facts.papers),
    Topic.SERIOUS_ILLNESS: (rates,),
    Topic.HOSPITAL_CHOICE: (rates,),
}
# What can be said without any pack: how things are done here.
PROCEDURES = frozenset(
    {
        Topic.PAY_FOR_OTHERS,
        Topic.PAY_FAILURE,
        Topic.CHECK_STATUS,
        Topic.RECEIPT_PROOF,
        Topic.FRAUD_SAFETY,
        Topic.COMPLAINT,
        Topic.COURIER_ABOUT,
        Topic.COURIER_REQUEST,
        Topic.COURIER_TRACK,
        Topic.COURIER_VERIFY,
        Topic.HUMAN_HANDOFF,
        Topic.GREETING,
        Topic.THANKS,
        Topic.OUT_OF_SCOPE,
    }
)


def answer(question: Question) -> Bubble:
    """The answer to a question; ``answered`` is false where nobody told us."""
    pack, told = _found(question)
    lines = [say(f"answers.how_{question.topic}", question.locale)] if _is_done(question) else []
    if pack is not None:
        lines += _lines(question, pack, told)
    elif not lines:
        lines = [_silent(question)]
    if question.topic in WITH_PHONE or not (told or _is_done(question)):
        lines.append(call_words(question))
    return _bubble(question, pack, told, lines)


def _is_done(question: Question) -> bool:
    return question.topic in PROCEDURES


def _found(question: Question) -> tuple[Pack | None, Sequence[Told]]:
    """The pack that speaks, the place's own before the national, and what it says."""
    for pack in (question.pack, question.national):
        told = _told(pack, question) if pack is not None else ()
        if told:
            return pack, told[:MOST_LINES]
    return None, ()


def _told(pack: Pack, question: Question) -> list[Told]:
    tellers = (*TELLERS.get(question.topic, ()), noted)
    told = [one for tell in tellers for one in tell(pack, question)]
    return list({one.text: one for one in told}.values())


def _lines(question: Question, pack: Pack, told: Sequence[Told]) -> list[str]:
    """Where and when it counts, the facts, and how far they can be trusted."""
    locale = question.locale
    levels = {pack.source(one.source).verified for one in told}
    mixed = len(levels) > 1
    texts = [_marked(one, pack, locale) if mixed else one.text for one in told]
    if len(texts) >= LIST_FROM:
        texts = [say("answers.point", locale, told=text) for text in texts]
    lines = [_head(question, pack), *texts]
    if mixed:
        return lines
    level = levels.pop()
    if level is not Verified.ORIGINAL:
        words = say(f"premiums.mark_{level}", locale)
        lines += [] if any(words in line for line in lines) else [words]
    return lines


def _marked(told: Told, pack: Pack, locale: Locale) -> str:
    """A sentence with its own mark, where the others come from better or worse sources."""
    level = pack.source(told.source).verified
    verified = say(f"policy.verified_{level}", locale)
    return say("answers.marked", locale, told=told.text, verified=verified)


def _head(question: Question, pack: Pack) -> str:
    year, locale = str(pack.coverage_year), question.locale
    if pack.region.level is not RegionLevel.NATIONAL:
        return say("answers.head", locale, place=pack.region.name, year=year)
    name = _place_name(question)
    if name is None or question.pack is pack:
        return say("answers.head_national", locale, year=year)
    return say("answers.head_national_instead", locale, place=name, year=year)


def _place_name(question: Question) -> str | None:
    if question.place is not None:
        return question.place.name
    return question.pack.region.name if question.pack is not None else None


def _silent(question: Question) -> str:
    year, locale = str(question.year), question.locale
    name = _place_name(question)
    if name is None:
        return say("answers.silent", locale, year=year)
    return say("answers.silent_place", locale, place=name, year=year)


def _bubble(
    question: Question, pack: Pack | None, told: Sequence[Told], lines: Sequence[str]
) -> Bubble:
    ids = dict.fromkeys(one.source for one in told)
    sources = tuple(_source_line(question, pack, one) for one in ids) if pack else ()
    calls = question.topic in WITH_PHONE or not (told or _is_done(question))
    bubble = Bubble(
        text="\n".join(lines),
        source="\n".join(sources[:MOST_SOURCES]),
        sources=sources,
        links=pages(question.topic, question.locale),
        replies=next_replies(question.topic, question.locale),
        topic=question.topic,
        answered=bool(told) or _is_done(question),
        pack_id=pack.id if pack else None,
        pack_fingerprint=pack.fingerprint if pack else None,
    )
    return replace(bubble, links=(*bubble.links, *call_link(question))) if calls else bubble


def _source_line(question: Question, pack: Pack, source_id: str) -> str:
    source, locale = pack.source(source_id), question.locale
    return say(
        "policy.source_line",
        locale,
        document=source.document,
        date=source.date or say("policy.no_date", locale),
        verified=say(f"policy.verified_{source.verified}", locale),
    )
