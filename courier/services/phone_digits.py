"""The six digits in a courier's phone: the secret is given once, and digits count once.

The phone gets a fresh secret until it shows, by right digits, that it keeps it; from then on the
secret never leaves the server again. A new phone has a new secret.
"""

from __future__ import annotations

from uuid import UUID

from courier.domain.checks import DigitsReason
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.time_digits import (
    MOST_WRONG,
    SPENT_FORGOTTEN_AFTER,
    WRONG_FORGOTTEN_AFTER,
    new_secret,
    step_told,
)
from courier.ports import FieldKind
from courier.services.core import Actor, Core
from courier.services.passwords import token_hash
from courier.store.queries import time_digits as queries
from courier.store.rows.time_digits import DigitsPhoneRow
from courier.store.unit_of_work import Work


def give_secret(core: Core, *, actor: Actor, device_token: str) -> bytes:
    """A fresh secret for the phone in the courier's hand.

    Raises NotFound ``phone_unknown``, Conflict ``phone_has_digits`` once it keeps one.
    """
    secret = new_secret()
    with core.begin_for(actor) as work:
        phone = _own_phone(work, actor, device_token)
        if phone.is_kept:
            raise Conflict("phone_has_digits")
        sealed = core.sealer.seal(FieldKind.TIME_DIGITS, secret.hex())
        queries.keep_secret(work, actor.county_id, phone.device_id, sealed)
        work.commit()
    return secret


def confirm_secret(core: Core, *, actor: Actor, device_token: str, digits: str) -> None:
    """The phone shows that it keeps the secret; again is no error.

    Raises NotFound ``phone_unknown``, BadInput ``phone_digits_wrong``.
    """
    now = core.clock.now()
    with core.begin_for(actor) as work:
        phone = _own_phone(work, actor, device_token)
        if phone.digits_secret is None or step_told(_secret(core, phone), digits, now) is None:
            raise BadInput("phone_digits_wrong")
        if phone.is_kept:
            return
        queries.note_kept(work, actor.county_id, phone.device_id, now)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="phone_digits_kept",
            subject=f"courier:{actor.person_id}",
            facts={"device": str(phone.device_id)},
        )
        work.commit()


def told_digits(
    core: Core, work: Work, *, county_id: int, courier_id: UUID, digits: str
) -> DigitsReason:
    """What six digits tell of a courier, now; right ones are used up by it."""
    now = core.clock.now()
    phone = queries.phone_of(work, county_id, courier_id)
    if phone is None:
        return DigitsReason.NONE
    since = now - WRONG_FORGOTTEN_AFTER
    if queries.wrong_since(work, county_id, courier_id, since) >= MOST_WRONG:
        return DigitsReason.BLOCKED
    step = step_told(_secret(core, phone), digits, now)
    if step is None:
        queries.note_wrong(work, county_id, courier_id, since=since, now=now)
        return DigitsReason.WRONG
    is_first = queries.spend(work, county_id, phone.device_id, step, now)
    return DigitsReason.RIGHT if is_first else DigitsReason.USED


def forget_spent_digits(core: Core) -> int:
    """Drop the notes on digits that are long past; how many."""
    with core.begin() as work:
        gone = queries.forget_spent(work, core.clock.now() - SPENT_FORGOTTEN_AFTER)
        work.commit()
    return gone


def _own_phone(work: Work, actor: Actor, device_token: str) -> DigitsPhoneRow:
    token = token_hash(device_token)
    phone = queries.own_phone(work, actor.county_id, actor.person_id, token)
    if phone is None:
        raise NotFound("phone_unknown")
    return phone


def _secret(core: Core, phone: DigitsPhoneRow) -> bytes:
    sealed = bytes(phone.digits_secret or b"")
    return bytes.fromhex(core.sealer.open(FieldKind.TIME_DIGITS, sealed))
