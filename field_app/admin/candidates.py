"""Candidates out of a table: choose a file, see what is good in it, then propose them."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from courier.domain.courier_states import CourierStatus
from courier.domain.errors import BadInput
from courier.domain.permissions import Permission
from courier.services.candidate_imports import CandidateReport, import_candidates
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.kept_files import keep, kept
from field_app.language import locale
from field_app.refusals import on_form, status_of

candidates = Room(
    "admin_candidates",
    audience=Audience.ADMIN,
    prefix="/admin/candidates",
    see=Permission.KEEP_COURIERS,
    change=Permission.KEEP_COURIERS,
)
IN_SESSION = "candidates"
SHOWN = 100


class CandidatesForm(FlaskForm):  # type: ignore[misc]
    """A table of candidates."""

    file = FileField("candidates.file", validators=[FileRequired("errors.roster_file_missing")])


@candidates.get("/")
def index() -> ResponseReturnValue:
    """Choose a file."""
    return _page(CandidatesForm(), None)


@candidates.post("/")
def check() -> ResponseReturnValue:
    """What is good and bad in it; nothing is written."""
    form = CandidatesForm()
    found = on_form(form, lambda: _check(form)) if form.validate_on_submit() else None
    return _page(form, found)


@candidates.post("/apply")
def apply() -> ResponseReturnValue:
    """Propose the good ones, once."""
    form = CandidatesForm()
    done = on_form(form, _apply)
    if done is None:
        return _page(form, None)
    flash(say("candidates.done", locale(), count=done.proposed), "good")
    waiting = CourierStatus.APPLIED.value
    return redirect(url_for("admin_couriers.index", status=waiting), code=303)


def _page(form: CandidatesForm, found: CandidateReport | None) -> ResponseReturnValue:
    page = render_template(
        "admin/candidates.html", form=form, found=found, shown=SHOWN, locale=locale()
    )
    return page, status_of(form)


def _check(form: CandidatesForm) -> CandidateReport:
    data: bytes = form.file.data.read()
    found = import_candidates(core(), actor=actor(), data=data, dry_run=True)
    session[IN_SESSION] = keep(data)
    return found


def _apply() -> CandidateReport:
    """Raises BadInput ``candidate_file_gone``."""
    data = kept(session.pop(IN_SESSION, ""))
    if data is None:
        raise BadInput("candidate_file_gone")
    return import_candidates(core(), actor=actor(), data=data, dry_run=False)
