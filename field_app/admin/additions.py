"""Who is to be added to a household: the person, the papers, and the township's decision."""

from __future__ import annotations

import io
from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services import addition_work as use
from courier.services.people import GIVEN
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.talk_forms import AcceptForm, DeclineForm
from field_app.language import locale
from field_app.refusals import on_form

additions = Room(
    "admin_additions",
    audience=Audience.ADMIN,
    prefix="/admin/additions",
    see=Permission.WORK_ON_CASES,
    change=Permission.WORK_ON_CASES,
)


@additions.get("/<uuid:case_id>")
def detail(case_id: UUID) -> ResponseReturnValue:
    """Who it is, with the papers; only whoever has taken the case sees her."""
    return _page(case_id, AcceptForm(formdata=None), DeclineForm(formdata=None))


@additions.get("/<uuid:case_id>/papers/<int:number>.jpg")
def paper(case_id: UUID, number: int) -> ResponseReturnValue:
    """One picture."""
    jpeg = use.look_at_paper(core(), actor=actor(), case_id=case_id, paper_no=number)
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg")


@additions.post("/<uuid:case_id>/accept")
def accept(case_id: UUID) -> ResponseReturnValue:
    """Enrol her in the household."""
    form = AcceptForm()
    number, category = form.id_number.data or "", form.category.data or ""
    added = on_form(
        form,
        lambda: use.accept_addition(
            core(), actor=actor(), case_id=case_id, id_number=number, category=category
        ),
    )
    if added is None:
        return _page(case_id, form, DeclineForm(formdata=None)), 400
    flash(say("additions.done_accepted", locale()), "good")
    return redirect(url_for("admin_people.detail", insuree_id=added), code=303)


@additions.post("/<uuid:case_id>/decline")
def decline(case_id: UUID) -> ResponseReturnValue:
    """Tell the courier why not."""
    form = DeclineForm()
    words = form.words.data or ""
    on_form(form, lambda: use.decline_addition(core(), actor=actor(), case_id=case_id, words=words))
    if form.form_errors:
        return _page(case_id, AcceptForm(formdata=None), form), 400
    flash(say("additions.done_declined", locale()), "good")
    return redirect(url_for("admin_cases.detail", case_id=case_id), code=303)


def _page(case_id: UUID, accepting: AcceptForm, declining: DeclineForm) -> str:
    return render_template(
        "admin/addition.html",
        view=use.addition_view(core(), actor=actor(), case_id=case_id),
        accepting=accepting,
        declining=declining,
        categories=[one.value for one in GIVEN],
    )
