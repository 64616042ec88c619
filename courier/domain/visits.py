"""A visit, from the asking to the signing off: its states and what may follow what.

requested -> accepted -> on_the_way -> arrived -> consented -> paid -> signed_off. A courier who
comes by chance may skip the way; a visit that fails is not_done, and accepted again when there
is a next day. Until the courier stands at the door who asked may cancel, and she may give it back.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum

from courier.domain.errors import BadInput, Conflict

LATEST_DAYS = 120  # nobody plans further ahead, and it catches a wrong year
LONGEST_NAME = 40
LONGEST_PLACE = 120
LONGEST_NOTE = 300
MOST_OPEN_VISITS = 5  # of one telephone number


class VisitState(StrEnum):
    """Where a visit stands."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    CONSENTED = "consented"
    PAID = "paid"
    SIGNED_OFF = "signed_off"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come."""
        return self in OVER


class AskedThrough(StrEnum):
    """Where the wish for a visit came in."""

    CHAT = "chat"
    WEB = "web"
    ADMIN = "admin"
    COURIER = "courier"
    LIST = "list"


class NotDoneReason(StrEnum):
    """Why a courier came for nothing."""

    NOBODY_HOME = "nobody_home"
    WANTS_LATER = "wants_later"
    PLACE_NOT_FOUND = "place_not_found"
    ALREADY_PAID = "already_paid"  # or going to pay somewhere else
    DOES_NOT_WANT = "does_not_want"
    MOVED = "moved"
    DIED = "died"
    OTHER = "other"


OVER = frozenset({VisitState.SIGNED_OFF, VisitState.NOT_DONE, VisitState.CANCELLED})
UNDER_WAY = frozenset(
    {VisitState.ON_THE_WAY, VisitState.ARRIVED, VisitState.CONSENTED, VisitState.PAID}
)
# What a villager follows, like a parcel.
TRACK = (
    VisitState.REQUESTED,
    VisitState.ACCEPTED,
    VisitState.ON_THE_WAY,
    VisitState.ARRIVED,
    VisitState.PAID,
    VisitState.SIGNED_OFF,
)

_AT_THE_DOOR = {VisitState.CONSENTED, VisitState.PAID, VisitState.SIGNED_OFF, VisitState.NOT_DONE}
_NEXT: dict[VisitState, frozenset[VisitState]] = {
    VisitState.REQUESTED: frozenset({VisitState.ACCEPTED, VisitState.CANCELLED}),
    VisitState.ACCEPTED: frozenset(
        {VisitState.ON_THE_WAY, VisitState.ARRIVED, VisitState.NOT_DONE, VisitState.CANCELLED}
    ),
    VisitState.ON_THE_WAY: frozenset(
        {VisitState.ARRIVED, VisitState.NOT_DONE, VisitState.CANCELLED}
    ),
    VisitState.ARRIVED: frozenset(_AT_THE_DOOR),
    VisitState.CONSENTED: frozenset(_AT_THE_DOOR - {VisitState.CONSENTED}),
    VisitState.PAID: frozenset({VisitState.SIGNED_OFF}),
    VisitState.NOT_DONE: frozenset({VisitState.ACCEPTED}),
    VisitState.SIGNED_OFF: frozenset(),
    VisitState.CANCELLED: frozenset(),
}

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}")
_IN_PHONES = re.compile(r"[\s\-()+.]+")


def may_follow(state: VisitState, following: VisitState) -> bool:
    """Whether a visit may go from one state to the other."""
    return following in _NEXT[state]


def check_step(state: VisitState, following: VisitState) -> None:
    """Raises Conflict ``visit_over`` or ``visit_other_step`` where the step cannot follow."""
    if may_follow(state, following):
        return
    raise Conflict("visit_over" if state.is_over else "visit_other_step")


def check_change(state: VisitState) -> None:
    """Another day or place is possible until the courier has set out.

    Raises Conflict ``visit_over``, ``visit_change_on_the_way`` or ``visit_change_at_the_door``.
    """
    if state.is_over:
        raise Conflict("visit_over")
    if state is VisitState.ON_THE_WAY:
        raise Conflict("visit_change_on_the_way")
    if state in UNDER_WAY:
        raise Conflict("visit_change_at_the_door")


def check_hand_over(state: VisitState) -> None:
    """Another courier may take it until the first stands at the door.

    Raises Conflict ``visit_over`` or ``visit_at_the_door``.
    """
    if state.is_over:
        raise Conflict("visit_over")
    if state in UNDER_WAY - {VisitState.ON_THE_WAY}:
        raise Conflict("visit_at_the_door")


def read_phone(text: str) -> str:
    """The digits of a Chinese mobile or landline number. Raises BadInput ``visit_phone_wrong``."""
    digits = _IN_PHONES.sub("", unicodedata.normalize("NFKC", text))
    digits = digits.removeprefix("0086") if digits.startswith("0086") else digits
    if digits.startswith("86") and _MOBILE.fullmatch(digits[2:]):
        digits = digits[2:]
    if not (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)):
        raise BadInput("visit_phone_wrong")
    return digits


def check_day(wanted_on: dt.date | None, today: dt.date) -> None:
    """Raises BadInput ``visit_day_past`` or ``visit_day_far`` (latest)."""
    if wanted_on is None:
        return
    if wanted_on < today:
        raise BadInput("visit_day_past", today=today)
    latest = today + dt.timedelta(days=LATEST_DAYS)
    if wanted_on > latest:
        raise BadInput("visit_day_far", latest=latest)


def read_day(text: str) -> dt.date:
    """A day as browsers write it. Raises BadInput ``visit_day_unreadable``."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("visit_day_unreadable") from error


def clean_words(text: str | None, longest: int) -> str:
    """Words on one line without invisible characters. Raises BadInput ``visit_words_long``."""
    plain = unicodedata.normalize("NFC", text or "")
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in plain)
    words = " ".join(shown.split())
    if len(words) > longest:
        raise BadInput("visit_words_long", longest=longest)
    return words
