"""Visits in the console: all of the area, one of them, and asking for new ones."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from courier.domain.permissions import Permission
from courier.domain.unpaid_lists import MOST_AT_ONCE, UnpaidWish, read_age
from courier.domain.visits import LONGEST_NAME, LONGEST_NOTE, LONGEST_PLACE, VisitState
from courier.services import office_visits, regions, unpaid_lists, visits
from courier.services.areas import may
from courier.services.coverage import china_day
from courier.services.office_visits import OfficeWish
from courier.services.visit_views import VisitView
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.language import locale
from field_app.refusals import on_form, status_of
from field_app.visits.forms import LONGEST_PHONE, DayField
from field_app.visits.shown import STATE_TONES, named_items

room = Room(
    "admin_visits",
    audience=Audience.ADMIN,
    prefix="/admin/visits",
    see=Permission.SEE_PROGRESS,
    change=Permission.ASK_FOR_VISITS,
)


def _at_most(longest: int) -> Length:
    return Length(max=longest, message="visits.too_long")


class OfficeForm(FlaskForm):  # type: ignore[misc]
    """Whom to visit."""

    village_code = SelectField("admin.village", validators=[InputRequired("visits.fill_in")])
    household_no = StringField(
        "office_visits.household_no",
        description="office_visits.household_no_hint",
        validators=[_at_most(LONGEST_PHONE)],
    )
    contact_name = StringField("visits.ask_name", validators=[_at_most(LONGEST_NAME)])
    contact_phone = StringField("visits.ask_phone", validators=[_at_most(LONGEST_PHONE)])
    asker_phone = StringField(
        "office_visits.asker_phone",
        description="outcomes.asker_phone_hint",
        validators=[_at_most(LONGEST_PHONE)],
    )
    place = StringField("visits.ask_place", validators=[_at_most(LONGEST_PLACE)])
    wanted_on = DayField("visits.ask_day", validators=[Optional()])
    note = TextAreaField("visits.ask_note", validators=[_at_most(LONGEST_NOTE)])


class ListForm(FlaskForm):  # type: ignore[misc]
    """Which households that still owe."""

    place = SelectField("office_visits.place", validators=[InputRequired("visits.fill_in")])
    aged_over = StringField("office_visits.aged_over", description="office_visits.aged_over_hint")
    never_online = BooleanField("office_visits.never_online")
    failed_before = BooleanField("office_visits.failed_before")
    wanted_on = DayField("visits.ask_day", validators=[Optional()])

    def wish(self) -> UnpaidWish:
        """What is asked for. Raises BadInput ``list_age_wrong``."""
        return UnpaidWish(
            place=self.place.data,
            aged_over=read_age(self.aged_over.data or ""),
            never_online=self.never_online.data,
            failed_before=self.failed_before.data,
        )


@room.get("")
def index() -> ResponseReturnValue:
    """The newest visits of the area; contacts are for the courier alone."""
    asked = request.args.get("status", "")
    status = VisitState(asked) if asked in set(VisitState) else None
    return render_template(
        "admin/visits.html",
        visits=visits.list_for_admin(core(), actor(), status),
        status=status,
        states=VisitState,
        tones=STATE_TONES,
        may_ask=may(actor(), Permission.ASK_FOR_VISITS),
    )


@room.get("/<uuid:visit_id>")
def detail(visit_id: UUID) -> ResponseReturnValue:
    """One visit: its steps, and who took each."""
    found = office_visits.visit_for_admin(core(), actor=actor(), visit_id=visit_id)
    return render_template(
        "admin/visit.html",
        visit=found,
        tone=STATE_TONES[found.status],
        items=named_items(found.status, found.steps),
    )


@room.route("/new", methods=["GET", "POST"])
@needs(Permission.ASK_FOR_VISITS)
def new() -> ResponseReturnValue:
    """Ask for a visit."""
    form = OfficeForm()
    form.village_code.choices = _villages()
    if form.validate_on_submit():
        made = on_form(form, lambda: _request(form))
        if made:
            flash(say("visits.asked", locale()), "good")
            return redirect(url_for("admin_visits.detail", visit_id=made.visit_id), code=303)
    page = render_template("admin/visit_new.html", form=form, earliest=china_day(core()))
    return page, status_of(form)


@room.route("/unpaid", methods=["GET", "POST"])
@needs(Permission.ASK_FOR_VISITS)
def unpaid() -> ResponseReturnValue:
    """First how many households it would be; then, pressed once more, their visits."""
    form, found = ListForm(), None
    form.place.choices = _places()
    if form.validate_on_submit():
        if request.form.get("act") == "make":
            made = on_form(form, lambda: _make(form))
            if made is not None:
                flash(say("office_visits.made", locale(), count=made), "good" if made else "info")
                return redirect(url_for("admin_visits.index"), code=303)
        else:
            found = on_form(
                form, lambda: unpaid_lists.preview_list(core(), actor=actor(), wish=form.wish())
            )
    page = render_template(
        "admin/visits_unpaid.html",
        form=form,
        found=found,
        most=MOST_AT_ONCE,
        earliest=china_day(core()),
    )
    return page, status_of(form)


def _make(form: ListForm) -> int:
    return unpaid_lists.make_visits(
        core(), actor=actor(), wish=form.wish(), wanted_on=form.wanted_on.data
    )


def _request(form: OfficeForm) -> VisitView:
    wish = OfficeWish(
        village_code=form.village_code.data,
        household_no=form.household_no.data or "",
        contact_name=form.contact_name.data or "",
        contact_phone=form.contact_phone.data or "",
        asker_phone=form.asker_phone.data or "",
        place=form.place.data or "",
        wanted_on=form.wanted_on.data,
        note=form.note.data or "",
    )
    return office_visits.request_by_office(core(), actor=actor(), wish=wish)


def _villages() -> list[SelectChoice]:
    found = regions.villages_of_area(core(), actor())
    return [SelectChoice(one.village_code, f"{one.township_name} {one.name}") for one in found]


def _places() -> list[SelectChoice]:
    """Each township as a whole, and each of its villages."""
    townships = {
        one.township_code: one.township_name for one in regions.villages_of_area(core(), actor())
    }
    whole = [SelectChoice(code, name) for code, name in townships.items()]
    return [*whole, *_villages()]
