"""How states look: their tones, their steps, and what stands under each."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.visit_outcomes import NEEDS_DAY, NO_DAY
from courier.domain.visits import NotDoneReason, VisitState
from courier.services.households import Standing
from courier.services.visit_views import StepView, TrackStep
from courier.texts import say, shown
from field_app.language import locale

STATE_TONES = {
    VisitState.REQUESTED: "wait",
    VisitState.ACCEPTED: "info",
    VisitState.ON_THE_WAY: "info",
    VisitState.ARRIVED: "wait",
    VisitState.CONSENTED: "wait",
    VisitState.PAID: "good",
    VisitState.SIGNED_OFF: "good",
    VisitState.NOT_DONE: "bad",
    VisitState.CANCELLED: "plain",
}
STANDING_TONES = {
    Standing.OPEN: "wait",
    Standing.BEING_PAID: "wait",
    Standing.PAID: "good",
    Standing.PAID_ELSEWHERE: "info",
    Standing.AIDED: "good",
    Standing.GOING_BACK: "info",
    Standing.GONE_BACK: "info",
    Standing.UNKNOWN: "plain",
    Standing.NOT_COMPUTED: "plain",
}
# What follows is told on the form.
REASONS_EXPLAINED = tuple(one for one in NotDoneReason if one in NEEDS_DAY | NO_DAY)
STOPS = frozenset({VisitState.NOT_DONE, VisitState.CANCELLED})

Item = tuple[str, str, str]


def step_items(status: VisitState, steps: Sequence[StepView | TrackStep]) -> list[Item]:
    """For ``ui.steps``: the last that happened is the one it is at, unless all is over."""
    happened = [step for step in steps if step.at is not None]
    return [_item(step, status, last=step is happened[-1]) for step in steps]


def named_items(status: VisitState, steps: Sequence[StepView]) -> list[Item]:
    """The same for the office: with the courier who took each step."""
    items = step_items(status, steps)
    return [
        (mark, f"{title} · {step.courier_name}" if step.courier_name else title, words)
        for step, (mark, title, words) in zip(steps, items, strict=True)
    ]


def _item(step: StepView | TrackStep, status: VisitState, *, last: bool) -> Item:
    if step.at is None:
        mark = "todo"
    elif step.state in STOPS:
        mark = "stopped"
    else:
        mark = "now" if last and not status.is_over else "done"
    return mark, say(f"visits.step_{step.state}", locale()), _words(step)


def _words(step: StepView | TrackStep) -> str:
    if step.at is None:
        return ""
    at = shown(step.at, locale())
    if step.reason is None:
        return at
    return say("visits.step_with_reason", locale(), at=at, reason=_why(step))


def _why(step: StepView | TrackStep) -> str:
    """To whoever asked, kindly; to the courier and the office, with what was told."""
    if isinstance(step, TrackStep):
        return say(f"outcomes.asker_{step.reason}", locale())
    why = say(f"visits.reason_{step.reason}", locale())
    if step.detail is None:
        return why
    where = say(f"outcomes.elsewhere_{step.detail}", locale())
    return say("visits.step_with_reason", locale(), at=why, reason=where)
