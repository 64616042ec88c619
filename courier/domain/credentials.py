"""The courier's card: what it says, how it travels in an address, and what a checker may conclude.

A card proves that the agency issued it, not that the person who shows it is its holder: a
photograph of a card reads like the card. So a card alone is at best amber. The courier's own phone
shows a live code: a card of three days that names the key in the phone, and a proof that the phone
signed with it, new every half minute. Only that is green.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.errors import BadInput
from courier.domain.scanned import LONGEST_TEXT

MAX_REGIONS = 8
MAX_CARD_BYTES = 1024
PRINTED_LASTS = dt.timedelta(days=365)
CLOCK_SLACK = dt.timedelta(minutes=5)  # phones' clocks are wrong by a little
CODE_LASTS = dt.timedelta(seconds=45)  # the time that a phone and a page take included
CODE_AHEAD = dt.timedelta(seconds=15)
ANSWER_DIGITS = 4

# ASCII, or IGNORECASE takes letters of other alphabets (K, ſ) for ours.
_ADDRESS = re.compile(
    r"(?:https?://[^\s/?#]+)?/C/(?P<card>[A-Z2-7]+)/?(?:[?#].*)?", re.IGNORECASE | re.ASCII
)
_BARE_CARD = re.compile(r"[A-Z2-7]+", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class HolderKey:
    """The public key (P-256) that stays in the courier's phone; 32 bytes each."""

    x: bytes
    y: bytes


@dataclass(frozen=True, slots=True)
class LiveProof:
    """What the courier's phone signed: when, in whole seconds, and the four digits it was asked."""

    made_at: dt.datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class CardClaims:
    """What a card says. Moments are aware UTC, whole seconds.

    ``region_codes`` are the townships (9 digits) and villages (12 digits) where the courier may
    work, at most ``MAX_REGIONS``. ``status_index`` is the card's place in its county's status list.
    """

    county_id: int
    card_number: str
    courier_number: str
    name: str
    region_codes: tuple[str, ...]
    issued_at: dt.datetime
    valid_from: dt.datetime
    valid_until: dt.datetime
    status_index: int
    holder_key: HolderKey | None = None

    def __post_init__(self) -> None:
        for moment in (self.issued_at, self.valid_from, self.valid_until):
            if moment.tzinfo is None or moment.microsecond:
                raise ValueError("a card's moments are aware and in whole seconds")
        if len(self.region_codes) > MAX_REGIONS:
            raise ValueError(f"a card names at most {MAX_REGIONS} regions")


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What somebody showed, with its signatures verified; without ``proof`` it is a card alone."""

    claims: CardClaims
    proof: LiveProof | None = None


class CardStatus(StrEnum):
    """What the agency's register says now, or its signed list."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # the register has never heard of this card
    UNCHECKED = "unchecked"  # the register could not be asked, and there is no list to believe
    OLD = "old"  # the list at hand is too old to say


class Colour(StrEnum):
    """What a checker sees first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Reason(StrEnum):
    """Why; the sentence is ``cards.reason_<value>``."""

    LIVE = "live"
    MAY_BE_A_COPY = "may_be_a_copy"
    CODE_OLD = "code_old"
    CODE_AHEAD = "code_ahead"
    CODE_SHOWN_BEFORE = "code_shown_before"
    ANSWER_MISSING = "answer_missing"
    ANSWER_WRONG = "answer_wrong"
    STATUS_UNCHECKED = "status_unchecked"
    STATUS_OLD = "status_old"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    FORGED = "forged"
    KEY_REVOKED = "key_revoked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A colour and its one reason."""

    colour: Colour
    reason: Reason


def refused(code: str) -> Verdict:
    """The verdict on what could not be read as a card, by the error's code."""
    return Verdict(Colour.RED, _UNREAD.get(code, Reason.UNKNOWN))


_UNREAD = {"card_forged": Reason.FORGED, "card_key_revoked": Reason.KEY_REVOKED}
_NOT_IN_ORDER = {
    CardStatus.REVOKED: Reason.REVOKED,
    CardStatus.SUSPENDED: Reason.SUSPENDED,
    CardStatus.UNKNOWN: Reason.UNKNOWN,
}
_UNSURE = {CardStatus.UNCHECKED: Reason.STATUS_UNCHECKED, CardStatus.OLD: Reason.STATUS_OLD}


def judge(
    claims: CardClaims,
    status: CardStatus,
    now: dt.datetime,
    *,
    proof: LiveProof | None = None,
    asked: str | None = None,
) -> Verdict:
    """What may be said of a card whose signatures were verified.

    ``proof`` is what the holder's phone signed with the key that the card names; ``asked`` the
    digits that the checker's page showed, if it did. A revoked card stays revoked after its end:
    the graver reason is said.
    """
    reason = _NOT_IN_ORDER.get(status) or _outside_dates(claims, now)
    if reason:
        return Verdict(Colour.RED, reason)
    if status in _UNSURE:
        return Verdict(Colour.AMBER, _UNSURE[status])
    if proof is None or claims.holder_key is None:
        return Verdict(Colour.AMBER, Reason.MAY_BE_A_COPY)
    doubt = _doubt(proof, now, asked)
    return Verdict(Colour.AMBER, doubt) if doubt else Verdict(Colour.GREEN, Reason.LIVE)


def to_address(base_url: str, card: bytes) -> str:
    """The address in a card's QR code: upper case and base32, so that the code stays small."""
    text = base64.b32encode(card).decode("ascii").rstrip("=")
    return f"{base_url.rstrip('/')}/c/{text}".upper()


def from_address(text: str) -> bytes:
    """The signed card in a scanned address, or in its last part alone.

    Raises BadInput ``card_unreadable``.
    """
    plain = text.strip() if len(text) <= LONGEST_TEXT else ""
    address = _ADDRESS.fullmatch(plain)
    packed = address["card"] if address else plain
    if not _BARE_CARD.fullmatch(packed) or len(packed) > MAX_CARD_BYTES * 2:
        raise BadInput("card_unreadable")
    padding = "=" * (-len(packed) % 8)
    try:
        data = base64.b32decode(packed + padding, casefold=True)
    except binascii.Error as error:
        raise BadInput("card_unreadable") from error
    if base64.b32encode(data).rstrip(b"=").decode("ascii") != packed.upper():
        raise BadInput("card_unreadable")  # a second way to write the same
    return data


def _doubt(proof: LiveProof, now: dt.datetime, asked: str | None) -> Reason | None:
    """Why a proof does not show that the holder's phone is here, now."""
    if now - proof.made_at > CODE_LASTS:
        return Reason.CODE_OLD
    if proof.made_at - now > CODE_AHEAD:
        return Reason.CODE_AHEAD
    if asked is not None and proof.answer != asked:
        return Reason.ANSWER_MISSING if proof.answer is None else Reason.ANSWER_WRONG
    return None


def _outside_dates(claims: CardClaims, now: dt.datetime) -> Reason | None:
    if now < claims.valid_from - CLOCK_SLACK:
        return Reason.NOT_YET_VALID
    if now >= claims.valid_until:
        return Reason.EXPIRED
    return None
