"""A household at the door: who is in it, who owes what and why, who has paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.identity import age_on
from courier.domain.money import Money, total
from courier.domain.receipts import number_shown
from courier.services.core import Actor, ActorKind, Core
from courier.services.coverage import china_day, current_coverage_year
from courier.services.stored_premiums import explain_stored
from courier.store.queries import households as queries
from courier.store.rows.households import HouseholdRow, MemberRow
from courier.store.unit_of_work import Work
from courier.texts import Locale


class Standing(StrEnum):
    """Where a person stands with this year's premium."""

    OPEN = "open"
    BEING_PAID = "being_paid"
    PAID = "paid"
    PAID_ELSEWHERE = "paid_elsewhere"  # or being paid there: another county holds the claim
    AIDED = "aided"  # somebody else pays all of it
    UNKNOWN = "unknown"  # the rules leave the amount open
    GOING_BACK = "going_back"  # the premium was withdrawn, the money is on its way back
    GONE_BACK = "gone_back"
    NOT_COMPUTED = "not_computed"


@dataclass(frozen=True, slots=True)
class AidLine:
    """What somebody else pays; ``payer`` a code or None, ``amount`` None if unknown."""

    payer: str | None
    amount: Money | None
    category: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """One person of the household. Amounts are None while they are unknown.

    ``attempt_id`` is the payment under way or done, if it is this courier's own. ``back_reason``
    is a refund's reason, ``back_at`` when the money was back.
    """

    insuree_id: UUID
    obligation_id: UUID | None
    name: str
    id_masked: str
    relation: str
    age: int
    sex: str
    categories: tuple[str, ...]
    standing: Standing
    full: Money | None
    own: Money | None
    aid: tuple[AidLine, ...]
    explanation: str
    unknown: tuple[str, ...]
    paid_receipt_no: str | None
    paid_channel: str | None
    paid_at: dt.datetime | None
    attempt_id: UUID | None
    back_reason: str | None
    back_at: dt.datetime | None
    consented: bool

    @property
    def is_payable(self) -> bool:
        """Whether money may be taken for this person now."""
        return self.standing is Standing.OPEN and bool(self.own)


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household in one coverage year, the head first."""

    household_id: UUID
    household_no: str
    village_code: str
    village_name: str
    township_name: str
    coverage_year: int
    members: tuple[MemberView, ...]

    @property
    def payable(self) -> tuple[MemberView, ...]:
        """Those for whom money may be taken now."""
        return tuple(member for member in self.members if member.is_payable)

    @property
    def owed(self) -> Money:
        """What is still to be paid, as far as it is known."""
        return total([member.own for member in self.payable if member.own])


def household_view(
    core: Core,
    actor: Actor,
    household_id: UUID,
    coverage_year: int | None = None,
    locale: Locale = Locale.ZH_HANS,
) -> HouseholdView:
    """The household, by two statements however many live in it.

    A courier sees those of her villages. Raises NotFound ``household_not_found``.
    """
    year = coverage_year or current_coverage_year(core, actor.county_id)
    with core.begin_for(actor) as work:
        household = _find(work, actor, household_id)
        rows = queries.members(work, actor.county_id, [household_id], year)
    return _view(household, year, _members(core, actor, rows, locale))


def households_of_courier(
    core: Core, actor: Actor, household_ids: Sequence[UUID], coverage_year: int, locale: Locale
) -> tuple[HouseholdView, ...]:
    """Those of these households that live in her villages, by two statements however many."""
    with core.begin_for(actor) as work:
        found = queries.households_of_hers(work, actor.county_id, actor.person_id, household_ids)
        known = [one.household_id for one in found]
        rows = queries.members(work, actor.county_id, known, coverage_year)
    living = {one: [row for row in rows if row.household_id == one] for one in known}
    return tuple(
        _view(one, coverage_year, _members(core, actor, living[one.household_id], locale))
        for one in found
    )


def _view(household: HouseholdRow, year: int, members: tuple[MemberView, ...]) -> HouseholdView:
    return HouseholdView(
        household_id=household.household_id,
        household_no=household.household_no,
        village_code=household.village_code,
        village_name=household.village_name,
        township_name=household.township_name,
        coverage_year=year,
        members=members,
    )


def _members(
    core: Core, actor: Actor, rows: Sequence[MemberRow], locale: Locale
) -> tuple[MemberView, ...]:
    today = china_day(core)
    return tuple(_member(core, row, actor, today, locale) for row in rows)


def _find(work: Work, actor: Actor, household_id: UUID) -> HouseholdRow:
    if actor.kind is ActorKind.COURIER:
        found = queries.household_of_hers(work, actor.county_id, actor.person_id, household_id)
    else:
        found = queries.household(work, actor.county_id, household_id)
    if found is None:
        raise NotFound("household_not_found")
    return found


def _member(core: Core, row: MemberRow, actor: Actor, today: dt.date, locale: Locale) -> MemberView:
    return MemberView(
        insuree_id=row.insuree_id,
        obligation_id=row.obligation_id,
        name=row.name,
        id_masked=row.id_masked,
        relation=row.relation,
        age=age_on(row.birth_date, today),
        sex=row.sex,
        categories=tuple(row.categories),
        standing=_standing(row, actor.county_id),
        full=_money(row.full_fen),
        own=_money(row.own_fen),
        aid=tuple(_aid_line(line) for line in row.aid or ()),
        explanation=explain_stored(core.shelf, row, locale),
        unknown=tuple(row.unknown or ()),
        paid_receipt_no=number_shown(row.receipt_no) if row.receipt_no is not None else None,
        paid_channel=row.paid_channel,
        paid_at=row.paid_at,
        attempt_id=row.claim_attempt if row.claim_courier == actor.person_id else None,
        back_reason=row.back_reason,
        back_at=row.back_at,
        consented=row.consented,
    )


def _standing(row: MemberRow, county_id: int) -> Standing:
    if row.status == Standing.PAID:
        return Standing.PAID
    if row.claim_county is not None:
        return Standing.BEING_PAID if row.claim_county == county_id else Standing.PAID_ELSEWHERE
    return Standing(row.status) if row.status else _standing_without_obligation(row)


def _standing_without_obligation(row: MemberRow) -> Standing:
    if row.back_reason is None:
        return Standing.NOT_COMPUTED
    return Standing.GOING_BACK if row.back_at is None else Standing.GONE_BACK


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _aid_line(line: dict[str, Any]) -> AidLine:
    return AidLine(line.get("payer"), _money(line.get("fen")), line["category"])
