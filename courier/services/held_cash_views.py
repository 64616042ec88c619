"""Cash that a stopped phone handed in, as the admin of its case sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.cases import CaseKind, CaseStatus
from courier.domain.errors import BadInput, NotFound
from courier.domain.held_cash import Decision
from courier.domain.money import Money, total
from courier.domain.names import name_masked
from courier.domain.permissions import Permission
from courier.domain.phone_bodies import read_cash
from courier.domain.receipts import number_shown
from courier.services.areas import area_of, may, require
from courier.services.core import Actor, Core
from courier.services.held_cash import hand_of
from courier.store.queries import cases as case_queries
from courier.store.queries import held_cash as queries
from courier.store.queries import phone_items
from courier.store.rows.held_cash import HeldRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """One person's money and the leaf that it stands on.

    The name in full for whoever has the case; none where nobody is known.
    """

    name: str
    amount: Money
    leaf: str


@dataclass(frozen=True, slots=True)
class HeldSum:
    """What was taken at once; nobody in it where it cannot be read.

    ``decision`` and ``words`` are what ``asked_by_name`` proposed, ``code`` what came of it.
    """

    item_id: UUID
    at: dt.datetime
    courier_no: str
    courier_name: str
    people: tuple[HeldPerson, ...]
    amount: Money
    decision: Decision | None
    words: str
    asked_by_name: str
    is_own: bool
    code: str | None


@dataclass(frozen=True, slots=True)
class HeldView:
    """The sums of a case; ``may_propose`` for whoever has taken it."""

    case_id: UUID
    case_no: str
    sums: tuple[HeldSum, ...]
    may_propose: bool
    may_answer: bool


def held_view(core: Core, *, actor: Actor, case_id: UUID) -> HeldView:
    """All cash of a case in her area; that she looked is on the trail.

    Raises NotAllowed, NotFound ``case_not_found``.
    """
    require(actor, Permission.WORK_ON_CASES)
    with core.begin_for(actor) as work:
        case = case_queries.case_of_area(work, area_of(actor), case_id)
        rows = queries.of_case(work, actor.county_id, case_id) if case else []
        if case is None or not (rows or case.kind == CaseKind.PHONE_HELD):
            raise NotFound("case_not_found")
        is_hers = case.taken_by == actor.person_id
        sums = tuple(_sum(core, work, actor, row, is_hers=is_hers) for row in rows)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="held_cash_seen",
            subject=f"case:{case.case_no}",
        )
        work.commit()
    keeps_money = may(actor, Permission.KEEP_MONEY)
    return HeldView(
        case_id=case_id,
        case_no=case.case_no,
        sums=sums,
        may_propose=keeps_money and is_hers and case.status == CaseStatus.TAKEN,
        may_answer=keeps_money,
    )


def _sum(core: Core, work: Work, actor: Actor, row: HeldRow, *, is_hers: bool) -> HeldSum:
    people = _people(core, work, actor, row, is_hers=is_hers)
    return HeldSum(
        item_id=row.item_id,
        at=row.at,
        courier_no=row.courier_no,
        courier_name=row.courier_name,
        people=people,
        amount=total([one.amount for one in people]),
        decision=Decision(row.decision) if row.decision else None,
        words=row.words or "",
        asked_by_name=row.asked_by_name or "",
        is_own=row.asked_by == actor.person_id,
        code=row.code,
    )


def _people(
    core: Core, work: Work, actor: Actor, row: HeldRow, *, is_hers: bool
) -> tuple[HeldPerson, ...]:
    try:
        taken = read_cash(hand_of(core, actor.county_id, row).item.body).taken
    except BadInput:
        return ()
    known = phone_items.offered(work, actor.county_id, [one.owed for one in taken])
    names = {one.obligation_id: one.name for one in known if one.name}
    shown = {who: name if is_hers else name_masked(name) for who, name in names.items()}
    return tuple(
        HeldPerson(shown.get(one.owed.obligation_id, ""), one.owed.amount, number_shown(one.leaf))
        for one in taken
    )
