"""How much cash a courier may hold: the county's rule, and her own room under it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.cash import HAND_IN_WITHIN, USUAL_LIMIT, check_limit, refuse_above
from courier.domain.ledger import Account
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.store.queries import cash as sql
from courier.store.queries import ledger
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class CashRoom:
    """What a courier holds and may hold; ``since`` is when the oldest of it came."""

    in_hand: Money
    limit: Money
    since: dt.datetime | None
    is_late: bool

    @property
    def left(self) -> Money:
        """What she may still take."""
        return Money(max(0, self.limit.fen - self.in_hand.fen))


def cash_room(core: Core, *, actor: Actor) -> CashRoom:
    """A courier's own cash."""
    with core.begin_for(actor) as work:
        in_hand = _in_hand(work, actor.county_id, actor.person_id)
        limit = _limit(work, actor.county_id)
        facts = {"county_id": actor.county_id, "courier_id": actor.person_id}
        since = work.scalar(sql.OWN_SINCE, facts)
    is_late = since is not None and since < core.clock.now() - HAND_IN_WITHIN
    return CashRoom(in_hand, limit, since, is_late)


def county_limit(core: Core, *, actor: Actor) -> Money:
    """What the county of an admin allows."""
    with core.begin_for(actor) as work:
        return _limit(work, actor.county_id)


def set_county_limit(core: Core, *, actor: Actor, limit: Money) -> None:
    """Allow couriers of the county so much cash. Raises BadInput ``cash_limit_wrong``."""
    require(actor, Permission.SET_CASH_LIMIT)
    check_limit(limit)
    with core.begin_for(actor) as work:
        facts = {
            "county_id": actor.county_id,
            "limit_fen": limit.fen,
            "set_by": actor.person_id,
            "now": core.clock.now(),
        }
        work.run(sql.SET_LIMIT, facts)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="cash_limit_set",
            subject=f"county:{actor.county_id}",
            facts={"limit_fen": limit.fen},
        )
        work.commit()


def refuse_too_much(work: Work, actor: Actor, wanted: Money) -> None:
    """Within the transaction that takes it. Raises Refused ``cash_limit_reached``."""
    work.run(sql.LOCK_OWN, {"county_id": actor.county_id, "courier_id": actor.person_id})
    in_hand = _in_hand(work, actor.county_id, actor.person_id)
    refuse_above(_limit(work, actor.county_id), in_hand=in_hand, wanted=wanted)


def _in_hand(work: Work, county_id: int, courier_id: UUID) -> Money:
    return Money(ledger.balance(work, county_id, Account.CUSTODY, str(courier_id)))


def _limit(work: Work, county_id: int) -> Money:
    fen = work.scalar(sql.LIMIT, {"county_id": county_id})
    return USUAL_LIMIT if fen is None else Money(fen)
