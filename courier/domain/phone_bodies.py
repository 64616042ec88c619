"""What stands in the items of a phone, read strictly: docs/field_sync.md.

Everything here raises BadInput ``phone_item_unreadable`` for what a phone of ours does not send.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from courier.domain.consent_proofs import ConsentMethod, Proof, clean_proof
from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.domain.receipts import leaf_number
from courier.domain.visit_outcomes import Elsewhere
from courier.domain.visit_outcomes import Told as AtTheDoor
from courier.domain.visits import VisitState

Body = Mapping[str, Any]
Given = ParamSpec("Given")
Read = TypeVar("Read")

MOST_PEOPLE = 20
MOST_FEN = 10**9
LONGEST_SAID = 500
LONGEST_READ = 2 * MOST_PEOPLE * LONGEST_SAID
STEPS = {
    "depart": VisitState.ON_THE_WAY,
    "arrive": VisitState.ARRIVED,
    "finish": VisitState.SIGNED_OFF,
}


@dataclass(frozen=True, slots=True)
class NotDone:
    """A visit for nothing; whether ``reason`` is one of ours, the visit's rules say."""

    visit_id: UUID
    reason: str
    next_on: dt.date | None
    told: AtTheDoor


@dataclass(frozen=True, slots=True)
class Told:
    """What was read out to one person, with the amount in it."""

    insuree_id: UUID
    amount: Money
    said: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A household's consent with its proof; the language is not looked at yet."""

    visit_id: UUID | None
    household_id: UUID
    people: tuple[Told, ...]
    read_out: str
    method: ConsentMethod
    proof: Proof
    locale: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Cash for one person and the leaf on which its receipt was written."""

    owed: Owed
    leaf: int


@dataclass(frozen=True, slots=True)
class Cash:
    """Cash of one household."""

    visit_id: UUID | None
    household_id: UUID
    taken: tuple[Taken, ...]


def _strictly(read: Callable[Given, Read]) -> Callable[Given, Read]:
    @wraps(read)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Read:
        try:
            return read(*args, **kwargs)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadInput("phone_item_unreadable") from error

    return reading


@_strictly
def read_step(body: Body) -> tuple[UUID, VisitState]:
    """The visit and where it stands after the step."""
    return UUID(body["visit"]), STEPS[body["step"]]


@_strictly
def read_not_done(body: Body) -> NotDone:
    """Why she came for nothing, and when she comes again."""
    day = body.get("next_on")
    next_on = dt.date.fromisoformat(day) if day is not None else None
    person = body.get("person")
    told = AtTheDoor(
        Elsewhere(body.get("elsewhere") or Elsewhere.UNSURE),
        UUID(person) if person is not None else None,
        str(body.get("moved_to") or ""),
    )
    return NotDone(UUID(body["visit"]), str(body["reason"]), next_on, told)


@_strictly
def read_consent(body: Body) -> Agreed:
    """Who agreed to what; the people's amounts make the sum that was shown.

    A phone that sends no ``read_out`` read out the people's sentences and no more.

    Raises BadInput as ``clean_proof`` does too.
    """
    people = tuple(
        Told(UUID(one["person"]), _amount(one["fen"]), _said(one["said"])) for one in body["people"]
    )
    _check_people([one.insuree_id for one in people])
    if sum(one.amount.fen for one in people) != body["shown_fen"]:
        raise ValueError("another sum was shown")
    method = ConsentMethod(body["method"])
    proof = clean_proof(method, Proof(**{name: str(given) for name, given in _proof(body)}))
    visit, household = _visit(body), UUID(body["household"])
    read = _read_out(body, people)
    return Agreed(visit, household, people, read, method, proof, str(body["locale"]))


@_strictly
def read_cash(body: Body) -> Cash:
    """Whose money was taken, on which leaves."""
    taken = tuple(
        Taken(Owed(UUID(one["obligation"]), _amount(one["fen"])), _leaf(one["leaf"]))
        for one in body["owed"]
    )
    _check_people([one.owed.obligation_id for one in taken])
    _check_people([one.leaf for one in taken])
    return Cash(_visit(body), UUID(body["household"]), taken)


def _visit(body: Body) -> UUID | None:
    return UUID(body["visit"]) if body.get("visit") is not None else None


def _proof(body: Body) -> Iterable[tuple[str, object]]:
    return (body.get("proof") or {}).items()


def _amount(fen: object) -> Money:
    if type(fen) is not int or not 0 < fen <= MOST_FEN:
        raise ValueError("no amount")
    return Money(fen)


def _leaf(shown: object) -> int:
    try:
        return leaf_number(str(shown))
    except BadInput as error:
        raise ValueError("no leaf") from error


def _read_out(body: Body, people: tuple[Told, ...]) -> str:
    said = [one.said for one in people]
    read = body.get("read_out", "\n".join(said))
    lines = read.split("\n")
    if len(read) > LONGEST_READ or not set(said) <= {_said(line) for line in lines}:
        raise ValueError("something else was read out")
    return str(read)


def _said(text: str) -> str:
    said = text.strip()
    if not 0 < len(said) <= LONGEST_SAID or any(unicodedata.category(c) == "Cc" for c in said):
        raise ValueError("nothing that was read out")
    return said


def _check_people(named: list[Any]) -> None:
    if not 0 < len(set(named)) == len(named) <= MOST_PEOPLE:
        raise ValueError("somebody stands there twice, or nobody")
