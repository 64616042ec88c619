"""A conversation that goes to a person: waiting, taken, ended."""

from __future__ import annotations

from enum import StrEnum

from courier.domain.errors import Conflict


class HandoffStatus(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    ENDED = "ended"


class EndedBy(StrEnum):
    """Who ended it."""

    AGENT = "agent"
    VILLAGER = "villager"


def refuse_words(status: HandoffStatus, *, is_mine: bool) -> None:
    """Only who has taken a talk speaks in it.

    Raises Conflict ``talk_ended``, ``talk_not_taken`` or ``talk_taken``.
    """
    if status is HandoffStatus.ENDED:
        raise Conflict("talk_ended")
    if status is HandoffStatus.WAITING:
        raise Conflict("talk_not_taken")
    if not is_mine:
        raise Conflict("talk_taken")
