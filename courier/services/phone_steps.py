"""What the items of a phone do, each within the transaction that writes the item down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.phone_bodies import Agreed, read_consent, read_not_done, read_step
from courier.domain.phone_items import ItemOutcome, PhoneItem
from courier.services.consent_evidence import Evidence, keep_evidence
from courier.services.consents import note_visit
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.services.rounds import not_done_in, step_in
from courier.store.queries import consents as consent_queries
from courier.store.queries import households as household_queries
from courier.store.queries import visits as visit_queries
from courier.store.rows.households import NewConsent
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work
from courier.texts import Locale


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did it, on which phone, and when by our clock."""

    core: Core
    actor: Actor
    phone: KnownPhone
    item: PhoneItem
    at: dt.datetime

    @property
    def then(self) -> Core:
        """The core as of the moment when it was done."""
        return self.core.as_of(self.at)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an item; ``leads_to`` names where she goes on, as ``visit:<id>``."""

    code: str
    outcome: ItemOutcome = ItemOutcome.DONE
    facts: Mapping[str, object] = field(default_factory=dict)
    leads_to: str | None = None


def take_step(work: Work, hand: Hand) -> Result:
    """Set out, arrive, sign off. Raises what the round raises."""
    visit_id, state = read_step(hand.item.body)
    step_in(work, hand.then, hand.actor, visit_id, state)
    return Result("step_done")


def note_not_done(work: Work, hand: Hand) -> Result:
    """She came for nothing. Raises what the round raises."""
    read = read_not_done(hand.item.body)
    not_done_in(
        work,
        hand.then,
        hand.actor,
        read.visit_id,
        reason=read.reason,
        next_on=read.next_on,
        told=read.told,
    )
    return Result("not_done_done")


def keep_consent(work: Work, hand: Hand) -> Result:
    """Keep what was read out to whom, word for word, with its amount.

    It is kept though another amount is owed by now: it counts for its own amount alone. Raises
    NotFound ``household_not_found``, ``consent_not_a_member``.
    """
    agreed = read_consent(hand.item.body)
    if agreed.locale not in set(Locale):
        raise BadInput("phone_item_unreadable")
    county_id, courier_id = hand.actor.county_id, hand.actor.person_id
    if not household_queries.is_hers(work, county_id, courier_id, agreed.household_id):
        raise NotFound("household_not_found")
    if agreed.visit_id is not None:
        with suppress(NotFound, Conflict):  # the visit may be over; what was said was said
            note_visit(work, hand.then, hand.actor, agreed.visit_id)
    _write(work, hand, agreed)
    return Result("consent_kept")


def own_visit(work: Work, hand: Hand, visit_id: UUID | None) -> UUID | None:
    """The visit that was named, if it is still hers."""
    found = visit_queries.visit(work, hand.actor.county_id, visit_id) if visit_id else None
    return visit_id if found and found.courier_id == hand.actor.person_id else None


def _write(work: Work, hand: Hand, agreed: Agreed) -> None:
    county_id = hand.actor.county_id
    year = current_coverage_year(hand.then, county_id)
    asked = [one.insuree_id for one in agreed.people]
    rows = consent_queries.lock_owed(work, county_id, agreed.household_id, asked, year)
    living = {row.insuree_id for row in rows}
    if not living:
        raise NotFound("consent_not_a_member")
    proof = Evidence(agreed.household_id, year, agreed.read_out, agreed.proof)
    evidence_id = keep_evidence(hand.then, work, hand.actor, proof)
    consent_queries.insert_consents(
        work,
        county_id,
        [
            NewConsent(one.insuree_id, one.amount.fen, one.said)
            for one in agreed.people
            if one.insuree_id in living
        ],
        visit_id=own_visit(work, hand, agreed.visit_id),
        coverage_year=year,
        method=agreed.method.value,
        locale=agreed.locale,
        courier_id=hand.actor.person_id,
        at=hand.at,
        evidence_id=evidence_id,
    )
