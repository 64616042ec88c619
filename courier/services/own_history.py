"""What a courier did and what became of it, for her own eyes; people in it are masked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.receipts import number_shown
from courier.domain.short_codes import grouped
from courier.services.core import Actor, Core
from courier.store.queries import own_history as queries
from courier.store.queries.own_history import Place
from courier.store.rows.own_history import HistoryRow

PAGE = 30


class HistoryKind(StrEnum):
    """What is told."""

    VISIT = "visit"
    PAYMENT = "payment"
    RECEIPT = "receipt"
    CHECK = "check"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. ``what`` is a visit's step, a channel, a way of checking, or how a
    quiz ended; ``count`` are people, checks or right answers.
    """

    at: dt.datetime
    kind: HistoryKind
    what: str
    number: str
    place: str
    name_masked: str
    amount: Money | None
    count: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Newest first; ``older`` is the key under which it goes on, empty at the end."""

    lines: tuple[HistoryLine, ...]
    older: str


def own_history(
    core: Core, *, actor: Actor, kind: HistoryKind | None = None, before: str = ""
) -> HistoryPage:
    """One page of the signed-in courier's own history, of one kind or of all."""
    kinds = [kind.value] if kind else [each.value for each in HistoryKind]
    with core.begin_for(actor) as work:
        hers = {"county": actor.county_id, "courier": actor.person_id}
        rows = queries.page(work, hers, kinds, _place(before), PAGE + 1)
    older = _place_text(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return HistoryPage(tuple(_line(row) for row in rows[:PAGE]), older)


def _line(row: HistoryRow) -> HistoryLine:
    kind = HistoryKind(row.kind)
    return HistoryLine(
        at=row.at,
        kind=kind,
        what=row.what,
        number=_number(kind, row),
        place=row.place or "",
        name_masked=name_masked(row.name) if row.name else "",
        amount=Money(row.fen) if row.fen is not None else None,
        count=row.number or 0,
    )


def _number(kind: HistoryKind, row: HistoryRow) -> str:
    if kind is HistoryKind.RECEIPT:
        return number_shown(row.number or 0)
    return grouped(row.key.partition(":")[0]) if kind is HistoryKind.VISIT else ""


def _place_text(row: HistoryRow) -> str:
    return f"{row.at.isoformat()}~{row.kind}~{row.key}"


def _place(text: str) -> Place | None:
    """None for the beginning, and for what is no key of ours."""
    at, _, rest = text.partition("~")
    kind, _, key = rest.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    return Place(moment, kind, key) if moment.tzinfo and key and "\0" not in text else None
