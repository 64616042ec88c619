"""For everybody: the start page, and whether a receipt is real."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.errors import BadInput
from courier.services.receipts import ReceiptView, receipt_by_code
from field_app.access import Audience, Room, core
from field_app.errors import sentence

public = Room("public", audience=Audience.PUBLIC)
rooms = (public,)


@public.get("/")
def home() -> ResponseReturnValue:
    """What a villager can do here."""
    return render_template("public/home.html")


@public.get("/r")
def ask_receipt() -> ResponseReturnValue:
    """Type a receipt's code."""
    code = request.args.get("code", "")
    if code.strip():
        return redirect(url_for("public.receipt", code=code.strip()[:60]))
    return render_template("public/ask_receipt.html", code="", problem=None)


@public.get("/r/<code>")
@public.get("/R/<code>")
def receipt(code: str) -> ResponseReturnValue:
    """Whether a receipt is real, and what it says."""
    found, problem = _check(code)
    if found is None:
        return render_template("public/ask_receipt.html", code=code, problem=problem), 404
    return render_template("public/receipt.html", receipt=found)


def _check(code: str) -> tuple[ReceiptView | None, str | None]:
    try:
        return receipt_by_code(core(), code=code), None
    except BadInput as error:
        return None, sentence(error)
