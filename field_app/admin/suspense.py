"""Money that belongs to nobody's obligation, and its way back by two persons."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.courier_states import clean_reason
from courier.domain.permissions import Permission
from courier.domain.refunds import RefundReason
from courier.services import refund_views, refunds
from field_app.access import Audience, Room, actor, core
from field_app.admin.forms import ReasonForm
from field_app.refusals import flashed

suspense = Room(
    "admin_suspense",
    audience=Audience.ADMIN,
    prefix="/admin/suspense",
    see=Permission.SEE_SUSPENSE,
    change=Permission.REFUND,
)
STEP_TONES = {
    "open": "bad",
    "requested": "wait",
    "approved": "info",
    "sent": "info",
    "done": "good",
    "failed": "bad",
}


@suspense.get("/")
def index() -> ResponseReturnValue:
    """What is there, why, and how far its refund is."""
    return render_template(
        "admin/suspense.html",
        items=refunds.list_suspense(core(), actor=actor()),
        premiums=refund_views.list_refunds(core(), actor=actor()),
        reasons=[reason.value for reason in RefundReason],
        form=ReasonForm(),
        tones=STEP_TONES,
    )


@suspense.post("/<uuid:suspense_id>/refund")
def request_refund(suspense_id: UUID) -> ResponseReturnValue:
    """The first person asks."""
    flashed("admin.refund_requested", lambda: _request(suspense_id))
    return redirect(url_for("admin_suspense.index"), code=303)


@suspense.post("/refunds/<uuid:refund_id>/approve")
def approve_refund(refund_id: UUID) -> ResponseReturnValue:
    """The second person says yes."""
    flashed(
        "admin.refund_approved",
        lambda: refunds.approve_refund(core(), actor=actor(), refund_id=refund_id),
    )
    return redirect(url_for("admin_suspense.index"), code=303)


@suspense.post("/refunds/<uuid:refund_id>/retry")
def retry_refund(refund_id: UUID) -> ResponseReturnValue:
    """What the channel could not pay is tried again."""
    flashed(
        "admin.refund_retried",
        lambda: refunds.retry_refund(core(), actor=actor(), refund_id=refund_id),
    )
    return redirect(url_for("admin_suspense.index"), code=303)


def _request(suspense_id: UUID) -> None:
    reason = clean_reason(ReasonForm().reason.data or "")
    refunds.request_refund(core(), actor=actor(), suspense_id=suspense_id, reason=reason)
