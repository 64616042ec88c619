"""Many cards at once in the console: say which, see how far it is, fetch what was printed."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID, uuid4

from flask import jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.card_batches import MOST, BatchKind
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.services import card_batches, courier_lists
from courier.services.card_batches import BatchOrder
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin.courier_filters import query_of, wanted_in
from field_app.admin.keys import key_in
from field_app.language import locale
from field_app.refusals import flashed

batches = Room(
    "admin_card_batches",
    audience=Audience.ADMIN,
    prefix="/admin/card-batches",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)


@batches.get("/")
def index() -> ResponseReturnValue:
    """The newest."""
    found = card_batches.newest_batches(core(), actor=actor())
    return render_template("admin/card_batches.html", batches=found)


@batches.get("/new")
@needs(Permission.KEEP_COURIERS)
def new() -> ResponseReturnValue:
    """How many it would be, before anything is done."""
    kind, wanted = _kind(request.args.get("kind", "")), wanted_in(request.args)
    count = courier_lists.count_couriers(
        core(), actor=actor(), wanted=replace(wanted, at_work=True)
    )
    return render_template(
        "admin/card_batch_new.html",
        kind=kind,
        wanted=wanted,
        query=query_of(wanted),
        count=count,
        most=MOST[kind],
        batch_id=uuid4(),
    )


@batches.post("/")
def ask() -> ResponseReturnValue:
    """Have it done; the same form again does nothing more."""
    batch_id = key_in(request.form.get("batch_id", ""))
    if batch_id is None:
        raise NotFound("batch_unknown")
    order = BatchOrder(batch_id, _kind(request.form.get("kind", "")), locale())
    wanted = wanted_in(request.form)
    if not flashed(
        "", lambda: card_batches.ask_for_batch(core(), actor=actor(), order=order, wanted=wanted)
    ):
        return redirect(url_for("admin_couriers.index"), code=303)
    return redirect(url_for("admin_card_batches.detail", batch_id=batch_id), code=303)


@batches.get("/<uuid:batch_id>")
def detail(batch_id: UUID) -> ResponseReturnValue:
    """How far it is, and what came of it."""
    view = card_batches.batch_view(core(), actor=actor(), batch_id=batch_id)
    return render_template("admin/card_batch.html", view=view)


@batches.get("/<uuid:batch_id>/state")
def state(batch_id: UUID) -> ResponseReturnValue:
    """For the page that follows it: whether it has ended or moved on since ``done``."""
    view = card_batches.batch_view(core(), actor=actor(), batch_id=batch_id)
    moved = view.done > request.args.get("done", 0, type=int)
    return jsonify(state="ended" if view.summary.has_ended else "moved" if moved else "waiting")


@batches.get("/<uuid:batch_id>/cards-<int:part>.pdf")
@needs(Permission.KEEP_COURIERS)
def sheets(batch_id: UUID, part: int) -> ResponseReturnValue:
    """A part of what was printed."""
    pdf = card_batches.batch_file(core(), actor=actor(), batch_id=batch_id, part=part)
    name = say("card_batches.file_name", locale(), part=part)
    return send_file(io.BytesIO(pdf), mimetype="application/pdf", download_name=name)


def _kind(word: str) -> BatchKind:
    if word not in set(BatchKind):
        raise NotFound("batch_unknown")
    return BatchKind(word)
