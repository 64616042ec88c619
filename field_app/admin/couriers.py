"""Couriers in the console: the list, a new one, and what is done to one."""

from __future__ import annotations

import io
from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.applications import IdentityPaper
from courier.domain.permissions import Permission
from courier.services import card_prints, courier_exports, courier_lists, courier_views, invitations
from courier.services import couriers as use
from courier.services.application_views import application_detail
from courier.services.courier_exports import FileKind
from courier.services.couriers import NewCourier
from courier.services.renewals import renew_card
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin import shown_links
from field_app.admin.courier_filters import choices_for, query_of, wanted_in
from field_app.admin.forms import NewCourierForm, ReasonForm
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of

couriers = Room(
    "admin_couriers",
    audience=Audience.ADMIN,
    prefix="/admin/couriers",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)
FILE_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STATUS_TONES = {
    "applied": "wait",
    "approved": "info",
    "active": "good",
    "suspended": "bad",
    "refused": "plain",
    "revoked": "plain",
}


@couriers.get("/")
def index() -> ResponseReturnValue:
    """The list, those who wait for approval first."""
    wanted = wanted_in(request.args)
    who = actor()
    return render_template(
        "admin/couriers.html",
        found=courier_lists.list_couriers(
            core(), actor=who, wanted=wanted, after=request.args.get("after", "")
        ),
        counts=courier_lists.counts_by_status(
            core(), actor=who, township_code=wanted.township_code
        ),
        wanted=wanted,
        query=query_of(wanted),
        choices=choices_for(wanted),
        expiry_days=courier_lists.EXPIRY_DAYS,
        tones=STATUS_TONES,
    )


@couriers.get("/couriers.<any(csv, xlsx):kind>")
def export(kind: str) -> ResponseReturnValue:
    """The list as it is filtered, as a file; with telephone numbers where they are asked for."""
    content = courier_exports.export_couriers(
        core(),
        actor=actor(),
        wanted=wanted_in(request.args),
        kind=FileKind(kind),
        with_phones="phones" in request.args,
        locale=locale(),
    )
    answer = Response(content, mimetype=FILE_TYPES[kind])
    name = f"{say('credential_lists.file_name', locale())}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@couriers.route("/new", methods=["GET", "POST"])
@needs(Permission.KEEP_COURIERS)
def new() -> ResponseReturnValue:
    """Propose a courier: first the township, then the person."""
    townships = courier_views.townships(core(), actor=actor())
    chosen = request.values.get("township_code") or _only(townships)
    form = NewCourierForm(township_code=chosen)
    form.village_codes.choices = [
        (one.region_code, one.name)
        for one in (
            courier_views.villages(core(), actor=actor(), township_code=chosen) if chosen else ()
        )
    ]
    if form.validate_on_submit():
        courier_id = on_form(form, lambda: _create(form))
        if courier_id:
            flash(say("admin.courier_proposed", locale()), "good")
            return redirect(url_for("admin_couriers.detail", courier_id=courier_id), code=303)
    return (
        render_template("admin/courier_new.html", form=form, townships=townships, chosen=chosen),
        status_of(form),
    )


@couriers.get("/<uuid:courier_id>")
def detail(courier_id: UUID) -> ResponseReturnValue:
    """One courier, her history and the steps that may follow."""
    view = courier_views.courier_detail(core(), actor=actor(), courier_id=courier_id)
    application = application_detail(core(), actor=actor(), courier_id=courier_id)
    return render_template(
        "admin/courier.html",
        view=view,
        application=application,
        papers=IdentityPaper,
        form=ReasonForm(),
        tones=STATUS_TONES,
    )


@couriers.get("/<uuid:courier_id>/photo")
def photo(courier_id: UUID) -> ResponseReturnValue:
    """The portrait."""
    jpeg = courier_views.courier_photo(core(), actor=actor(), courier_id=courier_id)
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg")


@couriers.get("/<uuid:courier_id>/card/<any(front, back):side>.png")
def card(courier_id: UUID, side: str) -> ResponseReturnValue:
    """One side of the card, to look at or to print."""
    both = card_prints.card_pictures(core(), actor=actor(), courier_id=courier_id, locale=locale())
    return send_file(
        io.BytesIO(both.front if side == "front" else both.back),
        mimetype="image/png",
        download_name=f"card-{side}.png",
        as_attachment="download" in request.args,
    )


@couriers.post("/<uuid:courier_id>/approve")
def approve(courier_id: UUID) -> ResponseReturnValue:
    """The second person's yes."""
    return _step("admin.courier_approved", use.approve_courier, courier_id)


@couriers.post("/<uuid:courier_id>/invite")
def invite(courier_id: UUID) -> ResponseReturnValue:
    """Make a link; the page after it shows it once, and whoever refreshes makes no new one."""
    made = invitations.invite_courier(core(), actor=actor(), courier_id=courier_id)
    shown_links.keep(shown_links.INVITATION, courier_id, made)
    return redirect(url_for("admin_couriers.invitation", courier_id=courier_id), code=303)


@couriers.post("/<uuid:courier_id>/lost-phone")
def lost_phone(courier_id: UUID) -> ResponseReturnValue:
    """Her phone dies at once; the page after it shows the link for the next one."""
    made = invitations.report_lost_phone(core(), actor=actor(), courier_id=courier_id)
    shown_links.keep(shown_links.INVITATION, courier_id, made)
    flash(say("life.phone_stopped", locale()), "good")
    return redirect(url_for("admin_couriers.invitation", courier_id=courier_id), code=303)


@couriers.get("/<uuid:courier_id>/invitation")
@needs(Permission.KEEP_COURIERS)
def invitation(courier_id: UUID) -> ResponseReturnValue:
    """The link that was just made, shown once: it is kept in the session alone, until now."""
    view = courier_views.courier_detail(core(), actor=actor(), courier_id=courier_id)
    link = shown_links.shown_once(shown_links.INVITATION, courier_id)
    return render_template("admin/invitation.html", view=view, link=link)


@couriers.post("/<uuid:courier_id>/issue-card")
def issue_card(courier_id: UUID) -> ResponseReturnValue:
    """A fresh card; the one before is void."""
    return _step("admin.card_issued", use.issue_card, courier_id)


@couriers.post("/<uuid:courier_id>/renew")
def renew(courier_id: UUID) -> ResponseReturnValue:
    """A card for another year."""
    return _step("life.renewed", renew_card, courier_id)


@couriers.post("/<uuid:courier_id>/suspend")
def suspend(courier_id: UUID) -> ResponseReturnValue:
    """Stop her at once."""
    return _step("admin.courier_suspended", use.suspend_courier, courier_id, reason=_reason())


@couriers.post("/<uuid:courier_id>/reinstate")
def reinstate(courier_id: UUID) -> ResponseReturnValue:
    """Let her work again."""
    return _step("admin.courier_reinstated", use.reinstate_courier, courier_id)


@couriers.post("/<uuid:courier_id>/revoke")
def revoke(courier_id: UUID) -> ResponseReturnValue:
    """End her work for good."""
    return _step("admin.courier_revoked", use.revoke_courier, courier_id, reason=_reason())


def _create(form: NewCourierForm) -> UUID:
    upload = form.photo.data
    new_courier = NewCourier(
        name=form.name.data,
        phone=form.phone.data,
        township_code=form.township_code.data,
        village_codes=tuple(form.village_codes.data or ()),
        photo=upload.read() if upload else b"",
        frame=form.frame(),
    )
    return use.create_courier(core(), actor=actor(), new=new_courier)


def _only(townships: tuple[courier_views.PlaceView, ...]) -> str | None:
    return townships[0].region_code if len(townships) == 1 else None


def _reason() -> str:
    return ReasonForm().reason.data or ""


def _step(
    key: str, use_case: Callable[..., object], courier_id: UUID, **facts: str
) -> ResponseReturnValue:
    flashed(key, lambda: use_case(core(), actor=actor(), courier_id=courier_id, **facts))
    return redirect(url_for("admin_couriers.detail", courier_id=courier_id), code=303)
