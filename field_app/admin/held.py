"""Cash that a stopped phone handed in: one person proposes, another settles it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services import held_cash as use
from courier.services.held_cash_views import held_view
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.talk_forms import HeldForm
from field_app.language import locale
from field_app.refusals import flashed, on_form

held = Room(
    "admin_held",
    audience=Audience.ADMIN,
    prefix="/admin/held/<uuid:case_id>",
    see=Permission.WORK_ON_CASES,
    change=Permission.KEEP_MONEY,
)
ANSWERS: Mapping[str, Callable[..., object]] = {"settle": use.settle, "send_back": use.send_back}
OUTCOME_TONES = {
    "cash_posted": "good",
    "cash_posted_instead": "good",
    "cash_partly_kept": "wait",
    "cash_kept": "wait",
    "refused": "bad",
}


@held.get("")
def detail(case_id: UUID) -> ResponseReturnValue:
    """Each sum, whose it is, and what was proposed."""
    return _page(case_id, {})


@held.post("/<uuid:item_id>/propose")
def propose(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """The first person says what is to be done, and why."""
    form = HeldForm(prefix=str(item_id))
    words, decision = form.words.data or "", form.decision.data or ""
    on_form(
        form,
        lambda: use.propose(
            core(),
            actor=actor(),
            case_id=case_id,
            item_id=item_id,
            decision=decision,
            words=words,
        ),
    )
    if form.form_errors:
        return _page(case_id, {item_id: form}), 400
    flash(say("held.done_propose", locale()), "good")
    return redirect(url_for("admin_held.detail", case_id=case_id), code=303)


@held.post("/<uuid:item_id>/<any(settle, send_back):answer>")
def reply(case_id: UUID, item_id: UUID, answer: str) -> ResponseReturnValue:
    """The second person agrees, or does not."""
    flashed(
        f"held.done_{answer}",
        lambda: ANSWERS[answer](core(), actor=actor(), case_id=case_id, item_id=item_id),
    )
    return redirect(url_for("admin_held.detail", case_id=case_id), code=303)


def _page(case_id: UUID, tried: Mapping[UUID, HeldForm]) -> str:
    view = held_view(core(), actor=actor(), case_id=case_id)
    fresh = {one.item_id: HeldForm(formdata=None, prefix=str(one.item_id)) for one in view.sums}
    return render_template(
        "admin/held.html",
        view=view,
        forms={**fresh, **tried},
        tones=OUTCOME_TONES,
    )
