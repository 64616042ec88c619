"""One person as the console sees her: household, categories, what is owed, receipts.

Who looked at whom is kept in the trail.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.categories import Category
from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.identity import IdNumber, age_on
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.receipts import number_shown
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day, current_coverage_year
from courier.services.refunds import step_of
from courier.store.queries import people as queries
from courier.store.rows.people import (
    DatedCategoryRow,
    FoundPersonRow,
    ObligationVersionRow,
    PersonReceiptRow,
    PersonRow,
    RelativeRow,
)
from courier.store.unit_of_work import Work

FOUND_AT_MOST = 50
SHORTEST_SAID = 2
BY_AGE = frozenset({Category.MINOR, Category.ADULT, Category.ELDERLY, Category.NEWBORN})
# What an admin may give: the rest follows from age and residence.
GIVEN = tuple(one for one in Category if one not in BY_AGE and one is not Category.NON_LOCAL)


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """What a search by name found; ``more`` where there were too many to show."""

    people: tuple[FoundPersonRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class OwedView:
    """An obligation as it is (``replaced_at`` None) or was; None is an amount nobody knows."""

    coverage_year: int
    version: int
    status: str
    full: Money | None
    own: Money | None
    aid: Money
    computed_at: dt.datetime
    replaced_at: dt.datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PersonReceiptView:
    """A receipt; ``refund_step`` is None while nobody asked for the money."""

    receipt_no: int
    number: str
    coverage_year: int
    amount: Money
    channel: str
    issued_at: dt.datetime
    is_void: bool
    refund_step: str | None

    @property
    def may_go_back(self) -> bool:
        """Whether a refund may be asked for."""
        return not self.is_void and self.refund_step is None


@dataclass(frozen=True, slots=True)
class PersonView:
    """All that the console shows of a person; ``owed`` newest year and version first."""

    person: PersonRow
    age: int
    coverage_year: int
    household: tuple[RelativeRow, ...]
    categories: tuple[DatedCategoryRow, ...]
    owed: tuple[OwedView, ...]
    receipts: tuple[PersonReceiptView, ...]

    @property
    def lasting(self) -> tuple[str, ...]:
        """Codes of the categories that last."""
        return tuple(one.category for one in self.categories if one.valid_to is None)

    @property
    def to_give(self) -> tuple[str, ...]:
        """Codes of the categories that may be given."""
        return tuple(one.value for one in GIVEN if one.value not in self.lasting)


def find_by_number(core: Core, *, actor: Actor, text: str) -> UUID:
    """The person of the area who has this ID number.

    Raises BadInput ``id_number_*``, Refused ``person_not_in_area``.
    """
    require(actor, Permission.SEE_PEOPLE)
    number = IdNumber.from_text(text, today=china_day(core))
    sealed = core.sealer.seal(FieldKind.ID_NUMBER, number.value)
    with core.begin_for(actor) as work:
        found = queries.person_of_number(work, area_of(actor), sealed)
    if found is None:
        raise Refused("person_not_in_area")
    return found


def find_by_name(core: Core, *, actor: Actor, said: str) -> FoundPeople:
    """People of the area whose name holds what was said; that it was asked is kept.

    Raises BadInput ``person_search_short``.
    """
    require(actor, Permission.SEE_PEOPLE)
    name = plain_text(said)
    if len(name) < SHORTEST_SAID:
        raise BadInput("person_search_short", shortest=SHORTEST_SAID)
    with core.begin_for(actor) as work:
        rows = queries.people_named(work, area_of(actor), name, FOUND_AT_MOST + 1)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="people_searched",
            subject=f"area:{actor.region_code}",
            facts={"found": len(rows)},
        )
        work.commit()
    return FoundPeople(tuple(rows[:FOUND_AT_MOST]), len(rows) > FOUND_AT_MOST)


def person_view(core: Core, *, actor: Actor, insuree_id: UUID) -> PersonView:
    """One person of the area, by a fixed number of statements; the look is kept in the trail.

    Raises NotFound ``insuree_not_found``.
    """
    require(actor, Permission.SEE_PEOPLE)
    county_id = actor.county_id
    with core.begin_for(actor) as work:
        person = queries.person(work, area_of(actor), insuree_id)
        if person is None:
            raise NotFound("insuree_not_found")
        household = _relatives(work, county_id, person.household_id)
        categories = queries.categories(work, county_id, insuree_id)
        owed = queries.obligation_versions(work, county_id, insuree_id)
        receipts = queries.receipts(work, county_id, insuree_id)
        work.record(
            county_id=county_id,
            actor=actor.trail,
            action="person_viewed",
            subject=f"insuree:{insuree_id}",
        )
        work.commit()
    return PersonView(
        person=person,
        age=age_on(person.birth_date, china_day(core)),
        coverage_year=current_coverage_year(core, county_id),
        household=tuple(household),
        categories=tuple(categories),
        owed=tuple(_owed(row) for row in owed),
        receipts=tuple(_receipt(row) for row in receipts),
    )


def _relatives(work: Work, county_id: int, household_id: UUID | None) -> list[RelativeRow]:
    return [] if household_id is None else queries.relatives(work, county_id, household_id)


def _owed(row: ObligationVersionRow) -> OwedView:
    return OwedView(
        coverage_year=row.coverage_year,
        version=row.version,
        status=row.status,
        full=_money(row.full_fen),
        own=_money(row.own_fen),
        aid=Money(sum(int(share["fen"]) for share in row.aid)),
        computed_at=row.computed_at,
        replaced_at=row.replaced_at,
        reason=row.reason,
    )


def _receipt(row: PersonReceiptRow) -> PersonReceiptView:
    return PersonReceiptView(
        receipt_no=row.receipt_no,
        number=number_shown(row.receipt_no),
        coverage_year=row.coverage_year,
        amount=Money(row.amount_fen),
        channel=row.channel,
        issued_at=row.issued_at,
        is_void=row.is_void,
        refund_step=step_of(row.refund_states) if row.refund_states else None,
    )


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
