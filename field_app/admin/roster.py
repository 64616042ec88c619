"""The roster: upload, see what would change and for whom, then apply; each step has an address."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from courier.domain.errors import BadInput
from courier.domain.permissions import Permission
from courier.domain.roster_layouts import REQUIRED
from courier.services import rosters
from courier.services.roster_files import bad_rows_file, changed_people_file
from courier.services.roster_reports import ImportReport
from courier.services.rosters import DEFAULT_LAYOUT
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.kept_rosters import keep_report, keep_roster, kept_roster
from field_app.errors import sentence
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of

roster = Room(
    "admin_roster",
    audience=Audience.ADMIN,
    prefix="/admin/roster",
    see=Permission.SEE_ROSTERS,
    change=Permission.IMPORT_ROSTERS,
)
SHOWN = 50
LAYOUT_KEYS = {
    DEFAULT_LAYOUT: "rosters.layout_default",
    "civil_affairs": "rosters.layout_civil_affairs",
}


class RosterForm(FlaskForm):  # type: ignore[misc]
    """A file, and how its sender writes a roster."""

    file = FileField("rosters.file", validators=[FileRequired("errors.roster_file_missing")])
    layout = SelectField(
        "rosters.layout", default=DEFAULT_LAYOUT, validators=[InputRequired("auth.fill_in")]
    )


@roster.get("/")
def index() -> ResponseReturnValue:
    """A form, and what was imported before."""
    return _page(_form())


@roster.post("/")
def check() -> ResponseReturnValue:
    """Find out what the file would change; nothing is written."""
    form = _form()
    import_id = on_form(form, lambda: _check(form))
    return _to_report(import_id) if import_id else _page(form)


@roster.get("/<uuid:import_id>")
def report(import_id: UUID) -> ResponseReturnValue:
    """What an import would change, or what it changed; the same again whenever it is asked."""
    past = rosters.past_import(core(), actor=actor(), import_id=import_id)
    try:
        found = kept_roster(import_id).report
    except BadInput as error:
        if past is None:
            flash(sentence(error), "bad")
            return redirect(url_for("admin_roster.index"), code=303)
        found = None
    return render_template(
        "admin/roster_report.html",
        import_id=import_id,
        past=past,
        report=found,
        shown=SHOWN,
        locale=locale(),
    )


@roster.post("/<uuid:import_id>/apply")
def apply(import_id: UUID) -> ResponseReturnValue:
    """Write the good rows, once; the report of that import says it."""
    flashed("", lambda: _apply(import_id))
    return _to_report(import_id)


@roster.get("/<uuid:import_id>/bad-rows.csv")
def bad_rows(import_id: UUID) -> ResponseReturnValue:
    """The bad rows as a file to send back. Raises BadInput ``roster_file_gone``."""
    one = kept_roster(import_id)
    content = bad_rows_file(core(), data=one.data, report=one.report, locale=locale())
    return _file(content, "rosters.bad_rows_name")


@roster.get("/<uuid:import_id>/changed-people.csv")
def changed_people(import_id: UUID) -> ResponseReturnValue:
    """Everybody who changes, as a file to check. Raises BadInput ``roster_file_gone``."""
    one = kept_roster(import_id)
    content = changed_people_file(core(), data=one.data, report=one.report, locale=locale())
    return _file(content, "rosters.changed_people_name")


def _page(form: RosterForm) -> ResponseReturnValue:
    page = render_template(
        "admin/roster.html",
        form=form,
        past=rosters.past_imports(core(), actor=actor()),
        needed=_headings(needed=True),
        more=_headings(needed=False),
    )
    return page, status_of(form)


def _to_report(import_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("admin_roster.report", import_id=import_id), code=303)


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


def _check(form: RosterForm) -> UUID:
    sent = form.file.data
    if not sent or not sent.filename:
        raise BadInput("roster_file_missing")
    data: bytes = sent.read()
    found = _import(data, sent.filename, form.layout.data or DEFAULT_LAYOUT, dry_run=True)
    return keep_roster(data, found)


def _apply(import_id: UUID) -> None:
    one = kept_roster(import_id)
    done = _import(
        one.data, one.report.file_name, one.report.layout, dry_run=False, import_id=import_id
    )
    keep_report(import_id, done)


def _import(
    data: bytes, file_name: str, layout: str, *, dry_run: bool, import_id: UUID | None = None
) -> ImportReport:
    pack = rosters.collecting_pack(core(), actor().county_id)
    return rosters.import_roster(
        core(),
        actor=actor(),
        county_id=actor().county_id,
        file_name=file_name,
        data=data,
        pack_id=pack.id,
        coverage_year=pack.coverage_year,
        layout=layout,
        dry_run=dry_run,
        import_id=import_id,
    )


def _file(content: bytes, name_key: str) -> Response:
    answer = Response(content, mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=say(name_key, locale()))
    return answer
