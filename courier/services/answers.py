"""One topic, one place, one year, one person: the answer, and where it comes from.

First the direct answer, then for which place and year it counts, the reasons, how far the source
was checked, and the next step. Figures come from the pack alone; the catalogue has none. Where
the place's pack is silent the national one speaks, marked as such; where both are, the answer
says so and tells whom to call and what to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courier.domain.policy import Pack
from courier.domain.policy_figures import Verified
from courier.domain.topics import Topic
from courier.services.answer_layout import Line, laid_out
from courier.services.answer_notes import examples
from courier.services.answer_places import (
    cited,
    elsewhere,
    example_words,
    named,
    silent_words,
    source_line,
    where_words,
)
from courier.services.answer_questions import Question, Teller, Told
from courier.services.answer_steps import call_link, next_replies, next_words, pages
from courier.services.answer_tellers import RELATED, RULE_FIRST, TELLERS
from courier.services.bubbles import Bubble
from courier.services.premiums import weakest
from courier.texts import Locale, say

MOST_SOURCES = 2
LIST_FROM = 2  # so many facts after the first are shown as a list
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
# These change from year to year: another year's national figures would be wrong.
YEARLY = frozenset(
    {
        Topic.PAY_AMOUNT,
        Topic.PAY_DEADLINE,
        Topic.STUDENT,
        Topic.ELDERLY_EXEMPT,
        Topic.SUBSIDY,
        Topic.EFFECTIVE_DATE,
        Topic.WHY_RISE,
        Topic.WORTH_IT,
        Topic.REFUND,
        Topic.DUPLICATE_ENROLMENT,
        Topic.DEATH_INHERIT,
        Topic.EMPLOYEE_VS_RESIDENT,
    }
)
# A list of facts that wants a heading.
LEADS = frozenset({Topic.REIMBURSE_PROCESS, Topic.WORTH_IT})
# Telephone numbers and warnings count everywhere and always.
PLACELESS = frozenset({Topic.FRAUD_SAFETY, Topic.COMPLAINT, Topic.HUMAN_HANDOFF})


@dataclass(frozen=True, slots=True)
class _Found:
    """The pack that speaks and what it says; ``beside``: it is near the question, no answer."""

    pack: Pack
    told: Sequence[Told]
    beside: bool = False


def answer(question: Question) -> Bubble:
    """The answer to a question; ``answered`` is false where nobody told us."""
    is_done = question.topic in PROCEDURES
    found = _found(question, TELLERS)
    if found is None and not is_done:
        found = _found(question, RELATED, beside=True)
    lines = [*_opening(question, found), *_details(question, found)]
    said = "\n".join(line.text for line in lines)
    lines += [Line(words, must=True) for words in next_words(question, said)]
    if not is_done and (found is None or found.beside):
        lines.append(Line(say(f"answers.ask_{question.topic}", question.locale)))
    text, more = laid_out(lines, question.locale)
    return _bubble(question, found, text, more)


def _found(
    question: Question, tellers: Mapping[Topic, Sequence[Teller]], *, beside: bool = False
) -> _Found | None:
    """The pack that speaks, the place's own before the national, and what it says."""
    for pack in _asked_in_turn(question):
        told = [one for tell in tellers.get(question.topic, ()) for one in tell(pack, question)]
        if told:
            told += examples(pack, question)
            return _Found(pack, tuple({one.text: one for one in told}.values()), beside)
    return None


def _asked_in_turn(question: Question) -> list[Pack]:
    """The place's own pack, then the national; first the one that has the rule itself."""
    at_hand = [pack for pack in (question.pack, question.national) if pack is not None]
    packs = [pack for pack in at_hand if not _is_of_wrong_year(pack, question)]
    rule = RULE_FIRST.get(question.topic)
    return packs if rule is None else sorted(packs, key=lambda pack: not rule(pack, question))


def _is_of_wrong_year(pack: Pack, question: Question) -> bool:
    return question.topic in YEARLY and pack.coverage_year != question.year


def _opening(question: Question, found: _Found | None) -> list[Line]:
    """The direct answer: how it is done here, what heads a list, or that nobody told us."""
    topic, locale = question.topic, question.locale
    if topic in PROCEDURES:
        return [Line(say(f"answers.how_{topic}", locale), must=True)]
    if found is None or found.beside:
        return [Line(silent_words(question), must=True)]
    if topic in LEADS:
        return [Line(say(f"answers.lead_{topic}", locale), must=True)]
    return []


def _details(question: Question, found: _Found | None) -> list[Line]:
    """What was told, for where and when it counts, and how far it can be trusted."""
    if found is None:
        return []
    pack, locale = found.pack, question.locale
    levels = {_level(one, pack) for one in found.told}
    mixed = len(levels) > 1
    told = [_begun(one) for one in _with_places(question, found)]
    texts = [_marked(one, pack, locale) if mixed else one.text for one in told]
    where = [] if question.topic in PLACELESS else [_where(question, found)]
    opened = bool(_opening(question, found))
    first, rest = ([], texts) if opened else (texts[:1], texts[1:])
    if len(rest) >= LIST_FROM:
        rest = [say("answers.point", locale, told=text) for text in rest]
    must = 1 if opened and question.topic not in PROCEDURES else 0
    return [
        *(Line(text, must=True) for text in (*first, *where)),
        *(Line(text, must=number < must) for number, text in enumerate(rest)),
        *(Line(text, must=True) for text in ([] if mixed else _mark(levels.pop(), locale))),
    ]


def _where(question: Question, found: _Found) -> str:
    """For which place and year the first sentence counts."""
    source = elsewhere(found.told[0], found.pack)
    if source is not None:
        return example_words(question, source, found.beside)
    return where_words(question, found.pack, found.beside)


def _with_places(question: Question, found: _Found) -> list[Told]:
    """The sentences; those of another place than the first one's bear its name."""
    first, pack = elsewhere(found.told[0], found.pack), found.pack
    return [
        one
        if elsewhere(one, pack) is first or question.topic in PLACELESS
        else replace(one, text=named(one, pack, question.locale))
        for one in found.told
    ]


def _marked(told: Told, pack: Pack, locale: Locale) -> str:
    """A sentence with its own mark, where the others come from better or worse sources."""
    verified = say(f"policy.verified_{_level(told, pack)}", locale)
    return say("answers.marked", locale, told=told.text, verified=verified)


def _begun(told: Told) -> Told:
    """A sentence with its first letter large, in languages that know large letters."""
    return replace(told, text=told.text[:1].upper() + told.text[1:])


def _level(told: Told, pack: Pack) -> Verified:
    """How far the weakest document of a sentence was checked."""
    return weakest({pack.source(one).verified for one in told.sources})


def _mark(level: Verified, locale: Locale) -> list[str]:
    return [] if level is Verified.ORIGINAL else [say(f"answers.mark_{level}", locale)]


def _bubble(question: Question, found: _Found | None, text: str, more: str) -> Bubble:
    ids = dict.fromkeys(i for one in found.told for i in one.sources) if found else ()
    topic, locale = question.topic, question.locale
    documents = [found.pack.source(one) for one in ids] if found else []
    sources = tuple(source_line(document, locale) for document in documents)
    links = call_link(question) if next_words(question, "") else ()
    return Bubble(
        text=text,
        more=more,
        source="\n".join(sources[:MOST_SOURCES]),
        sources=sources,
        cited=cited(documents[0], found.pack, locale) if found else "",
        links=(*pages(topic, locale), *links),
        replies=next_replies(topic, locale),
        topic=topic,
        answered=topic in PROCEDURES or (found is not None and not found.beside),
        pack_id=found.pack.id if found else None,
        pack_fingerprint=found.pack.fingerprint if found else None,
    )
