"""Receipts: one for each person, with a short signed code that anybody can check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput, NotFound
from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.receipts import number_shown
from courier.domain.short_codes import (
    ReceiptFacts,
    check_receipt_code,
    grouped,
    make_receipt_code,
    read_receipt_code,
)
from courier.services.core import Actor, Core
from courier.store.queries import receipts as queries
from courier.store.rows.receipts import ReceiptRow


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What stands on a receipt. ``void_reason`` is there when it no longer counts."""

    receipt_no: int
    number: str
    code: str
    name: str
    name_masked: str
    id_masked: str
    village_name: str
    township_name: str
    office_phone: str | None
    coverage_year: int
    amount: Money
    channel: str
    issued_at: dt.datetime
    courier_name: str | None
    courier_no: str | None
    void_reason: str | None


def receipt_by_code(core: Core, *, code: str) -> ReceiptView:
    """The receipt of a code that somebody typed or scanned.

    Raises BadInput ``receipt_code_unreadable`` for a slip of the pen and
    ``receipt_code_forged`` for a code that we never issued: the same whether or not there is
    a receipt of that number, so that nobody can try numbers.
    """
    county_id, number = read_receipt_code(code)
    with core.begin() as work:
        row = queries.by_number(work, county_id, number)
    if row is None:
        raise BadInput("receipt_code_forged")
    check_receipt_code(core.code_key, code, _facts(row))
    return view(core, row)


def receipts_of_attempt(core: Core, *, actor: Actor, attempt_id: UUID) -> list[ReceiptView]:
    """The receipts of a courier's own payment. Raises NotFound ``payment_not_found``."""
    with core.begin_for(actor) as work:
        rows = queries.of_attempt(work, actor.county_id, attempt_id, actor.person_id)
    if not rows:
        raise NotFound("payment_not_found")
    return [view(core, row) for row in rows]


def payments_of_visit(core: Core, *, actor: Actor, visit_id: UUID) -> list[UUID]:
    """A courier's own payments on a visit that have receipts, whenever they were handed in."""
    with core.begin_for(actor) as work:
        return queries.payments_of_visit(work, actor.county_id, visit_id, actor.person_id)


def receipt_of_attempt(core: Core, *, actor: Actor, attempt_id: UUID, number: str) -> ReceiptView:
    """One receipt of a courier's own payment.

    Raises NotFound ``payment_not_found`` or ``receipt_not_found``.
    """
    for receipt in receipts_of_attempt(core, actor=actor, attempt_id=attempt_id):
        if receipt.number == number:
            return receipt
    raise NotFound("receipt_not_found")


def view(core: Core, row: ReceiptRow) -> ReceiptView:
    """Put number and code to a row."""
    code = make_receipt_code(core.code_key, row.county_id, row.receipt_no, _facts(row))
    return ReceiptView(
        receipt_no=row.receipt_no,
        number=number_shown(row.receipt_no),
        code=grouped(code),
        name=row.name,
        name_masked=name_masked(row.name),
        id_masked=row.id_masked,
        village_name=row.village_name,
        township_name=row.township_name,
        office_phone=row.office_phone,
        coverage_year=row.coverage_year,
        amount=Money(row.amount_fen),
        channel=row.channel,
        issued_at=row.issued_at,
        courier_name=row.courier_name,
        courier_no=row.courier_no,
        void_reason=row.void_reason,
    )


def _facts(row: ReceiptRow) -> ReceiptFacts:
    return ReceiptFacts(row.insuree_id, row.coverage_year, row.amount_fen)
