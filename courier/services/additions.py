"""Asking that a newborn or somebody who moved in be added: a case of the township, with papers."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.additions import (
    MOST_PAPERS,
    MOST_WAITING,
    AddedPerson,
    AddReason,
)
from courier.domain.cases import CaseKind
from courier.domain.categories import Category
from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.names import name_masked
from courier.domain.policy_windows import WindowKind
from courier.domain.roster_layouts import Relation
from courier.ports import FieldKind
from courier.services.cases import Report, report_in
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.store.queries import additions as queries
from courier.store.queries import cases as case_queries
from courier.store.queries import households as household_queries
from courier.store.rows.additions import AdditionRow
from courier.store.rows.households import HouseholdRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to be added where; ``request_id`` was made on the phone, so that a repeated sending
    is the same wish. ``papers`` are pictures as they were sent."""

    request_id: UUID
    household_id: UUID
    reason: AddReason
    person: AddedPerson
    papers: Sequence[bytes]
    locale: Locale


@dataclass(frozen=True, slots=True)
class AskedView:
    """One who was asked for, as the courier follows it; ``name`` is masked, or empty once erased.

    ``outcome`` is ``waiting``, ``accepted`` or ``declined``; ``answer`` the office's words.
    """

    name: str
    reason: AddReason
    outcome: str
    answer: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class AddingRules:
    """What the region's pack says: codes of papers to photograph, and how long a newborn has.

    Empty and None where the pack says nothing.
    """

    papers: tuple[str, ...]
    newborn_days: int | None
    newborn_months: int | None


def adding_rules(core: Core, county_id: int, reason: AddReason) -> AddingRules:
    """The rules of the coverage year that is being collected."""
    year = current_coverage_year(core, county_id)
    pack = core.shelf.for_region(f"{county_id:06d}000000", year)
    if pack is None:
        return AddingRules((), None, None)
    papers = next((one.papers for one in pack.papers if one.errand == reason.errand), ())
    window = pack.window(WindowKind.NEWBORN) if reason is AddReason.BORN else None
    if window is None:
        return AddingRules(papers, None, None)
    return AddingRules(papers, window.days_after_birth, window.months_after_birth)


def ask_to_add(core: Core, *, actor: Actor, wish: Wish) -> str:
    """Make it a case of the township and keep the papers sealed; answers the case's number.

    The same ``request_id`` again answers the same number. Raises NotFound
    ``household_not_found``; BadInput ``added_paper_missing``, ``added_papers_many`` (most) or
    ``picture_*``; Refused ``added_too_many`` (most).
    """
    _check_count(wish.papers)
    pictures = [core.cleaner.clean_paper(one) for one in wish.papers]
    with core.begin_for(actor) as work:
        queries.lock_request(work, wish.request_id)
        household = _household(work, actor, wish.household_id)
        before = queries.case_of_request(work, actor.county_id, actor.person_id, wish.request_id)
        if before is not None:
            return before.case_no
        _check_waiting(work, actor, wish.household_id)
        number = report_in(core, work, _report(core, work, actor, wish, household), actor.trail)
        _keep(core, work, actor, replace(wish, papers=pictures), number)
        work.commit()
    return number


def asked_of_household(core: Core, *, actor: Actor, household_id: UUID) -> tuple[AskedView, ...]:
    """Who was asked for in one of her households, the newest first.

    Raises NotFound ``household_not_found``.
    """
    with core.begin_for(actor) as work:
        _household(work, actor, household_id)
        rows = queries.of_household(work, actor.county_id, household_id)
    return tuple(_asked(core, row) for row in rows)


def opened_person(core: Core, row: AdditionRow) -> AddedPerson | None:
    """Who it is; None once that was erased."""
    if row.person is None:
        return None
    said = json.loads(core.sealer.open(FieldKind.ADDED, bytes(row.person)))
    return AddedPerson(
        name=said["name"],
        id_number=said["id_number"],
        born=dt.date.fromisoformat(said["born"]),
        relation=Relation(said["relation"]),
        category=Category(said["category"]) if said["category"] else None,
    )


def _sealed(core: Core, person: AddedPerson) -> bytes:
    said = {
        "name": person.name,
        "id_number": person.id_number,
        "born": person.born.isoformat(),
        "relation": person.relation.value,
        "category": person.category.value if person.category else "",
    }
    return core.sealer.seal(FieldKind.ADDED, json.dumps(said, ensure_ascii=False))


def _keep(core: Core, work: Work, actor: Actor, wish: Wish, number: str) -> None:
    case = case_queries.case_numbered(work, actor.county_id, number)
    if case is None:
        raise NotFound("case_not_found")
    facts = {
        "county_id": actor.county_id,
        "case_id": case.case_id,
        "request_id": wish.request_id,
        "household_id": wish.household_id,
        "courier_id": actor.person_id,
        "reason": wish.reason.value,
        "person": _sealed(core, wish.person),
    }
    queries.insert(work, facts)
    in_text = [base64.b64encode(one).decode("ascii") for one in wish.papers]
    sealed = [core.sealer.seal(FieldKind.PAPER, one) for one in in_text]
    queries.insert_papers(work, actor.county_id, case.case_id, sealed, core.clock.now())


def _report(core: Core, work: Work, actor: Actor, wish: Wish, household: HouseholdRow) -> Report:
    """The case; its end is told to the courier by text."""
    courier = queries.reporter(work, actor.county_id, actor.person_id)
    phone = core.sealer.open(FieldKind.PHONE, bytes(courier.phone)) if courier else ""
    return Report(
        county_id=actor.county_id,
        kind=CaseKind.PERSON_ADDED,
        region_code=household.village_code,
        locale=wish.locale,
        what=say(f"additions.case_{wish.reason}", wish.locale, household=household.household_no),
        contact=courier.name if courier else "",
        phone=phone,
    )


def _household(work: Work, actor: Actor, household_id: UUID) -> HouseholdRow:
    found = household_queries.household_of_hers(
        work, actor.county_id, actor.person_id, household_id
    )
    if found is None:
        raise NotFound("household_not_found")
    return found


def _check_count(papers: Sequence[bytes]) -> None:
    if not papers:
        raise BadInput("added_paper_missing")
    if len(papers) > MOST_PAPERS:
        raise BadInput("added_papers_many", most=MOST_PAPERS)


def _check_waiting(work: Work, actor: Actor, household_id: UUID) -> None:
    rows = queries.of_household(work, actor.county_id, household_id)
    if sum(row.outcome is None for row in rows) >= MOST_WAITING:
        raise Refused("added_too_many", most=MOST_WAITING)


def _asked(core: Core, row: AdditionRow) -> AskedView:
    person = opened_person(core, row)
    return AskedView(
        name=name_masked(person.name) if person else "",
        reason=AddReason(row.reason),
        outcome=row.outcome or "waiting",
        answer=row.answer,
        asked_at=row.asked_at,
    )
