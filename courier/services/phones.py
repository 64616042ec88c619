"""A courier's registered phone: known by its cookie's token, and what only it may have."""

from __future__ import annotations

import hashlib
import hmac

from courier.domain.courier_states import CourierStatus
from courier.domain.errors import NotAllowed
from courier.services.core import Actor, Core
from courier.services.passwords import token_hash
from courier.store.queries import phone_items as queries
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work


def own_phone(work: Work, actor: Actor, device_token: str) -> KnownPhone:
    """The phone in the hand of the courier who asks. Raises NotAllowed ``phone_not_registered``."""
    phone = queries.known_phone(work, actor.county_id, token_hash(device_token))
    if phone is None or phone.courier_id != actor.person_id or phone.revoked_at is not None:
        raise NotAllowed("phone_not_registered")
    return phone


def phone_once_ours(work: Work, county_id: int, device_token: str) -> KnownPhone:
    """A phone that was registered once, good or not. Raises NotAllowed ``phone_not_registered``."""
    phone = queries.known_phone(work, county_id, token_hash(device_token))
    if phone is None:
        raise NotAllowed("phone_not_registered")
    return phone


def why_signed_out(core: Core, *, county_id: int, device_token: str) -> str:
    """Why a phone without a session is to stop: ``phone_revoked`` or ``courier_stopped``.

    ``sign_in_needed`` where nothing is wrong with it, or where it never was ours.
    """
    with core.at_once() as work:
        phone = queries.known_phone(work, county_id, token_hash(device_token))
    if phone is None:
        return "sign_in_needed"
    if phone.revoked_at is not None:
        return "phone_revoked"
    return "sign_in_needed" if phone.status == CourierStatus.ACTIVE else "courier_stopped"


def unlock_key(core: Core, phone: KnownPhone) -> bytes:
    """32 bytes for this phone alone: the last step of HKDF (RFC 5869) over its registration."""
    about = f"{phone.county_id}/{phone.device_id}".encode("ascii")
    return hmac.new(core.phone_key, about + b"\x01", hashlib.sha256).digest()
