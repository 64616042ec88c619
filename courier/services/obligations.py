"""What each person owes for a coverage year: priced by the pack, written by sets, with history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.categories import read_category
from courier.domain.policy import Pack
from courier.domain.premium_aid import AidShare
from courier.domain.premiums import Premium, premium
from courier.services.core import Actor, Core
from courier.store.queries import obligations as queries
from courier.store.rows.obligations import PricedProfile, ProfileRow
from courier.store.unit_of_work import Work
from courier.texts import CHINA


@dataclass(frozen=True, slots=True)
class Assessment:
    """How many obligations were written."""

    profiles: int
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose obligations: everybody's of a county, or those of ``insurees``; and why."""

    county_id: int
    pack: Pack
    coverage_year: int
    insurees: tuple[UUID, ...] | None = None
    reason: str = "assessment"


def compute_obligations(
    core: Core, *, county_id: int, coverage_year: int, pack_id: str, actor: Actor | None = None
) -> Assessment:
    """Compute everybody's obligation of a county; those paid or being paid stay as they are.

    Raises NotFound ``pack_not_found``.
    """
    pack = core.shelf.get(pack_id)
    with core.begin() as work:
        done = assess(work, Scope(county_id, pack, coverage_year), core.clock.now())
        work.record(
            county_id=county_id,
            actor=actor.trail if actor else ("machine", "assessment"),
            action="obligations_computed",
            subject=str(coverage_year),
            facts={"new": done.new, "changed": done.changed, "pack": pack.id},
        )
        work.commit()
    return done


def assess(work: Work, scope: Scope, now: dt.datetime) -> Assessment:
    """Price and write inside a transaction of the caller's."""
    pack = scope.pack
    today = now.astimezone(CHINA).date()
    profiles = queries.group_people(work, scope.county_id, pack, today, scope.insurees)
    counts = queries.apply_prices(
        work,
        [_priced(pack, profile, today) for profile in profiles],
        {
            "county_id": scope.county_id,
            "coverage_year": scope.coverage_year,
            "pack_id": pack.id,
            "fingerprint": pack.fingerprint,
            "now": now,
            "reason": scope.reason,
        },
    )
    return Assessment(profiles=len(profiles), new=counts.new, changed=counts.changed)


def _priced(pack: Pack, profile: ProfileRow, today: dt.date) -> PricedProfile:
    answer = premium(
        pack,
        categories=frozenset(read_category(code) for code in profile.categories),
        tier=profile.chosen_tier if profile.chosen_tier in pack.tiers else None,
        non_local=profile.non_local,
        born=profile.born,
        on=today,
    )
    return PricedProfile(
        profile=profile.profile,
        status=_status(answer),
        tier=answer.tier,
        full_fen=answer.full.fen if answer.full else None,
        own_fen=answer.own.fen if answer.own is not None else None,
        aid=json.dumps([_aid(share) for share in _counting(answer)], ensure_ascii=False),
        unknown=json.dumps(list(answer.unknown)),
    )


def _status(answer: Premium) -> str:
    if answer.own is None or answer.full is None:
        return "unknown"
    return "open" if answer.own else "aided"


def _counting(answer: Premium) -> Sequence[AidShare]:
    """Shares that are money; while the own share is unknown none is."""
    return [] if answer.own is None else [share for share in answer.aid if share.amount]


def _aid(share: AidShare) -> dict[str, object]:
    return {
        "payer": share.payer.value if share.payer else "government",
        "fen": share.amount.fen if share.amount else 0,
        "category": share.category.value,
        "kind": share.kind.value,
        "source": share.source_id,
    }
