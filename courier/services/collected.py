"""What a courier collected, for her own eyes: every payment of hers and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.money import Money
from courier.domain.payments import PaymentState, current_state
from courier.services.core import Actor, Core
from courier.store.queries import collected as queries

NEWEST = 50


@dataclass(frozen=True, slots=True)
class CollectionView:
    """One payment: for whom, how much, by which channel, and where it stands."""

    attempt_id: UUID
    channel: str
    amount: Money
    at: dt.datetime
    village_name: str
    state: PaymentState
    names: tuple[str, ...]
    receipts: int


def own_collections(core: Core, actor: Actor, newest: int = NEWEST) -> tuple[CollectionView, ...]:
    """Her newest payments, newest first, whatever became of them."""
    with core.begin_for(actor) as work:
        rows = queries.of_courier(work, actor.county_id, actor.person_id, newest)
    return tuple(
        CollectionView(
            attempt_id=row.attempt_id,
            channel=row.channel,
            amount=Money(row.amount_fen),
            at=row.created_at,
            village_name=row.village_name,
            state=current_state(row.states),
            names=tuple(row.names),
            receipts=row.receipts,
        )
        for row in rows
    )
