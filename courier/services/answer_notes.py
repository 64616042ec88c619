"""What a pack notes beside its tables: known facts in plain words, others as they are noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from courier.domain.money import FEN_PER_YUAN, Money
from courier.domain.policy import Pack
from courier.domain.policy_rules import PackFact
from courier.domain.topics import Topic
from courier.services.answer_questions import Question, Told, large_sum
from courier.texts import Locale, has, say

EXAMPLE = "example_"  # codes of facts that tell of one other place
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SCALES = (1, FEN_PER_YUAN, 10_000, 10_000 * FEN_PER_YUAN)  # as it stands, yuan, 万, 万元


def noted(pack: Pack, question: Question) -> list[Told]:
    """What the pack notes on the question's topic, without examples from elsewhere."""
    return noted_on(pack, question.topic, question.locale)


def noted_on(pack: Pack, topic: Topic, locale: Locale) -> list[Told]:
    """What the pack notes on a topic, as sentences of this language, without examples."""
    return _told([fact for fact in pack.facts_on(topic) if not _is_example(fact)], locale)


def examples(pack: Pack, question: Question) -> list[Told]:
    """How it is done in some other place: no answer by itself."""
    facts = [fact for fact in pack.facts_on(question.topic) if _is_example(fact)]
    return _told(facts, question.locale)


def is_said_plainly(fact: PackFact, locale: Locale) -> bool:
    """Whether the catalogue has the fact's sentence and the note does not say other numbers.

    Somebody who copies a pack and writes another figure into a note alone is quoted: the
    sentence would speak of the old one.
    """
    return has(f"policy.fact_{fact.code}", locale) and all(
        _stands_in(number, fact) for number in _NUMBER.findall(fact.note)
    )


def _is_example(fact: PackFact) -> bool:
    return fact.code.startswith(EXAMPLE)


def _told(facts: Sequence[PackFact], locale: Locale) -> list[Told]:
    return [Told(_words(fact, locale), fact.source) for fact in facts]


def _words(fact: PackFact, locale: Locale) -> str:
    if not is_said_plainly(fact, locale):
        return say("answers.noted", locale, note=fact.note.rstrip("。"))
    figures = {name: _figure(name, value, locale) for name, value in fact.figures.items()}
    return say(f"policy.fact_{fact.code}", locale, **figures)


def _figure(name: str, value: int, locale: Locale) -> object:
    return large_sum(Money(value), locale) if name.endswith("_fen") else str(value)


def _stands_in(number: str, fact: PackFact) -> bool:
    return any(Decimal(number) * scale in fact.figures.values() for scale in _SCALES)
