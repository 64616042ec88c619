"""A person's categories: given or ended by an admin, with what that does to the amount owed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courier.domain.categories import Category, read_categories, read_category
from courier.domain.category_ages import check_person
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.domain.policy import Pack
from courier.domain.regions import area_prefix
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.obligations import Assessment, Scope, assess
from courier.store.queries import categories as queries
from courier.store.unit_of_work import Work


class Effect(StrEnum):
    """What a change of category did to the amount owed (``people.effect_<value>`` says it)."""

    RECOMPUTED = "recomputed"
    SAME_AMOUNT = "same_amount"
    PAID = "paid"  # what is paid stays
    BEING_PAID = "being_paid"  # a payment under way keeps its amount
    WITHDRAWN = "withdrawn"  # paid back, and nothing is owed
    AS_BEFORE = "as_before"  # it was so already


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """One category given or ended."""

    person: UUID
    category: Category
    applies: bool
    evidence: str


def change_category(
    core: Core,
    *,
    actor: Actor,
    insuree_id: UUID,
    category: str,
    applies: bool,
    evidence: str,
    coverage_year: int,
) -> Effect:
    """Give a person a category (or take it away) and recompute what is owed, with history.

    A paid obligation stays; a payment under way keeps its amount until it ends.
    Raises BadInput ``category_unknown`` and what ``check_person`` raises for a category that
    cannot be hers, NotFound ``insuree_not_found``, NotAllowed.
    """
    require(actor, Permission.CHANGE_PEOPLE)
    change = CategoryChange(insuree_id, read_category(category), applies, evidence)
    with core.begin_for(actor) as work:
        person = queries.person(work, actor.county_id, insuree_id)
        if person is None or not person.village_code.startswith(area_prefix(actor.region_code)):
            raise NotFound("insuree_not_found")
        pack = _pack_of(core, work, actor.county_id, insuree_id, coverage_year)
        if applies:
            known = read_categories(person.categories)
            check_person(pack, known | {change.category}, person.birth_date)
        changed = write_change(core, work, actor, change)
        scope = Scope(actor.county_id, pack, coverage_year, (insuree_id,), "category_changed")
        done = assess(work, scope, core.clock.now())
        effect = _effect(work, scope, done) if changed else Effect.AS_BEFORE
        work.commit()
    return effect


def write_change(core: Core, work: Work, actor: Actor, change: CategoryChange) -> bool:
    """Begin or end a category within a transaction; whether anything changed."""
    facts = {
        "county_id": actor.county_id,
        "insuree_id": change.person,
        "category": change.category.value,
        "evidence": change.evidence,
        "on": china_day(core),
        "by": str(actor.person_id),
    }
    changed = queries.change(work, facts, applies=change.applies)
    if changed:
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="category_changed",
            subject=str(change.person),
            facts={
                "category": change.category.value,
                "applies": change.applies,
                "evidence": change.evidence,
            },
        )
    return changed


def _effect(work: Work, scope: Scope, done: Assessment) -> Effect:
    if done.new or done.changed:
        return Effect.RECOMPUTED
    (person,) = scope.insurees or ()
    standing = queries.standing(work, scope.county_id, person, scope.coverage_year)
    return Effect(standing) if standing in set(Effect) else Effect.SAME_AMOUNT


def _pack_of(core: Core, work: Work, county_id: int, insuree_id: UUID, year: int) -> Pack:
    known = queries.pack_of(work, county_id, insuree_id, year)
    pack = core.shelf.get(known) if known else core.shelf.for_region(f"{county_id:06d}000000", year)
    if pack is None:
        raise NotFound("pack_not_found", pack=str(year), known="")
    return pack
