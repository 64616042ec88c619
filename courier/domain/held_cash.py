"""Cash that a stopped phone handed in: what two persons of the office may decide."""

from __future__ import annotations

from enum import StrEnum

from courier.domain.errors import BadInput, Conflict, NotAllowed


class Decision(StrEnum):
    """What is proposed."""

    ACCEPT = "accept"  # the money is there: it is booked as the phone says
    REFUSE = "refuse"  # no such money was taken, or it was given back


REFUSED = "refused"  # what came of it; otherwise as the outcomes of a phone's cash


def read_decision(code: str) -> Decision:
    """Raises BadInput ``held_decision_missing``."""
    if code not in set(Decision):
        raise BadInput("held_decision_missing")
    return Decision(code)


def check_proposable(decision: str | None, *, is_settled: bool) -> None:
    """Raises Conflict ``held_settled`` or ``held_proposed``."""
    if is_settled:
        raise Conflict("held_settled")
    if decision is not None:
        raise Conflict("held_proposed")


def check_answerable(decision: str | None, *, is_settled: bool, is_own: bool) -> Decision:
    """What the second person agrees to, or sends back.

    Raises Conflict ``held_settled`` or ``held_not_proposed``, NotAllowed ``second_person_needed``.
    """
    if is_settled:
        raise Conflict("held_settled")
    if decision is None:
        raise Conflict("held_not_proposed")
    if is_own:
        raise NotAllowed("second_person_needed")
    return Decision(decision)
