"""When a premium may go back, and what the books say when it does."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from courier.domain.payments import county_of_order
from courier.domain.policy import Pack


class RefundReason(StrEnum):
    """Why a premium may go back; the words of the packs' refund rules."""

    DEATH = "death"
    DUPLICATE = "duplicate"
    EMPLOYEE = "employee"  # insured by an employer meanwhile
    ELSEWHERE = "elsewhere"  # moved, insured in another place


PREFIX = "R"
NUMBER_LENGTH = 32


def refund_number(county_id: int, refund_id: UUID, try_no: int = 1) -> str:
    """The refund's number at its channel: 32 characters that name the county.

    A channel never pays under a number that has failed, so a further try ends in ``T2``, ``T3``.
    """
    number = f"{PREFIX}{county_id:06d}{refund_id.hex}"[:NUMBER_LENGTH]
    return number if try_no == 1 else f"{number}T{try_no}"


def county_of_refund(out_refund_no: str) -> int:
    """The county that a refund number names, 0 for a number that is not ours."""
    return county_of_order(out_refund_no.removeprefix(PREFIX))


def premium_may_go_back(pack: Pack, *, reason: str, on: dt.date) -> bool:
    """By the pack's own rule; where it has none, only before cover begins.

    Source of the default: 医保办函〔2021〕11号第十六条 (second-hand in the packs).
    """
    started = on >= pack.cover_first
    rules = [rule for rule in pack.refunds if not rule.reasons or reason in rule.reasons]
    if not rules:
        return not started and not pack.refunds
    return any((rule.after_cover if started else rule.before_cover) is True for rule in rules)
