"""A county's status list: two bits for each place that a card may name (IETF Token Status List).

A checker without a network believes a list that the issuer signed, as far as it is not too old.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from courier.domain.credentials import CLOCK_SLACK, CardClaims, CardStatus

MEDIA_TYPE = "application/statuslist+cwt"
BITS = 2
LASTS = dt.timedelta(hours=6)
ASK_AGAIN_AFTER = dt.timedelta(minutes=5)
LONGEST_SIGNED = 262_144  # bytes of a signed list
LONGEST_PACKED = 1_048_576  # bytes of its places: four millions
_A_BYTE = 8 // BITS
_MASK = (1 << BITS) - 1


class PlaceState(IntEnum):
    """What two bits say."""

    IN_ORDER = 0
    REVOKED = 1
    SUSPENDED = 2
    NEVER_GIVEN = 3


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list whose signature was verified. Moments are aware UTC, whole seconds.

    ``address`` is where it is published; ``places`` holds four places a byte, the first lowest.
    """

    address: str
    made_at: dt.datetime
    valid_until: dt.datetime
    places: bytes


def list_path(county_id: int) -> str:
    """The end of the address of a county's list."""
    return f"/c/status/{county_id:06d}"


def pack(states: Iterable[tuple[PlaceState, Iterable[int]]]) -> bytes:
    """The places of each state in bytes; all others were never given out."""
    sorted_out = [(state, list(places)) for state, places in states]
    size = 1 + max((max(places) for _, places in sorted_out if places), default=-1)
    packed = bytearray(b"\xff" * -(-size // _A_BYTE))
    for state, places in sorted_out:
        for place in places:
            packed[place // _A_BYTE] ^= (_MASK ^ state) << place % _A_BYTE * BITS
    return bytes(packed)


def state_at(places: bytes, place: int) -> PlaceState:
    """What the list says of a place; beyond its end nothing was given out."""
    if not 0 <= place < len(places) * _A_BYTE:
        return PlaceState.NEVER_GIVEN
    return PlaceState(places[place // _A_BYTE] >> place % _A_BYTE * BITS & _MASK)


def is_believable(
    found: StatusList, county_id: int, now: dt.datetime, *, newest: dt.datetime | None = None
) -> bool:
    """Whether this is the county's list, not made in the future, nor before the ``newest`` seen."""
    return (
        found.address.endswith(list_path(county_id))
        and found.made_at <= now + CLOCK_SLACK
        and (newest is None or found.made_at >= newest)
    )


def status_in(found: StatusList, claims: CardClaims, now: dt.datetime) -> CardStatus:
    """What a believable list says of a card. What is revoked or suspended is so in an old list too;
    a card that is younger than the list cannot stand in it.
    """
    state = state_at(found.places, claims.status_index)
    if state is PlaceState.NEVER_GIVEN:
        is_younger = claims.issued_at > found.made_at - CLOCK_SLACK
        return CardStatus.OLD if is_younger else CardStatus.UNKNOWN
    if state is PlaceState.IN_ORDER:
        return CardStatus.OLD if now >= found.valid_until else CardStatus.ACTIVE
    return CardStatus.REVOKED if state is PlaceState.REVOKED else CardStatus.SUSPENDED
