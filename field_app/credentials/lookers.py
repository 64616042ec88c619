"""Who checks a card: a passing mark in the browser's session, and the digits that it asked for."""

from __future__ import annotations

import secrets
import time

from flask import session

from courier.domain.credentials import ANSWER_DIGITS
from courier.services.card_reports import Seen, number_in
from courier.services.cards import CardCheck, Looker

MARK, ASKED, SEEN = "looker", "asked", "seen"
ASKED_FOR_SECONDS = 180


def looker() -> Looker:
    """This browser, and what it asked."""
    mark = session.setdefault(MARK, secrets.token_hex(8))
    return Looker(mark.encode("ascii"), asked_digits())


def ask_digits() -> None:
    """New digits; those before are forgotten."""
    digits = f"{secrets.randbelow(10**ANSWER_DIGITS):0{ANSWER_DIGITS}d}"
    session[ASKED] = (digits, time.time())


def asked_digits() -> str | None:
    """The digits that are asked now, None when there are none or they are old."""
    digits, at = session.get(ASKED, (None, 0.0))
    return digits if time.time() - at < ASKED_FOR_SECONDS else None


def forget_digits() -> None:
    """They have been answered."""
    session.pop(ASKED, None)


def remember(code: str, check: CardCheck) -> None:
    """The card that this browser checked last, and what was said."""
    number = check.card.card_no if check.card else number_in(code)
    session[SEEN] = (number, check.verdict.reason.value, True)


def seen() -> Seen | None:
    """The card that was checked last, None where none was."""
    number, reason, _ = session.get(SEEN, ("", "", False))
    return Seen(number, reason) if reason else None


def take_seen(card_no: str) -> Seen | None:
    """The same if it is this card and nobody said yet where it was; now somebody did."""
    number, reason, is_open = session.get(SEEN, ("", "", False))
    if not (is_open and number and number == card_no):
        return None
    session[SEEN] = (number, reason, False)
    return Seen(number, reason)
