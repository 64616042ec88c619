"""Payment links: opened by whoever is far away, made and followed by the courier."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.browsers import Browser, family_of
from courier.ports import PayWay
from courier.services import link_payments, link_texts, payment_links
from courier.services.payment_links import LinkState, LinkView
from courier.services.payments import PaymentRequest
from field_app.access import Audience, Room, actor, core
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.payments.forms import LinkPhoneForm, channel_asked, payment_asked
from field_app.payments.meanwhile import unless_quicker
from field_app.payments.rooms import payments_room
from field_app.qr import qr_picture
from field_app.refusals import flashed

FOLLOWED = "60 per minute"
links_room = Room("payment_links", audience=Audience.PUBLIC, prefix="/l")


@links_room.get("/<token>")
@limiter.limit(FOLLOWED)
def show(token: str) -> ResponseReturnValue:
    """For whom, how much, how to know that it is real; then pay."""
    link = payment_links.open_link(core(), token=token)
    code_url = link.payment.code_url if link.payment else None
    return render_template(
        "payments/link.html",
        link=link,
        code=qr_picture(code_url) if code_url else None,
        others=_others(link.state),
        channels=core().channels,
        in_wechat=family_of(request.user_agent.string) is Browser.WECHAT,
    )


@links_room.post("/<token>/pay")
@limiter.limit(GUESSABLE)
def pay(token: str) -> ResponseReturnValue:
    """Place the order; what cannot be paid any more is said on the page."""
    channel = channel_asked()
    flashed(
        "",
        lambda: link_payments.pay_by_link(
            core(), token=token, channel=channel, way=_way(), payer_ip=request.remote_addr
        ),
    )
    return redirect(url_for("payment_links.show", token=token), code=303)


@links_room.get("/<token>/status")
@limiter.limit(FOLLOWED)
def status(token: str) -> ResponseReturnValue:
    """For the page's script: what the books know, never a promise."""
    return jsonify(state=payment_links.open_link(core(), token=token).state.value)


@links_room.post("/<token>/check")
@limiter.limit(GUESSABLE)
def check(token: str) -> ResponseReturnValue:
    """Ask the channel now, for a notification may be lost."""
    link_payments.check_link(core(), token=token)
    return redirect(url_for("payment_links.show", token=token), code=303)


@payments_room.post("/links")
def make_link() -> ResponseReturnValue:
    """A link for those who agreed; sending the form again is the same link."""
    asked = payment_asked()
    return unless_quicker(asked, lambda: _made(asked))


@payments_room.get("/links/<uuid:link_id>")
def link(link_id: UUID) -> ResponseReturnValue:
    """Show it, send it, follow it."""
    found = payment_links.own_link(core(), actor=actor(), link_id=link_id)
    return render_template(
        "payments/link_made.html",
        link=found,
        code=qr_picture(found.address),
        others=_others(found.state),
        form=LinkPhoneForm(),
        takes_texts=core().text_sender.reaches_phones,
    )


@payments_room.get("/links/<uuid:link_id>/status")
def link_status(link_id: UUID) -> ResponseReturnValue:
    """How far the payer is, for the page's script."""
    found = payment_links.own_link(core(), actor=actor(), link_id=link_id)
    return jsonify(state=found.state.value)


@payments_room.post("/links/<uuid:link_id>/text")
def text_link(link_id: UUID) -> ResponseReturnValue:
    """Send it by text."""
    phone = LinkPhoneForm().phone.data or ""
    flashed(
        "links.texted",
        lambda: link_texts.text_link(
            core(), actor=actor(), link_id=link_id, phone=phone, locale=locale()
        ),
    )
    return redirect(url_for("payments.link", link_id=link_id), code=303)


@payments_room.post("/links/<uuid:link_id>/withdraw")
def withdraw_link(link_id: UUID) -> ResponseReturnValue:
    """They pay in another way; if the money was quicker, it counts."""
    found = payment_links.withdraw_link(core(), actor=actor(), link_id=link_id)
    return redirect(_after(found), code=303)


def _made(asked: PaymentRequest) -> ResponseReturnValue:
    made = payment_links.make_link(core(), actor=actor(), request=asked)
    return redirect(url_for("payments.link", link_id=made.link_id), code=303)


def _after(found: LinkView) -> str:
    if found.state is LinkState.PAID:
        return url_for("payments.link", link_id=found.link_id)
    return url_for("visits.household", household_id=found.household_id, visit=found.visit_id)


def _others(state: LinkState) -> list[str]:
    """What the page waits for: any other state."""
    return [one.value for one in LinkState if one is not state]


def _way() -> PayWay:
    """A phone's browser opens the channel's page; elsewhere another phone scans a code."""
    browser = request.user_agent.string
    is_phone = "Mobile" in browser and family_of(browser) is not Browser.WECHAT
    return PayWay.H5 if is_phone else PayWay.NATIVE
