"""Enrolling one person into a household: the checks and the writing of a roster, for one row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.categories import Category
from courier.domain.errors import Conflict
from courier.domain.identity import IdNumber
from courier.domain.names import sort_key
from courier.domain.roster_layouts import Relation
from courier.ports import FieldKind
from courier.services.areas import area_of
from courier.services.categories import CategoryChange, write_change
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.obligations import Scope, assess
from courier.services.rosters import collecting_pack
from courier.store.queries import roster_changes, roster_differences
from courier.store.queries import rosters as queries
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who is enrolled where; ``origin`` and ``case_no`` name the case that it comes from."""

    origin: UUID
    case_no: str
    name: str
    number: IdNumber
    village_code: str
    household_no: str
    relation: Relation
    category: Category | None


def enrol(core: Core, work: Work, actor: Actor, one: Enrolled) -> UUID:
    """Write her into the household within the caller's transaction, and compute what she owes.

    Somebody of the area who lived elsewhere moves. Raises BadInput ``roster_pack_missing``;
    Conflict ``roster_*`` for what a roster's row would be refused for, ``roster_raced`` or
    ``added_member_already``.
    """
    pack = collecting_pack(core, actor.county_id)
    insuree_id = _write(core, work, actor, one)
    if one.category is not None:
        change = CategoryChange(insuree_id, one.category, applies=True, evidence=one.case_no)
        write_change(core, work, actor, change)
    scope = Scope(actor.county_id, pack, pack.coverage_year, (insuree_id,), "person_added")
    assess(work, scope, core.clock.now())
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action="person_added",
        subject=f"insuree:{insuree_id}",
        facts={"case": one.case_no},
    )
    return insuree_id


def _write(core: Core, work: Work, actor: Actor, one: Enrolled) -> UUID:
    queries.stage(work, [_staged(core, one)])
    for fault in queries.refuse_bad_rows(work, area_of(actor)):
        raise Conflict(fault.code, **fault.facts)
    counts = roster_differences.compare(work, {"county_id": actor.county_id})
    if not counts.new and not counts.changed:
        raise Conflict("added_member_already")
    facts = {
        "county_id": actor.county_id,
        "import_id": one.origin,
        "today": china_day(core),
        "by": str(actor.person_id),
    }
    if not roster_changes.apply(work, facts, new=counts.new, changed=counts.changed):
        raise Conflict("roster_raced")
    (insuree_id,) = roster_changes.people(work)
    return insuree_id


def _staged(core: Core, one: Enrolled) -> tuple[object, ...]:
    """As ``queries.rosters.STAGED`` names it; what a form does not ask stays as it is known."""
    number = one.number
    return (
        1,
        False,
        one.name,
        sort_key(one.name),
        core.sealer.seal(FieldKind.ID_NUMBER, number.value),
        number.masked,
        number.birth_date,
        number.sex.value,
        None,
        None,
        None,
        one.village_code,
        one.household_no,
        one.relation.value,
        None,
        None,
    )
