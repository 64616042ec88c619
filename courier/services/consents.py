"""Consent: what is read out to people before their money is taken, and that they agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.money import Money, total
from courier.domain.visits import VisitState, check_step
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.store.queries import consents as queries
from courier.store.queries import households as household_queries
from courier.store.queries import visits as visit_queries
from courier.store.rows.households import ConsentRow, NewConsent
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


class ConsentMethod(StrEnum):
    """How somebody agreed."""

    SPOKEN = "spoken"
    SIGNATURE = "signature"
    SLIP = "slip"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class ConsentPerson:
    """One person who agreed, and the very sentence that was read out."""

    insuree_id: UUID
    obligation_id: UUID
    name: str
    own: Money
    said_text: str


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What a household agreed to."""

    household_id: UUID
    coverage_year: int
    people: tuple[ConsentPerson, ...]
    total: Money
    at: dt.datetime


def record_consent(
    core: Core,
    actor: Actor,
    *,
    visit_id: UUID | None,
    household_id: UUID,
    insurees: Sequence[UUID],
    method: ConsentMethod | str,
    locale: Locale,
    shown: Money | None = None,
) -> ConsentView:
    """Keep, for each person, the sentence that was read out with the amount.

    ``shown`` is the total on the screen. Raises NotFound ``household_not_found``,
    ``visit_not_found`` or ``consent_not_a_member``; BadInput ``consent_nobody`` or
    ``consent_method_missing``; Refused ``consent_nothing_to_pay`` (name); Conflict
    ``consent_amount_changed`` when the total is another than what was shown.
    """
    if method not in set(ConsentMethod):
        raise BadInput("consent_method_missing")
    year = current_coverage_year(core, actor.county_id)
    with core.begin_for(actor) as work:
        rows = _owed(work, actor, household_id, insurees, year)
        people = tuple(_person(row, year, locale) for row in rows)
        amount = total([person.own for person in people])
        if shown is not None and shown != amount:
            raise Conflict("consent_amount_changed", amount=amount)
        if visit_id is not None:
            _note_visit(work, core, actor, visit_id)
        queries.insert_consents(
            work,
            actor.county_id,
            [NewConsent(one.insuree_id, one.own.fen, one.said_text) for one in people],
            visit_id=visit_id,
            coverage_year=year,
            method=ConsentMethod(method).value,
            locale=locale.value,
            courier_id=actor.person_id,
            at=core.clock.now(),
        )
        work.commit()
    return ConsentView(household_id, year, people, amount, core.clock.now())


def _owed(
    work: Work, actor: Actor, household_id: UUID, insurees: Sequence[UUID], year: int
) -> list[ConsentRow]:
    if not household_queries.is_hers(work, actor.county_id, actor.person_id, household_id):
        raise NotFound("household_not_found")
    if not insurees:
        raise BadInput("consent_nobody")
    rows = queries.lock_owed(work, actor.county_id, household_id, insurees, year)
    if {row.insuree_id for row in rows} != set(insurees):
        raise NotFound("consent_not_a_member")
    return rows


def _person(row: ConsentRow, year: int, locale: Locale) -> ConsentPerson:
    if row.status != "open" or not row.own_fen:
        raise Refused("consent_nothing_to_pay", name=row.name)
    own = Money(row.own_fen)
    return ConsentPerson(
        row.insuree_id, row.obligation_id, row.name, own, said_to(row.name, year, own, locale)
    )


def said_to(name: str, year: int, own: Money, locale: Locale) -> str:
    """The sentence that is read out to a person about the amount."""
    return say("households.said_person", locale, name=name, year=str(year), amount=own)


def _note_visit(work: Work, core: Core, actor: Actor, visit_id: UUID) -> None:
    """The visit has come as far as consent, unless it already did."""
    visit = visit_queries.lock_for_courier(work, actor.county_id, actor.person_id, visit_id)
    if visit is None or visit.courier_id != actor.person_id:
        raise NotFound("visit_not_found")
    status = VisitState(visit.status)
    if status in {VisitState.CONSENTED, VisitState.PAID}:
        return
    if status in {VisitState.ACCEPTED, VisitState.ON_THE_WAY}:
        status = VisitState.ARRIVED
        _append(work, core, actor, visit_id, status)
    check_step(status, VisitState.CONSENTED)
    _append(work, core, actor, visit_id, VisitState.CONSENTED)


def _append(work: Work, core: Core, actor: Actor, visit_id: UUID, state: VisitState) -> None:
    visit_queries.add_state(
        work, actor.county_id, visit_id, state, core.clock.now(), courier_id=actor.person_id
    )
