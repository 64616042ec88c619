"""The roster: upload, see what would change, then apply; the bad rows as a file to send back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from courier.domain.errors import BadInput
from courier.domain.roster_layouts import REQUIRED
from courier.services import rosters
from courier.services.roster_reports import ImportReport, bad_rows_file
from courier.services.rosters import DEFAULT_LAYOUT
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.kept_files import keep, kept
from field_app.language import locale
from field_app.refusals import on_form, status_of

roster = Room("admin_roster", audience=Audience.ADMIN, prefix="/admin/roster")
SHOWN = 50
LAYOUT_KEYS = {
    DEFAULT_LAYOUT: "rosters.layout_default",
    "civil_affairs": "rosters.layout_civil_affairs",
}


class RosterForm(FlaskForm):  # type: ignore[misc]
    """A file, or the token of one that was uploaded before."""

    file = FileField("rosters.file", validators=[FileRequired("errors.roster_file_missing")])
    layout = SelectField(
        "rosters.layout", default=DEFAULT_LAYOUT, validators=[InputRequired("auth.fill_in")]
    )
    token = HiddenField()
    file_name = HiddenField()


@dataclass(frozen=True, slots=True)
class Checked:
    """A report and the token under which its file is kept."""

    report: ImportReport
    token: str


@roster.get("/")
def index() -> ResponseReturnValue:
    """A form, and what was imported before."""
    return _page(_form())


@roster.post("/")
def check() -> ResponseReturnValue:
    """What the file would change; nothing is written."""
    form = _form()
    return _page(form, on_form(form, lambda: _check(form)))


@roster.post("/apply")
def apply() -> ResponseReturnValue:
    """Write the good rows."""
    form = _form()
    return _page(form, on_form(form, lambda: _again(form, dry_run=False)))


@roster.post("/bad-rows")
def bad_rows() -> ResponseReturnValue:
    """The bad rows as a file; computed anew, so they are what is wrong now."""
    form = _form()
    answer = on_form(form, lambda: _bad_rows(form))
    return _page(form) if answer is None else answer


def _page(form: RosterForm, checked: Checked | None = None) -> ResponseReturnValue:
    page = render_template(
        "admin/roster.html",
        form=form,
        checked=checked,
        shown=SHOWN,
        past=rosters.past_imports(core(), actor=actor()),
        needed=_headings(needed=True),
        more=_headings(needed=False),
        locale=locale(),
    )
    return page, status_of(form)


def _form() -> RosterForm:
    form = RosterForm()
    form.layout.choices = [
        (name, LAYOUT_KEYS.get(name, name)) for name in sorted(core().layouts, key=_default_first)
    ]
    return form


def _default_first(name: str) -> tuple[bool, str]:
    return name != DEFAULT_LAYOUT, name


def _headings(*, needed: bool) -> str:
    """The headings of the default layout, for people to copy."""
    columns = core().layouts[DEFAULT_LAYOUT].columns
    return "、".join(
        names[0] for column, names in columns.items() if (column in REQUIRED) is needed
    )


def _check(form: RosterForm) -> Checked:
    sent = form.file.data
    if not sent or not sent.filename:
        raise BadInput("roster_file_missing")
    form.file_name.data = sent.filename
    data: bytes = sent.read()
    report = _import(form, data, dry_run=True)
    return Checked(report, keep(data))


def _again(form: RosterForm, *, dry_run: bool) -> Checked:
    return Checked(_import(form, _kept(form), dry_run=dry_run), form.token.data)


def _bad_rows(form: RosterForm) -> Response:
    data = _kept(form)
    report = _import(form, data, dry_run=True)
    content = bad_rows_file(core(), data=data, report=report, locale=locale())
    answer = Response(content, mimetype="text/csv")
    answer.headers.set(
        "Content-Disposition", "attachment", filename=say("rosters.bad_rows_name", locale())
    )
    return answer


def _kept(form: RosterForm) -> bytes:
    data = kept(form.token.data or "")
    if data is None:
        raise BadInput("roster_file_gone")
    return data


def _import(form: RosterForm, data: bytes, *, dry_run: bool) -> ImportReport:
    pack = rosters.collecting_pack(core(), actor().county_id)
    return rosters.import_roster(
        core(),
        actor=actor(),
        county_id=actor().county_id,
        file_name=form.file_name.data or "",
        data=data,
        pack_id=pack.id,
        coverage_year=pack.coverage_year,
        layout=form.layout.data or DEFAULT_LAYOUT,
        dry_run=dry_run,
    )
