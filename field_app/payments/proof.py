"""Receipts to take along: as a picture to share, on the roll of a small printer, as a text."""

from __future__ import annotations

import io
from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from courier.services import receipt_papers, receipt_texts
from courier.services.receipt_texts import TextWish
from courier.services.receipts import ReceiptView, receipt_of_attempt, receipts_of_attempt
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.language import locale
from field_app.refusals import on_form, status_of

proof = Room("proof", audience=Audience.COURIER, prefix="/courier/pay/<uuid:attempt_id>/receipts")
TYPED = "typed"


class TextForm(FlaskForm):  # type: ignore[misc]
    """Which phone, and that she agrees."""

    to = RadioField("proof.to", validators=[InputRequired("proof.to_needed")])
    phone = StringField(
        "proof.phone",
        description="proof.phone_hint",
        validators=[Length(max=30, message="errors.visit_phone_wrong")],
    )
    agreed = BooleanField("proof.agreed")


@proof.get("/strips.pdf")
def strips(attempt_id: UUID) -> ResponseReturnValue:
    """All receipts of the payment for a roll of 58 mm."""
    found = receipts_of_attempt(core(), actor=actor(), attempt_id=attempt_id)
    pdf = receipt_papers.receipt_strips_pdf(core(), found, locale())
    return send_file(io.BytesIO(pdf), "application/pdf", download_name="receipts-58mm.pdf")


@proof.get("/<number>/strip.png")
def strip(attempt_id: UUID, number: str) -> ResponseReturnValue:
    """One receipt in black and white, for printers that take pictures."""
    receipt = own_receipt(attempt_id, number)
    data = receipt_papers.receipt_strip(core(), receipt, locale())
    return png(data, f"{number}-58mm.png")


@proof.route("/<number>/text", methods=["GET", "POST"])
def text(attempt_id: UUID, number: str) -> ResponseReturnValue:
    """Send a receipt to a phone."""
    receipt = own_receipt(attempt_id, number)
    endings = receipt_texts.endings_on_file(core(), actor=actor(), receipt=receipt)
    form = _form(endings)
    if form.validate_on_submit():
        told = on_form(form, lambda: _text(attempt_id, number, form))
        if told:
            flash(say("proof.texted", locale(), ending=told), "good")
            there = url_for("payments.receipts_page", attempt_id=attempt_id)
            return redirect(there, code=303)
    page = render_template(
        "payments/text.html",
        receipt=receipt,
        form=form,
        attempt_id=attempt_id,
        sends=receipt_texts.sends_texts(core()),
    )
    return page, status_of(form)


def own_receipt(attempt_id: UUID, number: str) -> ReceiptView:
    """A receipt of a payment of hers. Raises NotFound."""
    return receipt_of_attempt(core(), actor=actor(), attempt_id=attempt_id, number=number)


def png(data: bytes, name: str) -> ResponseReturnValue:
    """A picture as answer."""
    return send_file(io.BytesIO(data), "image/png", download_name=name)


def _form(endings: tuple[str, ...]) -> TextForm:
    form = TextForm()
    known = [SelectChoice(one, say("proof.ending", locale(), ending=one)) for one in endings]
    form.to.choices = [*known, SelectChoice(TYPED, "proof.typed")]
    if form.to.data is None:
        form.to.data = endings[0] if endings else TYPED
    return form


def _text(attempt_id: UUID, number: str, form: TextForm) -> str:
    is_typed = form.to.data == TYPED
    wish = TextWish(
        ending="" if is_typed else form.to.data,
        phone=(form.phone.data or "") if is_typed else "",
        is_agreed=form.agreed.data,
    )
    return receipt_texts.text_receipt(
        core(), actor=actor(), attempt_id=attempt_id, number=number, wish=wish, locale=locale()
    )
