"""What may be done to a courier, and from which state."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from courier.domain.errors import BadInput, Conflict


class CourierStatus(StrEnum):
    """Where a courier stands."""

    APPLIED = "applied"
    APPROVED = "approved"
    ACTIVE = "active"  # has a PIN and a registered phone
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class CourierStep(StrEnum):
    """What an admin does to a courier."""

    APPROVE = "approve"
    INVITE = "invite"
    ISSUE_CARD = "issue_card"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"


_AT_WORK = frozenset({CourierStatus.APPROVED, CourierStatus.ACTIVE})
_FROM: dict[CourierStep, frozenset[CourierStatus]] = {
    CourierStep.APPROVE: frozenset({CourierStatus.APPLIED}),
    CourierStep.INVITE: _AT_WORK,
    CourierStep.ISSUE_CARD: _AT_WORK,
    CourierStep.SUSPEND: _AT_WORK,
    CourierStep.REINSTATE: frozenset({CourierStatus.SUSPENDED}),
    CourierStep.REVOKE: _AT_WORK | {CourierStatus.SUSPENDED},
}
LONGEST_REASON = 200
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_GAPS = re.compile(r"[\s\-]+")
_PIN = re.compile(r"[0-9]{6}")
_ROWS_OF_KEYS = ("01234567890", "09876543210")


def steps_from(status: CourierStatus) -> frozenset[CourierStep]:
    """What may be done to a courier who stands here."""
    return frozenset(step for step, states in _FROM.items() if status in states)


def refuse_step(status: CourierStatus, step: CourierStep) -> None:
    """Raises Conflict ``courier_not_in_state`` for a step that does not follow."""
    if status not in _FROM[step]:
        raise Conflict("courier_not_in_state")


def clean_reason(text: str) -> str:
    """Why something is done, for the record. Raises BadInput ``reason_missing``."""
    reason = plain_text(text)[:LONGEST_REASON]
    if not reason:
        raise BadInput("reason_missing")
    return reason


def plain_text(text: str) -> str:
    """Without what a database cannot keep (NUL, half characters) and with single spaces."""
    visible = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text)
    return " ".join(visible.split())


def clean_mobile(text: str) -> str:
    """A mobile number of eleven digits. Raises BadInput ``mobile_invalid``."""
    number = _GAPS.sub("", text).removeprefix("+86")
    if not _PHONE.fullmatch(number):
        raise BadInput("mobile_invalid")
    return number


def check_pin(pin: str) -> None:
    """Raises BadInput ``pin_not_six_digits`` or ``pin_too_simple`` (111111, 123456)."""
    if not _PIN.fullmatch(pin):
        raise BadInput("pin_not_six_digits")
    if len(set(pin)) == 1 or any(pin in row for row in _ROWS_OF_KEYS):
        raise BadInput("pin_too_simple")
