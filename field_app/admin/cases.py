"""Reports and complaints in the console: the list, one case, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.cases import CaseStep
from courier.domain.permissions import Permission
from courier.services import case_views, case_work
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.keys import key_in
from field_app.admin.talk_forms import CloseForm, NoteForm, ReopenForm
from field_app.language import locale
from field_app.refusals import flashed, on_form

cases = Room(
    "admin_cases",
    audience=Audience.ADMIN,
    prefix="/admin/cases",
    see=Permission.SEE_CASES,
    change=Permission.WORK_ON_CASES,
)
STATUS_TONES = {"open": "wait", "taken": "info", "closed": "good"}
KIND_TONES = {
    "person_added": "info",
    "phone_held": "wait",
    "fraud": "bad",
    "complaint": "wait",
    "other": "plain",
    "moved": "info",
    "died": "info",
}
FORMS: Mapping[str, type[FlaskForm]] = {"note": NoteForm, "close": CloseForm, "reopen": ReopenForm}
STEPS: Mapping[str, Callable[..., object]] = {
    "note": case_work.note_case,
    "close": case_work.close_case,
    "reopen": case_work.reopen_case,
}


@cases.get("/")
def index() -> ResponseReturnValue:
    """Open cases, or closed ones, newest first."""
    is_closed = "closed" in request.args
    before = key_in(request.args.get("before", ""))
    page = case_views.list_cases(core(), actor=actor(), is_closed=is_closed, before=before)
    return render_template(
        "admin/cases.html",
        page=page,
        is_closed=is_closed,
        is_first=before is None,
        tones=STATUS_TONES,
        kind_tones=KIND_TONES,
    )


@cases.get("/<uuid:case_id>")
def detail(case_id: UUID) -> ResponseReturnValue:
    """One case with its history and the steps that may follow."""
    return _page(case_id, {})


@cases.post("/<uuid:case_id>/take")
def take(case_id: UUID) -> ResponseReturnValue:
    """Become the one who looks into it."""
    is_meant = request.form.get("from_colleague") == "yes"
    flashed(
        "cases.done_take",
        lambda: case_work.take_case(
            core(), actor=actor(), case_id=case_id, from_colleague=is_meant
        ),
    )
    return redirect(url_for("admin_cases.detail", case_id=case_id), code=303)


@cases.post("/<uuid:case_id>/<any(note, close, reopen):step>")
def act(case_id: UUID, step: str) -> ResponseReturnValue:
    """A note, closing words, or the reason to reopen; refused words stay on the form."""
    form = FORMS[step](prefix=step)
    words = form.words.data or ""
    on_form(form, lambda: STEPS[step](core(), actor=actor(), case_id=case_id, words=words))
    if form.form_errors:
        return _page(case_id, {step: form}), 400
    flash(say(f"cases.done_{step}", locale()), "good")
    return redirect(url_for("admin_cases.detail", case_id=case_id), code=303)


def _page(case_id: UUID, tried: Mapping[str, FlaskForm]) -> str:
    fresh = {step: form(formdata=None, prefix=step) for step, form in FORMS.items()}
    return render_template(
        "admin/case.html",
        view=case_views.case_view(core(), actor=actor(), case_id=case_id),
        forms={**fresh, **tried},
        steps=CaseStep,
        tones=STATUS_TONES,
        kind_tones=KIND_TONES,
    )
