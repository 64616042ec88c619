"""What may be done to a courier, and from which state."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from courier.domain.errors import BadInput, Conflict


class CourierStatus(StrEnum):
    """Where a courier stands."""

    APPLIED = "applied"
    REFUSED = "refused"
    APPROVED = "approved"
    ACTIVE = "active"  # has a PIN and a registered phone
    SUSPENDED = "suspended"
    REVOKED = "revoked"


STOPPED = frozenset({CourierStatus.SUSPENDED, CourierStatus.REVOKED})


class CourierEvent(StrEnum):
    """What a courier's history tells beside her states."""

    APPLICATION_SENT = "application_sent"
    APPLICATION_OPENED = "application_opened"
    PHOTO_GIVEN = "photo_given"
    PAPER_GIVEN = "paper_given"
    PAPERS_ERASED = "papers_erased"
    QUIZ_PASSED = "quiz_passed"
    QUIZ_FAILED = "quiz_failed"
    IDENTITY_CHECKED = "identity_checked"
    CARD_REISSUED = "card_reissued"
    CARD_RENEWED = "card_renewed"
    CARD_EXPIRED = "card_expired"
    PHONE_LOST = "phone_lost"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"


class CourierStep(StrEnum):
    """What an admin does to a courier."""

    SEND_APPLICATION = "send_application"
    CHANGE_PHOTO = "change_photo"
    CHECK_IDENTITY = "check_identity"
    APPROVE = "approve"
    REFUSE = "refuse"
    INVITE = "invite"
    REPORT_LOST_PHONE = "report_lost_phone"
    ISSUE_CARD = "issue_card"
    RENEW = "renew"
    HAND_OVER = "hand_over"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"


_AT_WORK = frozenset({CourierStatus.APPROVED, CourierStatus.ACTIVE})
_CANDIDATE = frozenset({CourierStatus.APPLIED})
_FROM: dict[CourierStep, frozenset[CourierStatus]] = {
    CourierStep.SEND_APPLICATION: _CANDIDATE,
    CourierStep.CHANGE_PHOTO: _CANDIDATE,
    CourierStep.CHECK_IDENTITY: _CANDIDATE,
    CourierStep.APPROVE: _CANDIDATE,
    CourierStep.REFUSE: _CANDIDATE,
    CourierStep.INVITE: _AT_WORK,
    CourierStep.REPORT_LOST_PHONE: frozenset({CourierStatus.ACTIVE}),
    CourierStep.ISSUE_CARD: _AT_WORK,
    CourierStep.RENEW: _AT_WORK,
    CourierStep.HAND_OVER: _AT_WORK | STOPPED,
    CourierStep.SUSPEND: _AT_WORK,
    CourierStep.REINSTATE: frozenset({CourierStatus.SUSPENDED}),
    CourierStep.REVOKE: _AT_WORK | {CourierStatus.SUSPENDED},
}
LONGEST_REASON = 200
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_GAPS = re.compile(r"[\s\-]+")
_PIN = re.compile(r"[0-9]{6}")
_REPEATED = re.compile(r"(\d)\1*|(\d\d)\2\2|(\d{3})\3|(?:(\d)\4){3}")
_BIRTHDAY = re.compile(
    r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # 850312
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])"  # 198503
)
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


def check_pin(pin: str, *, courier_no: str = "") -> None:
    """Raises BadInput ``pin_not_six_digits`` or ``pin_too_simple``.

    Simple are 111111, 121212, 123123, 112233, 123456, what may be a birthday and her own number,
    which stands on her card.
    """
    if not _PIN.fullmatch(pin):
        raise BadInput("pin_not_six_digits")
    in_a_row = any(pin in row for row in _ROWS_OF_KEYS)
    if pin == courier_no or in_a_row or _REPEATED.fullmatch(pin) or _BIRTHDAY.fullmatch(pin):
        raise BadInput("pin_too_simple")
