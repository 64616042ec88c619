"""Applications in the console: the link, photo and papers, the identity check, a refusal."""

from __future__ import annotations

import io
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.applications import PaperKind
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.services import applications as use
from courier.services import courier_views, papers
from courier.services.couriers import refuse_courier
from courier.services.identity_checks import check_identity
from courier.services.portraits import change_photo
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin import shown_links
from field_app.admin.forms import ReasonForm
from field_app.applications.forms import PhotoForm
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of

applications = Room(
    "admin_applications",
    audience=Audience.ADMIN,
    prefix="/admin/couriers",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)


@applications.post("/<uuid:courier_id>/application")
def send(courier_id: UUID) -> ResponseReturnValue:
    """Make a link for the candidate's own phone."""
    made = use.send_application(core(), actor=actor(), courier_id=courier_id)
    shown_links.keep(shown_links.APPLICATION, courier_id, made)
    return redirect(url_for("admin_applications.link", courier_id=courier_id), code=303)


@applications.get("/<uuid:courier_id>/application")
@needs(Permission.KEEP_COURIERS)
def link(courier_id: UUID) -> ResponseReturnValue:
    """The link that was just made, shown once."""
    view = courier_views.courier_detail(core(), actor=actor(), courier_id=courier_id)
    shown = shown_links.shown_once(shown_links.APPLICATION, courier_id)
    return render_template("admin/application_link.html", view=view, link=shown)


@applications.get("/<uuid:courier_id>/paper/<kind>.jpg")
@needs(Permission.KEEP_COURIERS)
def paper(courier_id: UUID, kind: str) -> ResponseReturnValue:
    """A picture of a paper; every look is on the trail."""
    if kind not in set(PaperKind):
        raise NotFound("paper_missing")
    jpeg = papers.look_at_paper(core(), actor=actor(), courier_id=courier_id, kind=PaperKind(kind))
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg")


@applications.route("/<uuid:courier_id>/portrait", methods=["GET", "POST"])
@needs(Permission.KEEP_COURIERS)
def portrait(courier_id: UUID) -> ResponseReturnValue:
    """The photo taken at the office."""
    view = courier_views.courier_detail(core(), actor=actor(), courier_id=courier_id)
    form = PhotoForm()
    if form.validate_on_submit():
        done = on_form(form, lambda: _change_photo(courier_id, form))
        if done:
            flash(say("apply.photo_kept", locale()), "good")
            return _back(courier_id)
    return render_template("admin/portrait.html", view=view, form=form), status_of(form)


@applications.post("/<uuid:courier_id>/identity")
def identity(courier_id: UUID) -> ResponseReturnValue:
    """She was here, and so was the original of her paper."""
    paper = request.form.get("paper", "")
    flashed(
        "life.identity_noted",
        lambda: check_identity(core(), actor=actor(), courier_id=courier_id, paper=paper),
    )
    return _back(courier_id)


@applications.post("/<uuid:courier_id>/refuse")
def refuse(courier_id: UUID) -> ResponseReturnValue:
    """The application ends."""
    reason = ReasonForm().reason.data or ""
    flashed(
        "life.refused",
        lambda: refuse_courier(core(), actor=actor(), courier_id=courier_id, reason=reason),
    )
    return _back(courier_id)


def _change_photo(courier_id: UUID, form: PhotoForm) -> bool:
    data, frame = form.photo.data.read(), form.frame()
    change_photo(core(), actor=actor(), courier_id=courier_id, photo=data, frame=frame)
    return True


def _back(courier_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("admin_couriers.detail", courier_id=courier_id), code=303)
