"""The message of the day: write one to the couriers of one's area, and see who has read it."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from courier.domain.permissions import Permission
from courier.services import notices as services
from courier.services.coverage import china_day
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.keys import key_in
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of
from field_app.visits.forms import DayField

notices = Room(
    "admin_notices",
    audience=Audience.ADMIN,
    prefix="/admin/notices",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)


class NoticeForm(FlaskForm):  # type: ignore[misc]
    """What is told, and on which days; its id makes a second press harmless."""

    notice_id = HiddenField()
    words = TextAreaField(
        "notices.words",
        description="notices.words_hint",
        validators=[InputRequired("errors.notice_empty")],
    )
    from_on = DayField("notices.from_on", validators=[InputRequired("errors.notice_days_missing")])
    until_on = DayField(
        "notices.until_on", validators=[InputRequired("errors.notice_days_missing")]
    )


@notices.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """The messages so far, and a form for another."""
    form = NoticeForm()
    if form.validate_on_submit() and on_form(form, lambda: _write(form)):
        flash(say("notices.written", locale()), "good")
        return redirect(url_for("admin_notices.index"), code=303)
    if not form.is_submitted():
        today = china_day(core())
        form.process(notice_id=str(uuid4()), from_on=today, until_on=today)
    found = services.list_notices(core(), actor=actor())
    return render_template("admin/notices.html", notices=found, form=form), status_of(form)


@notices.post("/<uuid:notice_id>/withdraw")
def withdraw(notice_id: UUID) -> ResponseReturnValue:
    """It is shown no longer."""
    flashed(
        "notices.withdrawn",
        lambda: services.withdraw_notice(core(), actor=actor(), notice_id=notice_id),
    )
    return redirect(url_for("admin_notices.index"), code=303)


def _write(form: NoticeForm) -> bool:
    services.write_notice(
        core(),
        actor=actor(),
        notice_id=key_in(form.notice_id.data or "") or uuid4(),
        words=form.words.data or "",
        from_on=form.from_on.data,
        until_on=form.until_on.data,
    )
    return True
