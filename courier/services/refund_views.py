"""Premiums on their way back, as the console lists them beside suspense."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.receipts import number_shown
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.refunds import LISTED_AT_MOST, step_of
from courier.store.queries import refunds as queries
from courier.store.rows.refunds import PremiumRefundRow


@dataclass(frozen=True, slots=True)
class RefundView:
    """A premium's refund; ``step`` as in suspense, ``requested_by`` may not approve."""

    refund_id: UUID
    receipt_number: str
    insuree_id: UUID
    name: str
    id_masked: str
    village_name: str
    amount: Money
    channel: str
    reason: str
    requested_at: dt.datetime
    requested_by: UUID | None
    requested_by_name: str | None
    step: str


def list_refunds(core: Core, *, actor: Actor) -> list[RefundView]:
    """Refunds of premiums of the area, newest first; auditors too. Raises NotAllowed."""
    require(actor, Permission.SEE_SUSPENSE)
    with core.begin_for(actor) as work:
        return [_seen(row) for row in queries.premiums(work, area_of(actor), LISTED_AT_MOST)]


def _seen(row: PremiumRefundRow) -> RefundView:
    return RefundView(
        refund_id=row.refund_id,
        receipt_number=number_shown(row.receipt_no),
        insuree_id=row.insuree_id,
        name=row.name,
        id_masked=row.id_masked,
        village_name=row.village_name,
        amount=Money(row.amount_fen),
        channel=row.channel,
        reason=row.reason,
        requested_at=row.requested_at,
        requested_by=row.requested_by,
        requested_by_name=row.requested_by_name,
        step=step_of(row.states),
    )
