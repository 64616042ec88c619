"""After a check: at which village's door it was, and «report this person»."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from courier.domain import short_codes
from courier.domain.cases import LONGEST_REPORT
from courier.services import card_reports
from courier.services.card_reports import PersonReport, Seen
from courier.services.cases import follow_case
from courier.services.checks import note_door
from courier.services.counties import counties_served
from courier.texts import say
from field_app.access import Audience, Room, core
from field_app.credentials import lookers
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import flashed, on_form, status_of

after = Room("after_check", audience=Audience.PUBLIC, prefix="/c")
REPORTS = "20 per hour"
HAPPENED = ("no_receipt", "other_face", "presses", "asks_secrets", "another")


class ReportForm(FlaskForm):  # type: ignore[misc]
    """What the person did; a name is not asked for."""

    happened = SelectMultipleField(
        "reports.happened",
        choices=[SelectChoice(one, f"reports.happened_{one}") for one in HAPPENED],
    )
    words = TextAreaField("reports.words", validators=[Length(max=LONGEST_REPORT)])
    village = StringField("reports.village", validators=[Length(max=60)])
    phone = StringField("reports.phone", validators=[Length(max=30)])
    county = SelectField("reports.county", choices=[], validate_choice=False)


@after.post("/where")
@limiter.limit(GUESSABLE)
def where() -> ResponseReturnValue:
    """One tap: at which village's door the card was shown; once for each check."""
    seen = lookers.take_seen(request.form.get("card", ""))
    key = "checks.where_thanks"
    if seen is None:
        key = "checks.where_past"
    else:
        place = request.form.get("place", "")
        flashed("", lambda: note_door(core(), card_no=seen.number, place=place))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(message=say(key, locale()))
    flash(say(key, locale()), "good")
    return redirect(url_for("credentials.ask"), code=303)


@after.route("/report", methods=["GET", "POST"])
@limiter.limit(REPORTS, methods=["POST"])
def report() -> ResponseReturnValue:
    """A short form about whoever showed the card that was checked last, or the one named."""
    form, seen = ReportForm(), _seen(request.values.get("card", ""))
    counties = () if seen.number else counties_served(core())
    form.county.choices = [SelectChoice(str(row.county_id), row.name) for row in counties]
    if form.validate_on_submit():
        number = on_form(
            form, lambda: card_reports.report_person(core(), _told(form, seen), locale())
        )
        if number:
            return redirect(url_for("after_check.reported", case_no=number), code=303)
    page = render_template(
        "credentials/report.html", form=form, seen=seen, asks_county=len(counties) > 1
    )
    return page, status_of(form)


@after.get("/report/<case_no>")
@limiter.limit(GUESSABLE)
def reported(case_no: str) -> ResponseReturnValue:
    """The number of the case, to be written down, and where it stands."""
    track = follow_case(core(), case_no=case_no)
    number = short_codes.grouped(track.case_no)
    return render_template("credentials/reported.html", track=track, number=number)


def _seen(number: str) -> Seen:
    last = lookers.seen()
    if last is not None and number in {"", last.number}:
        return last
    return card_reports.seen_card(core(), number=number)


def _told(form: ReportForm, seen: Seen) -> PersonReport:
    happened = [say(f"reports.happened_{one}", locale()) for one in form.happened.data or ()]
    words = (form.words.data or "").strip()
    chosen = form.county.data or ""
    return PersonReport(
        seen=seen,
        what=" ".join([*(f"{one}。" for one in happened), words]).strip(),
        village=form.village.data or "",
        phone=form.phone.data or "",
        county_id=int(chosen) if chosen.isascii() and chosen.isdigit() else None,
    )
