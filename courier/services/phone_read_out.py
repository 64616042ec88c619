"""What a phone needs to ask a household without a network: words, sums, how to know its slip."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.short_codes import make_slip_code
from courier.services.consents import said_to
from courier.services.core import Actor, Core
from courier.services.households import HouseholdView, MemberView
from courier.services.read_out import PersonRead, ToRead, read_out
from courier.store.queries import slips as queries
from courier.texts import Locale, shown_aloud

MOST_SUMS = 500  # of a household; the amounts of a county are few, so sums repeat


def read_to(view: HouseholdView, locale: Locale) -> Mapping[UUID, PersonRead]:
    """What is read out to each who has to pay; the name is masked, as all names in a phone."""
    payable = view.payable
    asked = [_asked(one, view.coverage_year, locale) for one in payable]
    read = read_out(asked, village=view.village_name, locale=locale).people
    return {one.insuree_id: said for one, said in zip(payable, read, strict=True)}


def sums_aloud(households: Sequence[HouseholdView], locale: Locale) -> Mapping[int, str]:
    """In the words that people say: whatever some of a household may pay together."""
    owed = [[one.own.fen for one in view.payable if one.own] for view in households]
    sums = set().union(*map(sums_of, owed))
    return {fen: shown_aloud(Money(fen), locale) for fen in sorted(sums)}


def sums_of(owed: Sequence[int]) -> set[int]:
    """Of too many different ones each alone, and all together."""
    sums: set[int] = set()
    for fen in owed:
        sums |= {fen, *(fen + one for one in sums)}
        if len(sums) > MOST_SUMS:
            return {*owed, sum(owed)}
    return sums


def slips_known(core: Core, actor: Actor, household_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """By household the SHA-256 of its valid slip's code: who has no slip cannot make one of it."""
    with core.begin_for(actor) as work:
        rows = queries.valid_slips(work, actor.county_id, household_ids)
    codes = {
        row.household_id: make_slip_code(core.code_key, actor.county_id, row.token) for row in rows
    }
    return {one: hashlib.sha256(code.encode()).hexdigest() for one, code in codes.items()}


def _asked(member: MemberView, year: int, locale: Locale) -> ToRead:
    name, own = name_masked(member.name), member.own or Money(0)
    return ToRead(name, member.age, own, said_to(name, year, own, locale))
