"""Handing a courier's villages and visits over to another."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from courier.domain.money import ZERO
from courier.domain.permissions import Permission
from courier.services import hand_overs as use
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.language import locale
from field_app.refusals import on_form, status_of

hand_overs = Room(
    "admin_hand_overs",
    audience=Audience.ADMIN,
    prefix="/admin/couriers",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)
ENDS, STAYS = "ends", "stays"


class HandOverForm(FlaskForm):  # type: ignore[misc]
    """To whom, what, and whether she goes on."""

    successor = SelectField("life.successor", validators=[InputRequired("auth.fill_in")])
    ends = RadioField(
        "life.how_far",
        choices=[SelectChoice(STAYS, "life.hands_some"), SelectChoice(ENDS, "life.hands_all")],
        default=STAYS,
    )
    villages = SelectMultipleField("life.which_villages", description="life.which_villages_hint")
    reason = StringField(
        "admin.reason",
        validators=[InputRequired("auth.fill_in"), Length(max=200, message="auth.too_long")],
    )


@hand_overs.route("/<uuid:courier_id>/hand-over", methods=["GET", "POST"])
@needs(Permission.KEEP_COURIERS)
def hand_over(courier_id: UUID) -> ResponseReturnValue:
    """What she has, who may take it, and the press that moves it."""
    said = request.args.get("said", "")
    view = use.hand_over_view(core(), actor=actor(), courier_id=courier_id, said=said)
    form = HandOverForm()
    form.villages.choices = [SelectChoice(one.region_code, one.name) for one in view.villages]
    form.successor.choices = [
        SelectChoice(str(one.courier_id), f"{one.name} {one.courier_no} {one.township_name}")
        for one in view.successors
    ]
    if form.validate_on_submit():
        done = on_form(form, lambda: _hand_over(courier_id, form))
        if done:
            _say(done)
            return redirect(url_for("admin_couriers.detail", courier_id=courier_id), code=303)
    page = render_template(
        "admin/hand_over.html", view=view, form=form, courier_id=courier_id, said=said
    )
    return page, status_of(form)


def _hand_over(courier_id: UUID, form: HandOverForm) -> use.HandedOver:
    what = use.HandOver(
        successor_id=UUID(form.successor.data),
        village_codes=tuple(form.villages.data or ()),
        ends=form.ends.data == ENDS,
        reason=form.reason.data,
    )
    return use.hand_over(core(), actor=actor(), courier_id=courier_id, what=what)


def _say(done: use.HandedOver) -> None:
    facts = {"name": done.successor_name, "villages": done.villages, "visits": done.visits}
    flash(say("life.handed_over", locale(), **facts), "good")
    if done.still_owed != ZERO:
        flash(say("life.cash_still_owed", locale(), amount=done.still_owed), "wait")
