"""Consent: what is read out to people before their money is taken, and that they agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.consent_proofs import NO_PROOF, ConsentMethod, Proof, clean_proof
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.identity import age_on
from courier.domain.money import Money, total
from courier.domain.visits import VisitState, check_step
from courier.services.consent_evidence import Evidence, keep_evidence
from courier.services.core import Actor, Core
from courier.services.coverage import china_day, current_coverage_year
from courier.services.read_out import ToRead, read_out
from courier.store.queries import consents as queries
from courier.store.queries import households as household_queries
from courier.store.queries import visits as visit_queries
from courier.store.rows.households import ConsentRow, HouseholdRow, NewConsent
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class ConsentPerson:
    """One person who agreed, and the very sentence that was read out."""

    insuree_id: UUID
    obligation_id: UUID
    name: str
    own: Money
    said_text: str
    birth_date: dt.date


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
    proof: Proof = NO_PROOF,
) -> ConsentView:
    """Keep, for each person, the sentence that was read out with the amount, and the proof.

    ``shown`` is the total on the screen. Raises NotFound ``household_not_found``,
    ``visit_not_found`` or ``consent_not_a_member``; BadInput ``consent_nobody``,
    ``consent_method_missing`` or as ``clean_proof`` and ``keep_evidence`` do; Refused
    ``consent_nothing_to_pay`` (name); Conflict ``consent_amount_changed`` when the total is
    another than what was shown.
    """
    if method not in set(ConsentMethod):
        raise BadInput("consent_method_missing")
    given = clean_proof(ConsentMethod(method), proof)
    year = current_coverage_year(core, actor.county_id)
    with core.begin_for(actor) as work:
        household = _household(work, actor, household_id)
        rows = _owed(work, actor, household_id, insurees, year)
        people = tuple(_person(row, year, locale) for row in rows)
        amount = total([person.own for person in people])
        if shown is not None and shown != amount:
            raise Conflict("consent_amount_changed", amount=amount)
        if visit_id is not None:
            note_visit(work, core, actor, visit_id)
        said = _read_out(core, people, household.village_name, locale)
        evidence_id = keep_evidence(core, work, actor, Evidence(household_id, year, said, given))
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
            evidence_id=evidence_id,
        )
        work.commit()
    return ConsentView(household_id, year, people, amount, core.clock.now())


def _household(work: Work, actor: Actor, household_id: UUID) -> HouseholdRow:
    found = household_queries.household_of_hers(
        work, actor.county_id, actor.person_id, household_id
    )
    if found is None:
        raise NotFound("household_not_found")
    return found


def _owed(
    work: Work, actor: Actor, household_id: UUID, insurees: Sequence[UUID], year: int
) -> list[ConsentRow]:
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
    said = said_to(row.name, year, own, locale)
    return ConsentPerson(row.insuree_id, row.obligation_id, row.name, own, said, row.birth_date)


def said_to(name: str, year: int, own: Money, locale: Locale) -> str:
    """The sentence that is read out to a person about the amount."""
    return say("households.said_person", locale, name=name, year=str(year), amount=own)


def _read_out(core: Core, people: Sequence[ConsentPerson], village: str, locale: Locale) -> str:
    today = china_day(core)
    read = [
        ToRead(one.name, age_on(one.birth_date, today), one.own, one.said_text) for one in people
    ]
    return read_out(read, village=village, locale=locale).text


def note_visit(work: Work, core: Core, actor: Actor, visit_id: UUID) -> None:
    """The visit has come as far as consent, unless it already did.

    Raises NotFound ``visit_not_found``, Conflict ``visit_over`` or ``visit_other_step``.
    """
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
