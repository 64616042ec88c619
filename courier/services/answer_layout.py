"""How an answer is laid out: what is read first, what is shown on request, hard words explained."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courier.texts import Locale, say

# Characters before «more»: three short messages, or what fits a small screen in large type.
LONGEST: Mapping[Locale, int] = {Locale.ZH_HANS: 200, Locale.ZH_HANT: 200, Locale.EN: 480}
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$)|$)\s*")
# Words of offices that a villager may not know. Each has its plain meaning in the catalogue.
TERMS = (
    "deductible",
    "ceiling",
    "pooled_fund",
    "filing",
    "designated",
    "benefit",
    "insured_place",
    "drug_list",
    "referral",
    "within_policy",
    "base",
    "agency",
    "limit",
    "lapse",
    "enrolment_period",
    "settlement",
    "exemption",
    "aid",
    "medical_aid",
    "serious_illness",
    "edge",
    "returned",
    "monitored",
    "veterans",
    "family_planning",
    "kinship",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer; ``must``: it is read first, whatever its length."""

    text: str
    must: bool = False


def laid_out(lines: Sequence[Line], locale: Locale) -> tuple[str, str]:
    """What is read first, within ``LONGEST`` characters, and the rest; both are whole lines.

    A line that must be read first and is long by itself is cut behind a sentence.
    """
    texts = in_plain_words([line.text for line in lines], locale)
    explained = [Line(text, line.must) for line, text in zip(lines, texts, strict=True)]
    cut = _shortened(explained, LONGEST[locale])
    room = LONGEST[locale] - _length(cut)
    first: list[str] = []
    rest: list[str] = []
    for line in cut:
        fits = not rest and len(line.text) < room
        room -= len(line.text) + 1 if fits and not line.must else 0
        (first if line.must or fits else rest).append(line.text)
    return "\n".join(first), "\n".join(rest)


def in_plain_words(texts: Iterable[str], locale: Locale) -> list[str]:
    """The lines with each hard word explained where it is said first."""
    meanings, pattern = _glossary(locale)
    known: set[str] = set()

    def explain(match: re.Match[str]) -> str:
        term = match[0]
        is_named = match.string[: match.start()].endswith("叫")  # its meaning stands before it
        is_explained = is_named or match.string[match.end() :].startswith(("（", " ("))
        if term.lower() in known or is_explained:
            known.add(term.lower())
            return term
        known.add(term.lower())
        return say("answers.meaning", locale, term=term, meaning=meanings[term.lower()])

    return [pattern.sub(explain, text) for text in texts]


@functools.cache
def _glossary(locale: Locale) -> tuple[Mapping[str, str], re.Pattern[str]]:
    meanings = {
        say(f"answers.term_{term}", locale).lower(): say(f"answers.means_{term}", locale)
        for term in TERMS
    }
    longest_first = sorted(meanings, key=len, reverse=True)
    return meanings, re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _length(lines: Sequence[Line]) -> int:
    """Characters of the lines that must be read first, with their line ends."""
    return sum(len(line.text) + 1 for line in lines if line.must) - 1


def _shortened(lines: Sequence[Line], most: int) -> list[Line]:
    """The lines with the longest of the first ones cut, where they would be too many."""
    too_many = _length(lines) - most
    if too_many <= 0:
        return list(lines)
    longest = max(range(len(lines)), key=lambda at: len(lines[at].text) * lines[at].must)
    parts = _cut(lines[longest].text, len(lines[longest].text) - too_many)
    return [*lines[:longest], *parts, *lines[longest + 1 :]]


def _cut(text: str, most: int) -> list[Line]:
    """A text's first sentences within a length, at least one, and the rest."""
    sentences = _SENTENCE.findall(text)
    length, kept = 0, 0
    while kept < len(sentences) and (kept == 0 or length + len(sentences[kept]) <= most):
        length += len(sentences[kept])
        kept += 1
    rest = "".join(sentences[kept:]).strip()
    first = Line("".join(sentences[:kept]).strip(), must=True)
    return [first, Line(rest)] if rest else [first]
