"""What a courier's phone kept while it had no network: read, dated, never believed blindly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.payments import request_hash

MOST_ITEMS = 50
KEPT_FOR = dt.timedelta(days=3)
OLDEST = dt.timedelta(days=60)


class ItemKind(StrEnum):
    """What the courier did."""

    STEP = "step"
    NOT_DONE = "not_done"
    CONSENT = "consent"
    CASH = "cash"


class ItemOutcome(StrEnum):
    """What came of an item."""

    DONE = "done"
    REFUSED = "refused"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class PhoneItem:
    """One item as it was sent; ``at`` is the phone's own moment. The body is not read yet.

    ``body_hash`` tells whether another item under the same id is the same.
    """

    item_id: UUID
    kind: ItemKind
    at: dt.datetime
    body: Mapping[str, Any]
    body_hash: bytes


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """What a phone hands in at once. An item that cannot be read stands as its id alone."""

    phone_now: dt.datetime
    items: tuple[PhoneItem | str, ...]


def read_call(sent: object) -> PhoneCall:
    """The message of a phone, as docs/field_sync.md says.

    Raises BadInput ``phone_call_unreadable`` or ``phone_items_many`` (most).
    """
    try:
        given = dict(sent)  # type: ignore[call-overload]
        items, phone_now = list(given["items"]), moment(given["phone_now"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("phone_call_unreadable") from error
    if len(items) > MOST_ITEMS:
        raise BadInput("phone_items_many", most=MOST_ITEMS)
    return PhoneCall(phone_now, tuple(_item(one) for one in items))


def moment(text: object) -> dt.datetime:
    """An ISO moment with its zone. Raises ValueError."""
    read = dt.datetime.fromisoformat(str(text))
    if read.tzinfo is None:
        raise ValueError("a moment without a zone")
    return read


def happened_at(at: dt.datetime, phone_now: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When it happened by our clock: not later than now, not more than OLDEST ago."""
    ago = phone_now - at
    return now - min(max(ago, dt.timedelta()), OLDEST)


def facts_kept(facts: Mapping[str, object]) -> dict[str, object]:
    """An error's facts as they can be written down."""
    return {name: _kept(fact) for name, fact in facts.items()}


def facts_read(facts: Mapping[str, Any]) -> dict[str, object]:
    """The facts again, to be put into a sentence."""
    return {name: _read(fact) for name, fact in facts.items()}


def is_place(text: str) -> bool:
    """Whether it names a household or a visit: ``visit:<id>``."""
    kind, _, name = text.partition(":")
    try:
        return kind in {"household", "visit"} and bool(UUID(name))
    except ValueError:
        return False


def _kept(fact: object) -> object:
    match fact:
        case Money():
            return {"fen": fact.fen}
        case dt.date():
            return {"day": fact.isoformat()}
        case int() | None:
            return fact
        case _:
            return str(fact)


def _read(fact: object) -> object:
    match fact:
        case {"fen": int(fen), **others} if not others:
            return Money(fen)
        case {"day": str(day)}:
            return dt.date.fromisoformat(day)
        case _:
            return fact


def _item(sent: object) -> PhoneItem | str:
    if not isinstance(sent, dict):
        return ""
    try:
        body = dict(sent["body"])
        kind = ItemKind(sent["kind"])
        same = request_hash(kind.value, body)
        return PhoneItem(UUID(sent["id"]), kind, moment(sent["at"]), body, same)
    except (KeyError, TypeError, ValueError, AttributeError):
        return str(sent.get("id", ""))[:64]
