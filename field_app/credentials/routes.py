"""Is this courier real? For everybody; and the courier's own card."""

from __future__ import annotations

import base64
import io

from flask import jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.checks import CheckWay
from courier.domain.credentials import Colour, to_address
from courier.services import card_prints, card_scans, cards, live_cards
from courier.services.card_reports import number_in
from courier.services.checks import doors_around
from courier.services.courier_tasks import villages_today
from courier.services.renewals import own_standing
from field_app.access import Audience, Room, actor, core
from field_app.auth import devices
from field_app.credentials import lookers, phone_check, published
from field_app.credentials.digits import digits
from field_app.credentials.forms import CheckForm, read_key
from field_app.credentials.phone_check import HOTLINE
from field_app.credentials.reports import after
from field_app.language import locale
from field_app.limits import limiter
from field_app.qr import qr_picture
from field_app.refusals import on_form, status_of
from field_app.security import FOR_EVER

public = Room("credentials", audience=Audience.PUBLIC)
own = Room("own_card", audience=Audience.COURIER, prefix="/courier/card")
rooms = (public, published.room, phone_check.public, after, own, digits)
CHECKS = "60 per minute"
TONES = {Colour.GREEN: "good", Colour.AMBER: "wait", Colour.RED: "bad"}


@public.get("/c")
@public.get("/C/")
def old_address() -> ResponseReturnValue:
    """The scanner's short address; kept for long: a phone without a network knows the way."""
    answer = redirect(url_for("credentials.ask"), code=308)
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@public.route("/c/", methods=["GET", "POST"])
@limiter.limit(CHECKS)
def ask() -> ResponseReturnValue:
    """Scan, photograph or type a card."""
    form = CheckForm()
    if form.validate_on_submit():
        found = on_form(form, lambda: _card_text(form))
        if found:
            return redirect(url_for("credentials.check", code=found), code=303)
    page = render_template("credentials/ask.html", form=form, digits=lookers.asked_digits())
    return page, status_of(form)


@public.post("/c/digits")
@limiter.limit(CHECKS)
def ask_digits() -> ResponseReturnValue:
    """Four digits that the courier must put into the code."""
    lookers.ask_digits()
    return redirect(url_for("credentials.ask", _anchor="digits"), code=303)


@public.get("/C/<path:code>")
@public.get("/c/<path:code>")
@limiter.limit(CHECKS)
def check(code: str) -> ResponseReturnValue:
    """What may be said of this card now."""
    number = number_in(code)
    way = CheckWay.NUMBER if number else CheckWay.PAGE
    looker = lookers.looker()
    found = cards.check_card(core(), text=code, looker=looker, way=way)
    lookers.remember(code, found)
    if found.verdict.colour is Colour.GREEN:
        lookers.forget_digits()
    return render_template(
        "credentials/check.html",
        check=found,
        asked=looker.asked,
        signed_text=_signed_text(number, code, found.card),
        tone=TONES[found.verdict.colour],
        photo=_photo(found.card),
        phone=(found.card and found.card.office_phone) or HOTLINE,
        typed_number=number,
        **_around(found),
    )


@own.get("/")
def show() -> ResponseReturnValue:
    """The courier's card, large enough to be scanned from a phone's screen."""
    mine = cards.own_card(core(), actor=actor())
    standing = own_standing(core(), actor=actor())
    qr = qr_picture(mine.address)
    return render_template(
        "credentials/own.html", mine=mine, qr=qr, standing=standing, photo=_photo(mine.card)
    )


@own.post("/key")
def keep_key() -> ResponseReturnValue:
    """The public half of the key that this phone has made, as JSON."""
    live_cards.keep_holder_key(
        core(),
        actor=actor(),
        device_token=devices.own_token(),
        key=read_key(request.get_json(silent=True)),
    )
    return jsonify(kept=True)


@own.get("/live")
def live() -> ResponseReturnValue:
    """A fresh card for this phone, as JSON; moments are seconds since 1970."""
    card = live_cards.live_card(core(), actor=actor(), device_token=devices.own_token())
    return jsonify(
        card=base64.b64encode(card.card).decode("ascii"),
        address=to_address(core().public_url, b""),
        until=int(card.valid_until.timestamp()),
        now=card.now.timestamp(),
    )


@own.get("/<any(front, back):side>.png")
def picture(side: str) -> ResponseReturnValue:
    """One side of the card as it is printed."""
    who = actor()
    both = card_prints.card_pictures(core(), actor=who, courier_id=who.person_id, locale=locale())
    png = both.front if side == "front" else both.back
    return send_file(io.BytesIO(png), mimetype="image/png", download_name=f"{side}.png")


def _card_text(form: CheckForm) -> str:
    upload = form.picture.data
    return card_scans.card_text(
        core(), typed=form.code.data or "", picture=upload.read() if upload else None
    )


def _around(found: cards.CardCheck) -> dict[str, object]:
    """Where the courier works today, and at whose doors she may stand; nothing for a red card."""
    if found.card is None or found.verdict.colour is Colour.RED:
        return {"visiting": (), "doors": ()}
    card_no = found.card.card_no
    return {
        "visiting": villages_today(core(), card_no=card_no),
        "doors": doors_around(core(), card_no=card_no),
    }


def _signed_text(number: str, code: str, card: cards.CardView | None) -> str:
    """What the phone verifies: what was scanned, or of a typed number the card that was issued."""
    return to_address("", card.credential) if number and card else f"/c/{code}"


def _photo(card: cards.CardView | None) -> str | None:
    if card is None or card.photo is None:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(card.photo).decode("ascii")
