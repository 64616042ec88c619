"""Paying at the table: start, wait for the channel's word, show each one's receipt."""

from __future__ import annotations

import io
from uuid import UUID

from flask import jsonify, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.payments import MONEY_CAME, PaymentState
from courier.ports import Channel
from courier.services import (
    cash,
    payment_switch,
    payments,
    receipt_papers,
    receipt_texts,
    receipts,
    settlements,
)
from courier.services.paid_meanwhile import Turn, turns_of_attempt
from courier.services.payment_views import PaymentView, payment_view
from courier.services.payments import PaymentRequest
from field_app.access import actor, core
from field_app.language import locale
from field_app.payments import links
from field_app.payments.forms import channel_asked, payment_asked
from field_app.payments.meanwhile import unless_quicker
from field_app.payments.proof import own_receipt, png, proof
from field_app.payments.rooms import payments_room
from field_app.qr import qr_picture

rooms = (payments_room, links.links_room, proof)
OVER = tuple(state.value for state in PaymentState if state.is_over)


@payments_room.post("")
def start() -> ResponseReturnValue:
    """Pay for the chosen people; sending the form again is the same payment."""
    asked, channel = payment_asked(), channel_asked()
    return unless_quicker(asked, lambda: _started(asked, channel))


def _started(asked: PaymentRequest, channel: Channel) -> ResponseReturnValue:
    if channel is Channel.CASH:
        view = cash.take_cash(core(), actor=actor(), request=asked)
    else:
        view = payments.start_payment(core(), actor=actor(), request=asked, channel=channel)
    return redirect(_place_of(view), code=303)


@payments_room.get("/<uuid:attempt_id>")
def show(attempt_id: UUID) -> ResponseReturnValue:
    """The code to scan, and how far it is."""
    view = payment_view(core(), actor=actor(), attempt_id=attempt_id)
    if view.state in MONEY_CAME:
        return redirect(_place_of(view))
    quicker = (
        turns_of_attempt(core(), actor=actor(), attempt_id=attempt_id) if view.state.is_over else ()
    )
    return render_template(
        "payments/show.html",
        payment=view,
        code=qr_picture(view.code_url) if view.code_url else None,
        over=OVER,
        channels=core().channels,
        quicker=[one for one in quicker if one.turn is not Turn.OPEN],
    )


@payments_room.get("/<uuid:attempt_id>/status")
def status(attempt_id: UUID) -> ResponseReturnValue:
    """For the page's script: the state that the books know, never a promise."""
    view = payment_view(core(), actor=actor(), attempt_id=attempt_id)
    return jsonify(state=view.state.value, next=_place_of(view) if view.state.is_over else None)


@payments_room.post("/<uuid:attempt_id>/check")
def check(attempt_id: UUID) -> ResponseReturnValue:
    """Ask the channel now, for a notification may be lost."""
    view = payment_view(core(), actor=actor(), attempt_id=attempt_id)
    settlements.check_payment(core(), county_id=actor().county_id, attempt_id=view.attempt_id)
    return redirect(url_for("payments.show", attempt_id=attempt_id), code=303)


@payments_room.post("/<uuid:attempt_id>/switch")
def switch(attempt_id: UUID) -> ResponseReturnValue:
    """The payer has the other app: the first order is closed before the second is placed."""
    view = payment_switch.switch_channel(
        core(), actor=actor(), attempt_id=attempt_id, channel=channel_asked()
    )
    return redirect(_place_of(view), code=303)


@payments_room.post("/<uuid:attempt_id>/abandon")
def abandon(attempt_id: UUID) -> ResponseReturnValue:
    """The payer does not want to; if the money was quicker, it counts."""
    view = payments.abandon_payment(core(), actor=actor(), attempt_id=attempt_id)
    return redirect(_place_of(view), code=303)


@payments_room.get("/<uuid:attempt_id>/receipts")
def receipts_page(attempt_id: UUID) -> ResponseReturnValue:
    """One receipt a person, to show, share and print."""
    view = payment_view(core(), actor=actor(), attempt_id=attempt_id)
    found = receipts.receipts_of_attempt(core(), actor=actor(), attempt_id=attempt_id)
    told = receipt_texts.told_of(core(), actor=actor(), receipts=found)
    return render_template("payments/receipts.html", payment=view, receipts=found, told=told)


@payments_room.get("/<uuid:attempt_id>/receipts.pdf")
def receipts_pdf(attempt_id: UUID) -> ResponseReturnValue:
    """All receipts of the payment on paper."""
    found = receipts.receipts_of_attempt(core(), actor=actor(), attempt_id=attempt_id)
    pdf = receipt_papers.receipts_pdf(core(), found, locale())
    return send_file(io.BytesIO(pdf), "application/pdf", download_name="receipts.pdf")


@payments_room.get("/<uuid:attempt_id>/receipts/<number>.png")
def receipt_png(attempt_id: UUID, number: str) -> ResponseReturnValue:
    """One receipt as a picture."""
    receipt = own_receipt(attempt_id, number)
    return png(receipt_papers.receipt_picture(core(), receipt, locale()), f"{number}.png")


@payments_room.get("/<uuid:attempt_id>/receipts/<number>/code.png")
def receipt_code(attempt_id: UUID, number: str) -> ResponseReturnValue:
    """The code that leads to the public page of a receipt."""
    address = receipt_papers.receipt_address(core(), own_receipt(attempt_id, number))
    return png(core().pictures.code_png(address), "receipt.png")


def _place_of(view: PaymentView) -> str:
    name = "payments.receipts_page" if view.state in MONEY_CAME else "payments.show"
    return url_for(name, attempt_id=view.attempt_id)
