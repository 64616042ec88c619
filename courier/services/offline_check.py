"""Is this card real, without a database: pinned keys and the lists at hand.

The reference for verifiers that others write (docs/cards.md); the page in a phone does the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from courier.domain.credentials import (
    CardClaims,
    CardStatus,
    Verdict,
    from_address,
    judge,
    refused,
)
from courier.domain.errors import BadInput
from courier.domain.status_lists import is_believable, status_in
from courier.ports import CardOffice


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a checker has at hand: public keys (PEM) by kid, those of them that were revoked, the
    newest signed list of each county, and when the newest list believed before was made.
    """

    public_pems: Mapping[str, bytes]
    revoked: frozenset[str] = frozenset()
    lists: Mapping[int, bytes | None] = field(default_factory=dict)
    newest: Mapping[int, dt.datetime] = field(default_factory=dict)


def verify_offline(
    office: CardOffice, pinned: Pinned, *, text: str, at: dt.datetime, asked: str | None = None
) -> Verdict:
    """What may be said of a scanned text at a moment; ``asked`` the digits the checker showed."""

    def status_of(claims: CardClaims) -> CardStatus:
        return listed_status(office, pinned, claims, at)

    return verify_by(office, pinned, status_of, text=text, at=at, asked=asked)


def verify_by(
    office: CardOffice,
    pinned: Pinned,
    status_of: Callable[[CardClaims], CardStatus],
    *,
    text: str,
    at: dt.datetime,
    asked: str | None = None,
) -> Verdict:
    """As ``verify_offline``; ``status_of`` knows what is in order."""
    try:
        shown = office.read(
            from_address(text), public_pems=pinned.public_pems, revoked=pinned.revoked
        )
    except BadInput as error:
        return refused(error.code)
    return judge(shown.claims, status_of(shown.claims), at, proof=shown.proof, asked=asked)


def listed_status(
    office: CardOffice, pinned: Pinned, claims: CardClaims, at: dt.datetime
) -> CardStatus:
    """What the county's list says of the card, if it is to be believed."""
    data = pinned.lists.get(claims.county_id)
    if data is None:
        return CardStatus.UNCHECKED
    try:
        found = office.read_list(data, public_pems=pinned.public_pems, revoked=pinned.revoked)
    except BadInput:
        return CardStatus.UNCHECKED
    newest = pinned.newest.get(claims.county_id)
    if not is_believable(found, claims.county_id, at, newest=newest):
        return CardStatus.UNCHECKED
    return status_in(found, claims, at)
