"""Links by which somebody far away pays for people who agreed: made, opened, texted, withdrawn.

Paying itself stands in services/link_payments.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from courier.domain.errors import Conflict, NotFound, Refused
from courier.domain.money import Money, total
from courier.domain.payment_links import LIFE, make_token, read_token
from courier.domain.payments import MONEY_CAME, Owed, PaymentState, current_state
from courier.domain.short_codes import read_visit_number
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.services.paid_meanwhile import PersonsTurn, Turn, turns_in
from courier.services.payment_views import PaymentView, find_attempt, view_of
from courier.services.payments import PaymentRequest, give_up, require_consent
from courier.store.queries import payment_links as sql
from courier.store.queries import payments as payment_queries
from courier.store.queries import regions as region_queries
from courier.store.rows.payment_links import LinkRow
from courier.store.unit_of_work import Work

FAMILY = ("villager", "-")  # whoever opens a link is not signed in
TAKEN = {Turn.PAID, Turn.ELSEWHERE}


class LinkState(StrEnum):
    """Where a link stands."""

    OPEN = "open"
    PAYING = "paying"  # an order waits for its money
    PAID = "paid"
    TAKEN = "taken"  # somebody else paid, or is paying
    CHANGED = "changed"  # they owe another amount now, or nothing
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link for whoever opens it. Names of residents are shown masked alone.

    ``payment`` is its newest order; its people carry receipts once the money is posted.
    """

    link_id: UUID
    county_id: int
    token: str
    address: str
    state: LinkState
    people: tuple[PersonsTurn, ...]
    total: Money
    village_name: str
    township_name: str
    courier_name: str
    courier_no: str
    office_phone: str | None
    expires_at: dt.datetime
    household_id: UUID
    visit_id: UUID | None
    payment: PaymentView | None


def make_link(core: Core, *, actor: Actor, request: PaymentRequest) -> LinkView:
    """A courier makes a link for people who agreed; the same key gives the same link.

    Raises NotFound ``household_not_found``, Refused ``consent_missing``, Conflict
    ``already_paid``, ``being_paid`` or ``amount_changed``.
    """
    link_id = uuid5(request.household_id, request.key)
    with core.begin_for(actor) as work:
        require_consent(work, actor, request)
        refuse_taken(turns_in(work, actor.county_id, request.owed))
        facts = _new(core, actor.county_id, link_id, request.owed) | {
            "household_id": request.household_id,
            "visit_id": request.visit_id,
            "courier_id": actor.person_id,
            "made_by": "courier",
        }
        work.run(sql.MAKE, facts)
        _trail(work, actor.county_id, actor.trail, "payment_link_made", link_id)
        work.commit()
    return open_link(core, token=make_token(core.code_key, actor.county_id, link_id))


def agreed_people(core: Core, *, visit_no: str) -> tuple[Owed, ...]:
    """For whom somebody who follows a visit may pay now: who agreed, and still owes that."""
    county_id, number = read_visit_number(visit_no)
    year = current_coverage_year(core, county_id)
    with core.begin() as work:
        rows = work.run(
            sql.AGREED, {"county_id": county_id, "visit_no": number, "coverage_year": year}
        ).all()
        owed = tuple(Owed(row.obligation_id, Money(row.own_fen)) for row in rows)
        turns = turns_in(work, county_id, owed)
    free = {one.obligation_id for one in turns if one.turn is Turn.OPEN}
    return tuple(one for one in owed if one.obligation_id in free)


def make_family_link(core: Core, *, visit_no: str) -> LinkView:
    """Who follows a visit from far away pays for those who agreed there.

    Within an hour the same people and amounts give the same link. Raises BadInput
    ``visit_number_unreadable``, Refused ``payment_link_nobody`` while nobody agreed.
    """
    county_id, number = read_visit_number(visit_no)
    owed = agreed_people(core, visit_no=visit_no)
    if not owed:
        raise Refused("payment_link_nobody")
    with core.begin() as work:
        visit = work.run(sql.VISIT, {"county_id": county_id, "visit_no": number}).one()
        # The hour is in it, so that one that ended may be made anew.
        hour = core.clock.now().strftime("%Y%m%d%H")
        link_id = uuid5(visit.visit_id, f"{hour} {owed}")
        new = _new(core, county_id, link_id, owed) | {
            "household_id": visit.household_id,
            "visit_id": visit.visit_id,
            "courier_id": visit.courier_id,
            "made_by": "family",
        }
        work.run(sql.MAKE, new)
        _trail(work, county_id, FAMILY, "payment_link_made", link_id)
        work.commit()
    return open_link(core, token=make_token(core.code_key, county_id, link_id))


def open_link(core: Core, *, token: str) -> LinkView:
    """What a link shows now. Raises NotFound ``payment_link_unknown``."""
    county_id, link_id = read_token(core.code_key, token)
    with core.begin() as work:
        return view_in(core, work, find_link(work, county_id, link_id))


def own_link(core: Core, *, actor: Actor, link_id: UUID) -> LinkView:
    """A link of the courier's villages. Raises NotFound ``payment_link_unknown``."""
    with core.begin_for(actor) as work:
        return view_in(core, work, find_link(work, actor.county_id, link_id))


def link_of_attempt(core: Core, *, actor: Actor, attempt_id: UUID) -> UUID | None:
    """Which link an order was opened by."""
    facts = {"county_id": actor.county_id, "attempt_id": attempt_id}
    with core.begin_for(actor) as work:
        row = work.first(LinkRow, sql.BY_ATTEMPT, facts)
    return None if row is None else row.link_id


def withdraw_link(core: Core, *, actor: Actor, link_id: UUID) -> LinkView:
    """End a link and close its open order; money that came first counts.

    Raises NotFound ``payment_link_unknown``, OutsideFailed when the order cannot be closed.
    """
    facts = {"county_id": actor.county_id, "link_id": link_id, "now": core.clock.now()}
    with core.begin_for(actor) as work:
        find_link(work, actor.county_id, link_id)
        work.run(sql.WITHDRAW, facts)
        row = find_link(work, actor.county_id, link_id)
        attempt = row.attempt_id and find_attempt(work, actor.county_id, row.attempt_id)
        _trail(work, actor.county_id, actor.trail, "payment_link_withdrawn", link_id)
        work.commit()
    if attempt and not current_state(attempt.states).is_over:
        give_up(core, attempt, PaymentState.FAILED, reason="link_withdrawn")
    return own_link(core, actor=actor, link_id=link_id)


def find_link(work: Work, county_id: int, link_id: UUID) -> LinkRow:
    """The link. Raises NotFound ``payment_link_unknown``."""
    row = work.first(LinkRow, sql.BY_ID, {"county_id": county_id, "link_id": link_id})
    if row is None:
        raise NotFound("payment_link_unknown")
    return row


def owed_of(row: LinkRow) -> tuple[Owed, ...]:
    """For whom a link is, and how much."""
    return tuple(Owed(one, Money(fen)) for one, fen in zip(row.obligations, row.fen, strict=True))


def view_in(core: Core, work: Work, row: LinkRow) -> LinkView:
    """A link as it stands, within a transaction."""
    people = turns_in(work, row.county_id, owed_of(row))
    payment = _payment(core, work, row)
    office = region_queries.office_of(work, row.village_code)
    token = make_token(core.code_key, row.county_id, row.link_id)
    return LinkView(
        link_id=row.link_id,
        county_id=row.county_id,
        token=token,
        address=f"{core.public_url}/l/{token}",
        state=_state(core, row, people, payment),
        people=people,
        total=total([one.amount for one in people]),
        village_name=row.village_name,
        township_name=row.township_name,
        courier_name=row.courier_name,
        courier_no=row.courier_no,
        office_phone=office.phone if office else None,
        expires_at=row.expires_at,
        household_id=row.household_id,
        visit_id=row.visit_id,
        payment=payment,
    )


def refuse_taken(turns: Sequence[PersonsTurn]) -> None:
    """Raises Conflict for people who are not to be paid for as it was asked."""
    codes = {
        Turn.PAID: "already_paid",
        Turn.ELSEWHERE: "being_paid",
        Turn.BEING_PAID: "being_paid",
        Turn.CHANGED: "amount_changed",
        Turn.SETTLED: "nothing_to_pay",
    }
    for one in turns:
        if one.turn is not Turn.OPEN:
            raise Conflict(codes[one.turn])


def _state(
    core: Core, row: LinkRow, people: Sequence[PersonsTurn], payment: PaymentView | None
) -> LinkState:
    if payment is not None and payment.state in MONEY_CAME:
        return LinkState.PAID
    if row.withdrawn_at is not None:
        return LinkState.WITHDRAWN
    if payment is not None and not payment.state.is_over:
        return LinkState.PAYING
    turns = {one.turn for one in people}
    if turns & {*TAKEN, Turn.BEING_PAID}:
        return LinkState.TAKEN
    if turns != {Turn.OPEN}:
        return LinkState.CHANGED
    return LinkState.EXPIRED if core.clock.now() >= row.expires_at else LinkState.OPEN


def _payment(core: Core, work: Work, row: LinkRow) -> PaymentView | None:
    if row.attempt_id is None:
        return None
    attempt = find_attempt(work, row.county_id, row.attempt_id)
    items = payment_queries.items(work, row.county_id, row.attempt_id)
    return view_of(core.code_key, attempt, items)


def _new(core: Core, county_id: int, link_id: UUID, owed: Sequence[Owed]) -> dict[str, object]:
    now = core.clock.now()
    return {
        "county_id": county_id,
        "link_id": link_id,
        "obligations": [str(one.obligation_id) for one in owed],
        "fen": [one.amount.fen for one in owed],
        "now": now,
        "expires_at": now + LIFE,
    }


def _trail(work: Work, county_id: int, actor: tuple[str, str], action: str, link_id: UUID) -> None:
    work.record(county_id=county_id, actor=actor, action=action, subject=f"link:{link_id}")
