"""For everybody: ask for a visit, and follow it like a parcel."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from courier.domain import short_codes
from courier.domain.visits import AskedThrough
from courier.services import payment_links, regions, visits
from courier.services.coverage import china_day
from courier.services.regions import VillageView
from courier.services.visit_views import VisitView
from courier.texts import say
from field_app.access import core
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of
from field_app.visits.forms import NumberForm, RequestForm
from field_app.visits.rooms import tracker
from field_app.visits.shown import STATE_TONES, step_items

FOLLOWED = "60 per minute"
REMEMBERED = "visits_asked"  # in the signed cookie, so that the way back finds them
MOST_REMEMBERED = 3


@tracker.route("/visits/new", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def ask() -> ResponseReturnValue:
    """Ask for a courier; several villages of one name are asked about."""
    form = RequestForm()
    choices: tuple[VillageView, ...] = ()
    if form.validate_on_submit():
        choices = _villages(form)
        made = on_form(form, lambda: _request(form, choices[0])) if len(choices) == 1 else None
        if made:
            _remember(made.visit_no)
            flash(say("visits.asked", locale()), "good")
            return redirect(url_for("tracker.follow", visit_no=made.visit_no), code=303)
    page = render_template(
        "visits/ask.html",
        form=form,
        choices=choices,
        earliest=china_day(core()),
        asked=session.get(REMEMBERED, []),
    )
    return page, status_of(form)


@tracker.route("/v", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def number() -> ResponseReturnValue:
    """Type the number of a visit."""
    form = NumberForm()
    if form.validate_on_submit():
        read = on_form(form, lambda: short_codes.read_visit_number(form.visit_no.data))
        if read:
            return redirect(url_for("tracker.follow", visit_no=read[1]), code=303)
    return render_template("visits/number.html", form=form), status_of(form)


@tracker.get("/v/<visit_no>")
@limiter.limit(FOLLOWED)
def follow(visit_no: str) -> ResponseReturnValue:
    """Where a visit is."""
    track = visits.follow_visit(core(), visit_no=visit_no)
    return render_template(
        "visits/follow.html",
        track=track,
        tone=STATE_TONES[track.status],
        items=step_items(track.status, track.steps),
        agreed=payment_links.agreed_people(core(), visit_no=visit_no) if core().channels else (),
    )


@tracker.post("/v/<visit_no>/pay")
@limiter.limit(GUESSABLE)
def pay_from_afar(visit_no: str) -> ResponseReturnValue:
    """A link for those who have just agreed at the door."""
    link = payment_links.make_family_link(core(), visit_no=visit_no)
    return redirect(url_for("payment_links.show", token=link.token), code=303)


@tracker.post("/v/<visit_no>/cancel")
@limiter.limit(GUESSABLE)
def cancel(visit_no: str) -> ResponseReturnValue:
    """Call it off."""
    track = visits.cancel_visit(core(), visit_no=visit_no)
    flash(say("visits.cancelled", locale()), "info")
    return redirect(url_for("tracker.follow", visit_no=track.visit_no), code=303)


def _remember(visit_no: str) -> None:
    others = [number for number in session.get(REMEMBERED, []) if number != visit_no]
    session[REMEMBERED] = [visit_no, *others][:MOST_REMEMBERED]


def _villages(form: RequestForm) -> tuple[VillageView, ...]:
    """The village that was picked, else those that may be meant; the form says if it is not one."""
    if form.village_code.data:
        return (regions.village(core(), form.village_code.data),)
    found = regions.find_villages(core(), form.village.data)
    if len(found) != 1:
        form.village.errors = ["visits.village_which" if found else "visits.village_none"]
    return found


def _request(form: RequestForm, village: VillageView) -> VisitView:
    return visits.request_visit(
        core(),
        village_code=village.village_code,
        contact_name=form.contact_name.data,
        contact_phone=form.contact_phone.data,
        asker_phone=form.asker_phone.data or "",
        place=form.place.data or "",
        wanted_on=form.wanted_on.data,
        note=form.note.data or "",
        asked_through=AskedThrough.WEB,
    )
