"""Paying for a household through a channel: one order for several people.

Money is posted only on the channel's own word (services/settlements.py), never on a phone's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

import structlog

from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.money import Money
from courier.domain.payments import (
    Owed,
    PaymentState,
    current_state,
    order_number,
    request_hash,
)
from courier.ports import Channel, OrderToPlace, PayWay
from courier.services.core import Actor, Core
from courier.services.payment_views import (
    PaymentView,
    find_attempt,
    own_attempt,
    payment_view,
)
from courier.store.queries import households
from courier.store.queries import payments as queries
from courier.store.rows.payments import AttemptRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

ORDER_LIFE = dt.timedelta(minutes=30)
KEY_LENGTHS = range(16, 65)
MOST_PEOPLE = 20
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequest:
    """What a courier asks to be paid. ``key`` (16 to 64 characters) is made before the first send.

    ``owed`` names each person's obligation and the amount that was shown.
    """

    key: str
    household_id: UUID
    owed: tuple[Owed, ...]
    visit_id: UUID | None = None


def start_payment(
    core: Core,
    *,
    actor: Actor,
    request: PaymentRequest,
    channel: Channel = Channel.WECHAT,
    way: PayWay = PayWay.NATIVE,
) -> PaymentView:
    """Open one order for several people and place it at the channel.

    The same key and contents again give the same order. Raises Conflict
    (``idempotency_key_reused``, ``already_paid``, ``being_paid``, ``amount_changed``),
    Refused ``consent_missing``, OutsideFailed when the channel cannot be reached: the order
    then waits, and repeating the call places it without a second charge.
    """
    core.channel(channel)
    facts = opening_facts(actor, request, channel, core.clock.now())
    with core.begin_for(actor) as work:
        if not queries.key_is_known(work, actor.county_id, request.key):
            require_consent(work, actor, request)
        attempt_id, is_new = queries.open_attempt(work, facts, request.owed)
        attempt = find_attempt(work, actor.county_id, attempt_id)
        work.commit()
    log.info("payment_started", attempt=str(attempt_id), new=is_new, people=len(request.owed))
    if current_state(attempt.states) is PaymentState.CREATED:
        place(core, attempt, way)
    return payment_view(core, actor=actor, attempt_id=attempt_id)


def abandon_payment(core: Core, *, actor: Actor, attempt_id: UUID) -> PaymentView:
    """The payer does not want this order any more. If money came first, it counts.

    Raises NotFound ``payment_not_found``, OutsideFailed when the channel cannot be asked.
    """
    with core.begin_for(actor) as work:
        attempt = own_attempt(work, actor, attempt_id)
    if not current_state(attempt.states).is_over:
        give_up(core, attempt, PaymentState.FAILED, reason="abandoned")
    return payment_view(core, actor=actor, attempt_id=attempt_id)


def give_up(core: Core, attempt: AttemptRow, outcome: PaymentState, *, reason: str) -> None:
    """Close the order at its channel first, then free its persons.

    An order that was paid meanwhile is left alone: its money is posted by the settlement.
    """
    try:
        core.channel(Channel(attempt.channel)).close(attempt.out_trade_no)
    except Conflict:
        return
    with core.begin() as work:
        queries.release(work, attempt, outcome.value, core.clock.now(), reason)
        work.commit()


def require_consent(work: Work, actor: Actor, request: PaymentRequest) -> None:
    """Nobody is charged without having agreed to this very amount, at a door that is hers.

    Raises NotFound ``household_not_found``, Refused ``consent_missing``.
    """
    if not households.is_hers(work, actor.county_id, actor.person_id, request.household_id):
        raise NotFound("household_not_found")
    missing = queries.missing_consents(work, actor.county_id, request.owed)
    if missing:
        raise Refused("consent_missing", people=missing)


def opening_facts(
    actor: Actor, request: PaymentRequest, channel: Channel, now: dt.datetime
) -> dict[str, object]:
    """The facts of a new attempt. Raises BadInput for an impossible key or set of people."""
    if len(request.key) not in KEY_LENGTHS or not request.key.isascii():
        raise BadInput("idempotency_key_invalid")
    people = sorted((str(one.obligation_id), one.amount.fen) for one in request.owed)
    if not 0 < len({person for person, _ in people}) == len(people) <= MOST_PEOPLE:
        raise BadInput("payment_people_invalid", most=MOST_PEOPLE)
    attempt_id = uuid4()
    return {
        "county_id": actor.county_id,
        "attempt_id": attempt_id,
        "key": request.key,
        "body_hash": request_hash(actor.person_id, request.household_id, channel.value, people),
        "out_trade_no": order_number(actor.county_id, attempt_id),
        "channel": channel.value,
        "courier_id": actor.person_id,
        "visit_id": request.visit_id,
        "household_id": request.household_id,
        "now": now,
        "expires_at": now + ORDER_LIFE,
    }


def place(core: Core, attempt: AttemptRow, way: PayWay, *, payer_ip: str | None = None) -> None:
    """Place an attempt's order; one that was given up meanwhile is closed again.

    Raises what ``PaymentChannel.place`` raises.
    """
    order = OrderToPlace(
        out_trade_no=attempt.out_trade_no,
        amount=Money(attempt.amount_fen),
        description=say("payments.order_title", Locale.ZH_HANS),  # stands in the payer's WeChat
        expires_at=attempt.expires_at,
        way=way,
        payer_ip=payer_ip,
    )
    placed = core.channel(Channel(attempt.channel)).place(order)
    with core.begin() as work:
        queries.add_state(
            work, attempt, PaymentState.PENDING.value, core.clock.now(), asdict(placed)
        )
        work.commit()
        now = find_attempt(work, attempt.county_id, attempt.attempt_id)
    if current_state(now.states) in (PaymentState.FAILED, PaymentState.EXPIRED):
        give_up(core, attempt, PaymentState.FAILED, reason="given_up_while_placing")
