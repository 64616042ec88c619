"""What the office does with a wish to add somebody: look at her and her papers, accept, decline."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.additions import (
    PAPERS_KEPT,
    AddedPerson,
    AddReason,
    read_number,
)
from courier.domain.cases import CaseStep, agent_words
from courier.domain.categories import Category, read_category
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.identity import IdNumber
from courier.domain.names import name_masked
from courier.domain.permissions import Permission
from courier.domain.policy_windows import WindowKind
from courier.ports import FieldKind
from courier.services.additions import opened_person
from courier.services.areas import area_of, require
from courier.services.case_work import Hand, own_case
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.enrolment import Enrolled, enrol
from courier.services.rosters import collecting_pack
from courier.services.told_people import tell_of_case
from courier.store.queries import additions as queries
from courier.store.queries import cases as case_queries
from courier.store.rows.additions import AdditionRow
from courier.store.rows.cases import CaseRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class AdditionView:
    """Who is to be added; ``person`` is None for whoever has not taken the case, and once erased.

    ``last_day`` is the last one on which the newborn may be enrolled, None where the pack does not
    say; ``papers`` how many pictures there are.
    """

    case_id: UUID
    case_no: str
    reason: AddReason
    household_no: str
    person: AddedPerson | None
    papers: int
    last_day: dt.date | None
    outcome: str | None
    insuree_id: UUID | None
    is_mine: bool


def addition_view(core: Core, *, actor: Actor, case_id: UUID) -> AdditionView:
    """One case of this kind in the area; who has taken it sees whom it is about, on the trail.

    Raises NotAllowed, NotFound ``case_not_found``.
    """
    require(actor, Permission.WORK_ON_CASES)
    with core.begin_for(actor) as work:
        row = _of_area(work, actor, case_id)
        is_mine = row.taken_by == actor.person_id
        if is_mine:
            _record(work, actor, row, "added_person_seen")
        work.commit()
    person = opened_person(core, row) if is_mine else None
    return AdditionView(
        case_id=case_id,
        case_no=row.case_no,
        reason=AddReason(row.reason),
        household_no=row.household_no,
        person=person,
        papers=row.papers if is_mine else 0,
        last_day=_last_day(core, actor, row, person),
        outcome=row.outcome,
        insuree_id=row.insuree_id,
        is_mine=is_mine,
    )


def look_at_paper(core: Core, *, actor: Actor, case_id: UUID, paper_no: int) -> bytes:
    """One picture, JPEG, for the admin who has the case; that she looked is on the trail.

    Raises NotAllowed, NotFound ``case_not_found`` or ``paper_missing``.
    """
    require(actor, Permission.WORK_ON_CASES)
    with core.begin_for(actor) as work:
        row = _of_area(work, actor, case_id)
        sealed = queries.paper(work, actor.county_id, case_id, paper_no)
        if sealed is None or row.taken_by != actor.person_id:
            raise NotFound("paper_missing")
        _record(work, actor, row, "added_paper_seen", paper=paper_no)
        work.commit()
    return base64.b64decode(core.sealer.open(FieldKind.PAPER, bytes(sealed)))


def accept_addition(
    core: Core, *, actor: Actor, case_id: UUID, id_number: str = "", category: str = ""
) -> UUID:
    """Enrol the person in the household, compute what she owes, close the case, tell the courier.

    ``id_number`` where the courier had none. Answers the insuree. Raises NotAllowed, NotFound
    ``case_not_found``; Conflict ``case_*``, ``added_decided_already`` or as ``enrol`` does;
    BadInput ``id_number_*``, ``added_born_differs`` or ``category_unknown``.
    """
    require(actor, Permission.CHANGE_PEOPLE)
    claimed = read_category(category) if category else None
    with core.begin_for(actor) as work:
        case, row, person = _undecided(core, work, actor, case_id)
        number = _number(core, person, id_number)
        insuree_id = enrol(core, work, actor, _enrolled(row, person, number, claimed))
        words = say("additions.accepted", Locale(case.locale), name=name_masked(person.name))
        _end(Hand(core, work, actor), case, "accepted", words, insuree_id)
        work.commit()
    return insuree_id


def decline_addition(core: Core, *, actor: Actor, case_id: UUID, words: str) -> None:
    """Close the case with the reason, which the courier reads.

    Raises NotAllowed, NotFound ``case_not_found``, BadInput ``words_*``, Conflict ``case_*`` or
    ``added_decided_already``.
    """
    reason = agent_words(words)
    with core.begin_for(actor) as work:
        case, _, _ = _undecided(core, work, actor, case_id)
        _end(Hand(core, work, actor), case, "declined", reason)
        work.commit()


def erase_old_additions(core: Core) -> int:
    """Erase papers and persons thirty days after the decision; of how many cases."""
    with core.begin() as work:
        erased = queries.erase_old(work, core.clock.now() - PAPERS_KEPT)
        work.commit()
    return erased


def _of_area(work: Work, actor: Actor, case_id: UUID) -> AdditionRow:
    case = case_queries.case_of_area(work, area_of(actor), case_id)
    row = queries.of_case(work, actor.county_id, case_id) if case else None
    if row is None:
        raise NotFound("case_not_found")
    return row


def _undecided(
    core: Core, work: Work, actor: Actor, case_id: UUID
) -> tuple[CaseRow, AdditionRow, AddedPerson]:
    case = own_case(work, actor, case_id)
    row = _of_area(work, actor, case_id)
    person = opened_person(core, row)
    if row.outcome is not None or person is None:
        raise Conflict("added_decided_already")
    return case, row, person


def _number(core: Core, person: AddedPerson, typed: str) -> IdNumber:
    number = read_number(person.id_number or typed, china_day(core))
    if number is None:
        raise BadInput("id_number_missing")
    if number.birth_date != person.born:
        raise BadInput("added_born_differs")
    return number


def _enrolled(
    row: AdditionRow, person: AddedPerson, number: IdNumber, category: Category | None
) -> Enrolled:
    return Enrolled(
        origin=row.case_id,
        case_no=row.case_no,
        name=person.name,
        number=number,
        village_code=row.village_code,
        household_no=row.household_no,
        relation=person.relation,
        category=category,
    )


def _end(
    hand: Hand, case: CaseRow, outcome: str, words: str, insuree_id: UUID | None = None
) -> None:
    county, case_id, at = case.county_id, case.case_id, hand.core.clock.now()
    queries.decide(hand.work, county, case_id, outcome=outcome, insuree_id=insuree_id, at=at)
    hand.step(case, CaseStep.CLOSED, words)
    tell_of_case(hand.core, hand.work, case)


def _last_day(
    core: Core, actor: Actor, row: AdditionRow, person: AddedPerson | None
) -> dt.date | None:
    if person is None or row.reason != AddReason.BORN:
        return None
    window = collecting_pack(core, actor.county_id).window(WindowKind.NEWBORN)
    return window.last_day_for(person.born) if window else None


def _record(work: Work, actor: Actor, row: AdditionRow, action: str, **facts: object) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"case:{row.case_no}",
        facts=facts,
    )
