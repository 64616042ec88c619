"""Outgoing texts as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewText:
    """A text to write down; phone and facts are sealed. ``about`` is its matter, told once.

    Without facts it cannot be sent, and is kept only so that nobody tries again.
    """

    county_id: int
    about: str
    phone: bytes
    kind: str
    sealed_facts: bytes | None
    locale: str
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text that somebody has taken up to send."""

    county_id: int
    message_id: UUID
    phone: bytes
    kind: str
    sealed_facts: bytes
    locale: str
    tries: int
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DueText:
    """A text whose time has come."""

    county_id: int
    message_id: UUID


@dataclass(frozen=True, slots=True)
class ToldPayment:
    """A payment and a phone on file that nobody has told of it yet."""

    county_id: int
    attempt_id: UUID
    phone: bytes
    people: int
    coverage_year: int
    fen: int
    office_phone: str | None


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """What a text about a visit tells."""

    visit_no: str
    contact_phone: bytes | None
    asker_phone: bytes | None
    courier_id: UUID | None
    courier_name: str | None
    courier_phone: bytes | None
    office_phone: str | None


@dataclass(frozen=True, slots=True)
class ToldPhoneRow:
    """A phone that was told of a matter, and how that text stands."""

    about: str
    phone: bytes
    status: str
