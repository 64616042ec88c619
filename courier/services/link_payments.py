"""Paying by a link: one order at a time, for people who agreed, by whoever holds the link."""

from __future__ import annotations

from uuid import UUID

from courier.domain.errors import OutsideFailed, Refused
from courier.domain.payment_links import read_token
from courier.domain.payments import PaymentState, current_state
from courier.ports import Channel, PayWay
from courier.services.core import Actor, ActorKind, Core
from courier.services.payment_links import (
    FAMILY,
    LinkState,
    LinkView,
    find_link,
    open_link,
    owed_of,
    refuse_taken,
    view_in,
)
from courier.services.payment_views import find_attempt
from courier.services.payments import PaymentRequest, give_up, opening_facts, place
from courier.services.settlements import check_payment
from courier.store.queries import payment_links as sql
from courier.store.queries import payments as queries
from courier.store.rows.payment_links import LinkRow
from courier.store.rows.payments import AttemptRow
from courier.store.unit_of_work import Work


def pay_by_link(
    core: Core, *, token: str, channel: Channel, way: PayWay, payer_ip: str | None = None
) -> LinkView:
    """Place an order for the link's people; pressing again gives the same order.

    Another channel closes the first order before the second is placed. Raises NotFound
    ``payment_link_unknown``, Refused ``payment_link_over`` or ``consent_missing``, Conflict
    ``already_paid``, ``being_paid`` or ``amount_changed``, OutsideFailed.
    """
    if channel not in core.channels:
        raise OutsideFailed("channel_missing")
    county_id, link_id = read_token(core.code_key, token)
    _end_other_order(core, county_id, link_id, channel)
    with core.begin() as work:
        attempt = _order(core, work, county_id, link_id, channel)
        work.commit()
    if current_state(attempt.states) is PaymentState.CREATED:
        place(core, attempt, way, payer_ip=payer_ip)
    return open_link(core, token=token)


def check_link(core: Core, *, token: str) -> LinkView:
    """Ask the channel about the link's order, for a notification may be lost."""
    view = open_link(core, token=token)
    if view.payment is not None:
        check_payment(core, county_id=view.county_id, attempt_id=view.payment.attempt_id)
    return open_link(core, token=token)


def _end_other_order(core: Core, county_id: int, link_id: UUID, channel: Channel) -> None:
    with core.begin() as work:
        row = find_link(work, county_id, link_id)
        attempt = row.attempt_id and find_attempt(work, county_id, row.attempt_id)
    if attempt and attempt.channel != channel and not current_state(attempt.states).is_over:
        give_up(core, attempt, PaymentState.FAILED, reason="switched")


def _order(core: Core, work: Work, county_id: int, link_id: UUID, channel: Channel) -> AttemptRow:
    """The link's open order, or a new one; its row is held, so two taps make one order."""
    work.run(sql.LOCK, {"county_id": county_id, "link_id": link_id})
    row = find_link(work, county_id, link_id)
    view = view_in(core, work, row)
    if view.state is LinkState.PAYING and row.attempt_id is not None:
        return find_attempt(work, county_id, row.attempt_id)
    if view.state in {LinkState.TAKEN, LinkState.CHANGED}:
        refuse_taken(view.people)
    if view.state is not LinkState.OPEN:
        raise Refused("payment_link_over")
    return _opened(core, work, row, channel)


def _opened(core: Core, work: Work, row: LinkRow, channel: Channel) -> AttemptRow:
    request = PaymentRequest(
        key=f"{row.link_id.hex}-{row.tries + 1}",
        household_id=row.household_id,
        visit_id=row.visit_id,
        owed=owed_of(row),
    )
    missing = queries.missing_consents(work, row.county_id, request.owed)
    if missing:
        raise Refused("consent_missing", people=missing)
    # The courier who asked them stands for the payment, whoever's phone it is.
    courier = Actor(
        ActorKind.COURIER, row.county_id, row.courier_id, row.courier_name, row.village_code
    )
    facts = opening_facts(courier, request, channel, core.clock.now())
    attempt_id, _ = queries.open_attempt(work, facts, request.owed)
    keys = {"county_id": row.county_id, "link_id": row.link_id}
    work.run(sql.SET_ATTEMPT, {**keys, "attempt_id": attempt_id})
    work.record(
        county_id=row.county_id,
        actor=FAMILY,
        action="payment_by_link_started",
        subject=f"link:{row.link_id}",
        facts={"channel": channel.value},
    )
    return find_attempt(work, row.county_id, attempt_id)
