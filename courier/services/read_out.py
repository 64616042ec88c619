"""What is read out to people before their money is taken: the same words on the page and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courier.domain.money import Money, total
from courier.texts import Locale, say, shown_aloud


@dataclass(frozen=True, slots=True)
class ToRead:
    """One person of whom is read out, what she owes, and the sentence to which she agrees."""

    name: str
    age: int
    own: Money
    said: str


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One person as read out: who she is, and the sentence to which she agrees."""

    who: str
    said: str
    own: Money
    aloud: str


@dataclass(frozen=True, slots=True)
class ReadOut:
    """All that is read out, in order."""

    people: tuple[PersonRead, ...]
    total: str
    question: str

    @property
    def text(self) -> str:
        """As it is kept with a consent."""
        said = [words for one in self.people for words in (one.who, one.said)]
        return "\n".join([*said, self.total, self.question])


def read_out(people: Sequence[ToRead], *, village: str, locale: Locale) -> ReadOut:
    """Name, age and village of each, what she pays, the sum, and the question."""
    amount = total([one.own for one in people])
    return ReadOut(
        people=tuple(_person(one, village, locale) for one in people),
        total=say("households.said_total", locale, people=len(people), amount=amount),
        question=say("households.said_question", locale),
    )


def _person(one: ToRead, village: str, locale: Locale) -> PersonRead:
    return PersonRead(
        who=say("at_table.who", locale, name=one.name, age=one.age, village=village),
        said=one.said,
        own=one.own,
        aloud=shown_aloud(one.own, locale),
    )
