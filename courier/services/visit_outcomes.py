"""What follows when a courier came for nothing: a note where they pay, a case for the township."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.domain.visit_outcomes import CASES, Elsewhere, Told
from courier.domain.visits import LONGEST_PLACE, NotDoneReason, clean_words
from courier.services.areas import require
from courier.services.cases import Report, report_in
from courier.services.core import Actor, Core
from courier.store.queries import visit_outcomes as queries
from courier.store.rows.visit_outcomes import PersonRow
from courier.store.rows.visits import LockedVisit
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


class StepFacts(TypedDict, total=False):
    """What a step bears besides its name."""

    reason: str
    detail: str
    insuree_id: UUID


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a household."""

    insuree_id: UUID
    name: str


def people_at(core: Core, actor: Actor, household_id: UUID | None) -> tuple[Person, ...]:
    """Who lives in the household of a visit, oldest first; nobody where it is not known."""
    if household_id is None:
        return ()
    with core.begin_for(actor) as work:
        rows = queries.people(work, actor.county_id, household_id)
    return tuple(Person(row.insuree_id, row.name) for row in rows)


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """What a household last said about paying somewhere else, and on which visit."""

    visit_id: UUID
    elsewhere: Elsewhere
    at: dt.datetime


def told_elsewhere(core: Core, *, actor: Actor, household_id: UUID | None) -> ToldElsewhere | None:
    """For whoever checks that nobody pays twice. Raises NotAllowed."""
    require(actor, Permission.SEE_PEOPLE)
    with core.begin_for(actor) as work:
        row = queries.told_elsewhere(work, actor.county_id, household_id)
    return ToldElsewhere(row.visit_id, Elsewhere(row.detail), row.at) if row else None


def what_was_told(
    work: Work, actor: Actor, visit: LockedVisit, reason: NotDoneReason, told: Told
) -> StepFacts:
    """The facts of the step. Raises NotFound ``visit_person_unknown``."""
    facts = StepFacts(reason=reason.value)
    if reason is NotDoneReason.ALREADY_PAID:
        facts["detail"] = told.elsewhere.value
    if reason is NotDoneReason.DIED and told.insuree_id is not None:
        facts["insuree_id"] = _person(work, actor, visit, told.insuree_id).insuree_id
    return facts


def bring_before_township(
    core: Core, work: Work, actor: Actor, visit: LockedVisit, *, reason: NotDoneReason, told: Told
) -> None:
    """A household that moved, or somebody's death, becomes a case.

    Raises BadInput ``visit_words_long``, NotFound ``visit_person_unknown``.
    """
    report = Report(
        county_id=actor.county_id,
        kind=CASES[reason],
        region_code=visit.village_code,
        locale=Locale.ZH_HANS,
        what=say(f"outcomes.case_{reason}", Locale.ZH_HANS),
        story=_story(work, actor, visit, told),
        visit_id=visit.visit_id,
    )
    report_in(core, work, report, actor.trail)


def _story(work: Work, actor: Actor, visit: LockedVisit, told: Told) -> str:
    """Household, person and new place, as far as they are known; to be sealed."""
    moved_to = clean_words(told.moved_to, LONGEST_PLACE)
    person = _person(work, actor, visit, told.insuree_id) if told.insuree_id else None
    household = queries.household_no(work, actor.county_id, visit.household_id)
    facts = {
        "household": household or "—",
        "name": person.name if person else "—",
        "place": moved_to or "—",
    }
    return say("outcomes.case_story", Locale.ZH_HANS, **facts)


def _person(work: Work, actor: Actor, visit: LockedVisit, insuree_id: UUID) -> PersonRow:
    if visit.household_id is not None:
        for one in queries.people(work, actor.county_id, visit.household_id):
            if one.insuree_id == insuree_id:
                return one
    raise NotFound("visit_person_unknown")
