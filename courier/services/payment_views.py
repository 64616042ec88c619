"""What a face sees of a payment: its state, its people, and each one's receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.payments import PaymentState, current_state
from courier.domain.receipts import number_shown
from courier.domain.short_codes import ReceiptFacts, grouped, make_receipt_code
from courier.services.core import Actor, Core
from courier.store.queries import payments as queries
from courier.store.rows.payments import AttemptRow, ItemRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class PaidPerson:
    """One person of a payment; number and code once the receipt is there."""

    insuree_id: UUID
    name: str
    coverage_year: int
    amount: Money
    receipt_number: str | None
    receipt_code: str | None

    @property
    def name_masked(self) -> str:
        """For whoever is not signed in."""
        return name_masked(self.name)


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One attempt. ``code_url`` is what the payer scans, ``page_url`` a page to open."""

    attempt_id: UUID
    out_trade_no: str
    channel: str
    state: PaymentState
    amount: Money
    household_id: UUID | None
    visit_id: UUID | None
    created_at: dt.datetime
    expires_at: dt.datetime
    code_url: str | None
    page_url: str | None
    people: tuple[PaidPerson, ...]


def payment_view(core: Core, *, actor: Actor, attempt_id: UUID) -> PaymentView:
    """A courier's own payment. Raises NotFound ``payment_not_found``."""
    with core.begin_for(actor) as work:
        attempt = own_attempt(work, actor, attempt_id)
        return view_of(core.code_key, attempt, queries.items(work, actor.county_id, attempt_id))


def find_attempt(work: Work, county_id: int, attempt_id: UUID) -> AttemptRow:
    """The attempt. Raises NotFound ``payment_not_found``."""
    attempt = queries.attempt_by_id(work, county_id, attempt_id)
    if attempt is None:
        raise NotFound("payment_not_found")
    return attempt


def own_attempt(work: Work, actor: Actor, attempt_id: UUID) -> AttemptRow:
    """The attempt if it is this courier's. Raises NotFound ``payment_not_found``."""
    attempt = find_attempt(work, actor.county_id, attempt_id)
    if attempt.courier_id != actor.person_id:
        raise NotFound("payment_not_found")
    return attempt


def view_of(code_key: bytes, attempt: AttemptRow, items: Sequence[ItemRow]) -> PaymentView:
    """Put the rows together."""
    placed = attempt.placed or {}
    return PaymentView(
        attempt_id=attempt.attempt_id,
        out_trade_no=attempt.out_trade_no,
        channel=attempt.channel,
        state=current_state(attempt.states),
        amount=Money(attempt.amount_fen),
        household_id=attempt.household_id,
        visit_id=attempt.visit_id,
        created_at=attempt.created_at,
        expires_at=attempt.expires_at,
        code_url=placed.get("code_url"),
        page_url=placed.get("page_url"),
        people=tuple(_person(code_key, attempt.county_id, item) for item in items),
    )


def _person(code_key: bytes, county_id: int, item: ItemRow) -> PaidPerson:
    number = code = None
    if item.receipt_no is not None:
        facts = ReceiptFacts(item.insuree_id, item.coverage_year, item.amount_fen)
        number = number_shown(item.receipt_no)
        code = grouped(make_receipt_code(code_key, county_id, item.receipt_no, facts))
    return PaidPerson(
        insuree_id=item.insuree_id,
        name=item.name,
        coverage_year=item.coverage_year,
        amount=Money(item.amount_fen),
        receipt_number=number,
        receipt_code=code,
    )
