"""Whether payments have arrived, told to whoever holds the household's slip or its telephone.

Never by name and ID number: those are known to others. Names are masked as on the public page of
a receipt.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from courier.domain import short_codes
from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.receipts import number_shown
from courier.domain.regions import HOTLINE
from courier.domain.short_codes import ReceiptFacts, make_receipt_code
from courier.services.core import Core
from courier.services.coverage import current_coverage_year
from courier.store.queries import arrivals as queries
from courier.store.rows.arrivals import ArrivalRow, HouseholdRef
from courier.store.unit_of_work import Work
from courier.texts import CHINA

MOST_HOUSEHOLDS = 3  # of one telephone number: one's own, the parents', the parents-in-law's


class ArrivalState(StrEnum):
    """How a person's premium stands; ``chat.arrival_is_<state>`` says it."""

    PAID = "paid"
    WAITING = "waiting"  # an order is open and nobody knows yet
    HELD = "held"  # money came that counts for nothing; it goes back
    OPEN = "open"
    AIDED = "aided"  # nothing is left to pay
    UNKNOWN = "unknown"  # the amount is not fixed yet
    WITHDRAWN = "withdrawn"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class ReceiptTold:
    """The receipt that a payment left; ``code`` opens its public page."""

    number: str
    code: str
    paid_on: dt.date
    channel: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person. ``amount`` is what came, or what is still owed."""

    name_masked: str
    state: ArrivalState
    amount: Money | None
    receipt: ReceiptTold | None = None


@dataclass(frozen=True, slots=True)
class HouseholdArrivals:
    """A household's people for the coverage year that is being collected."""

    coverage_year: int
    office_phone: str
    people: tuple[Arrival, ...]


def arrivals_by_slip(core: Core, *, code: str) -> HouseholdArrivals | None:
    """Of the slip's household. None alike for a slip misread, forged, unknown or revoked."""
    try:
        county_id, token = short_codes.read_slip_code(core.code_key, code)
    except BadInput:
        return None
    with core.begin() as work:
        found = queries.household_of_slip(work, county_id, token)
        return _arrivals(core, work, found) if found else None


def arrivals_by_phone(core: Core, *, phone: bytes) -> tuple[HouseholdArrivals, ...]:
    """Of the households that a sealed number belongs to; the caller has proved the number."""
    with core.begin() as work:
        found = queries.households_of_phone(work, phone, MOST_HOUSEHOLDS)
        return tuple(_arrivals(core, work, household) for household in found)


def _arrivals(core: Core, work: Work, household: HouseholdRef) -> HouseholdArrivals:
    county_id = household.county_id
    year = current_coverage_year(core, county_id)
    rows = queries.members(work, county_id, household.household_id, year)
    return HouseholdArrivals(
        coverage_year=year,
        office_phone=household.office_phone or HOTLINE,
        people=tuple(_arrival(core.code_key, county_id, year, row) for row in rows),
    )


def _arrival(key: bytes, county_id: int, year: int, row: ArrivalRow) -> Arrival:
    state = _state(row)
    if row.receipt_no is not None and state is ArrivalState.PAID:
        receipt = _receipt(key, county_id, year, row)
        return Arrival(name_masked(row.name), state, Money(row.paid_fen or 0), receipt)
    owed = Money(row.own_fen) if row.own_fen else None
    return Arrival(name_masked(row.name), state, owed)


def _state(row: ArrivalRow) -> ArrivalState:
    """Money that came and is held comes before all: it must not be taken for paid."""
    if row.status == "paid":
        return ArrivalState.PAID
    if row.is_held:
        return ArrivalState.HELD
    if row.status == "open" and row.is_waiting:
        return ArrivalState.WAITING
    return ArrivalState(row.status) if row.status else ArrivalState.NOT_LISTED


def _receipt(key: bytes, county_id: int, year: int, row: ArrivalRow) -> ReceiptTold:
    number, issued_at = cast("int", row.receipt_no), cast("dt.datetime", row.issued_at)
    facts = ReceiptFacts(row.insuree_id, year, row.paid_fen or 0)
    return ReceiptTold(
        number=number_shown(number),
        code=make_receipt_code(key, county_id, number, facts),
        paid_on=issued_at.astimezone(CHINA).date(),
        channel=row.channel or "",
    )
