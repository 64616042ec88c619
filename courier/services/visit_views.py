"""What faces see of a visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courier.domain.visits import TRACK, AskedThrough, VisitState
from courier.ports import FieldKind, FieldSealer
from courier.store.rows.visits import StateRow, VisitRow


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a visit; ``reason`` is a code of NotDoneReason, ``detail`` one of Elsewhere."""

    state: VisitState
    at: dt.datetime
    reason: str | None = None
    detail: str | None = None
    courier_name: str | None = None


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit for those who work on it. Contact and place are None for whoever may not see them."""

    visit_id: UUID
    visit_no: str
    village_code: str
    village_name: str
    township_name: str
    status: VisitState
    wanted_on: dt.date | None
    wanted_part: str | None
    asked_through: AskedThrough
    contact_name: str | None
    contact_phone: str | None
    place: str | None
    note: str | None
    household_id: UUID | None
    household_no: str | None
    courier_id: UUID | None
    courier_name: str | None
    offered_name: str | None
    created_at: dt.datetime
    changed_at: dt.datetime
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackStep:
    """A step as a parcel's page shows it; ``at`` None while it is still to come."""

    state: VisitState
    at: dt.datetime | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class VisitTrack:
    """A visit for whoever knows its number: nothing about the resident.

    ``courier_name``, ``courier_phone`` and ``card_no`` once somebody has accepted; ``comes_again``
    is why nothing came of the last time, while there is a next. ``courier_stopped`` says that her
    card is suspended or revoked meanwhile; her number is not told then.
    """

    visit_no: str
    village_name: str
    status: VisitState
    wanted_on: dt.date | None
    wanted_part: str | None
    steps: tuple[TrackStep, ...]
    courier_name: str | None
    courier_phone: str | None
    courier_stopped: bool
    card_no: str | None
    comes_again: str | None
    office_name: str
    office_phone: str | None
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class Round:
    """A courier's visits: for today, for later, and those that ended today."""

    due: tuple[VisitView, ...]
    later: tuple[VisitView, ...]
    done: tuple[VisitView, ...]


def view_of(row: VisitRow, sealer: FieldSealer | None, steps: Sequence[StateRow] = ()) -> VisitView:
    """A visit with its contact, or without it where no sealer is handed in."""
    phone = row.contact_phone if sealer else None
    return VisitView(
        visit_id=row.visit_id,
        visit_no=row.visit_no,
        village_code=row.village_code,
        village_name=row.village_name,
        township_name=row.township_name,
        status=VisitState(row.status),
        wanted_on=row.wanted_on,
        wanted_part=row.wanted_part,
        asked_through=AskedThrough(row.asked_through),
        contact_name=row.contact_name if sealer else None,
        contact_phone=sealer.open(FieldKind.PHONE, phone) if sealer and phone else None,
        place=row.place if sealer else None,
        note=row.note if sealer else None,
        household_id=row.household_id,
        household_no=row.household_no,
        courier_id=row.courier_id,
        courier_name=row.courier_name,
        offered_name=row.offered_name,
        created_at=row.created_at,
        changed_at=row.changed_at,
        steps=tuple(_step_view(step) for step in steps),
    )


def _step_view(row: StateRow) -> StepView:
    return StepView(VisitState(row.state), row.at, row.reason, row.detail, row.courier_name)


def comes_again(steps: Sequence[StateRow]) -> str | None:
    """Why nothing came of the last time, if the courier has only promised another day since."""
    last = [step for step in steps if step.state != VisitState.ACCEPTED][-1:]
    is_promised = bool(steps) and steps[-1].state == VisitState.ACCEPTED
    return last[0].reason if is_promised and last else None


def track_steps(status: VisitState, steps: Sequence[StateRow]) -> tuple[TrackStep, ...]:
    """What happened, oldest first, and then what is still to come.

    A step that was skipped is not promised any more; after the end nothing is to come. Consent
    is between resident and courier, and not shown to whoever follows.
    """
    happened = [
        TrackStep(VisitState(step.state), step.at, step.reason)
        for step in steps
        if step.state != VisitState.CONSENTED
    ]
    if status.is_over:
        return tuple(happened)
    shown = VisitState.ARRIVED if status is VisitState.CONSENTED else status
    to_come = TRACK[TRACK.index(shown) + 1 :]
    seen = {step.state for step in happened} if shown is VisitState.ARRIVED else set()
    return (*happened, *(TrackStep(state, None) for state in to_come if state not in seen))
