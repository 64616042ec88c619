"""One person in the console: found by number or name, with what may be done for her."""

from __future__ import annotations

import io
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.courier_states import clean_reason
from courier.domain.errors import BadInput, NotFound
from courier.domain.names import is_name_rather_than_number
from courier.domain.permissions import Permission
from courier.domain.refunds import RefundReason
from courier.services import categories, refunds, slips
from courier.services import people as use
from courier.services.categories import Effect
from courier.services.consent_evidence import consents_of
from courier.services.people import FoundPeople, PersonView
from courier.services.visit_outcomes import told_elsewhere
from courier.texts import say
from field_app.access import Audience, Room, actor, core, needs
from field_app.admin.forms import CategoryForm, PersonSearchForm, RefundForm
from field_app.language import locale
from field_app.refusals import flashed, on_form

people = Room(
    "admin_people",
    audience=Audience.ADMIN,
    prefix="/admin/people",
    see=Permission.SEE_PEOPLE,
    change=Permission.CHANGE_PEOPLE,
)
EFFECT_TONES = {Effect.RECOMPUTED: "good", Effect.BEING_PAID: "wait"}
STATUS_TONES = {
    "open": "wait",
    "unknown": "info",
    "aided": "good",
    "paid": "good",
    "withdrawn": "plain",
}


@people.get("/")
def index() -> ResponseReturnValue:
    """Look for somebody by name; the list shows masked numbers only."""
    form, said = PersonSearchForm(), request.args.get("said", "")
    found = on_form(form, lambda: _named(said))
    return _search(form, found)


@people.post("/")
@needs(Permission.SEE_PEOPLE)
def find() -> ResponseReturnValue:
    """Look for somebody by ID number, which never stands in an address.

    Whoever typed a name there means the search by name.
    """
    form = PersonSearchForm()
    text = form.id_number.data or ""
    if is_name_rather_than_number(text):
        return redirect(url_for("admin_people.index", said=text.strip()), code=303)
    found = on_form(form, lambda: use.find_by_number(core(), actor=actor(), text=text))
    return _back(found) if found else _search(form, None)


@people.get("/<uuid:insuree_id>")
def detail(insuree_id: UUID) -> ResponseReturnValue:
    """All about one person."""
    view = use.person_view(core(), actor=actor(), insuree_id=insuree_id)
    return render_template(
        "admin/person.html",
        view=view,
        one=view.person,
        told=told_elsewhere(core(), actor=actor(), household_id=view.person.household_id),
        form=CategoryForm(),
        reasons=RefundReason,
        tones=STATUS_TONES,
    )


@people.post("/<uuid:insuree_id>/categories/<any(give, end):step>")
def change_category(insuree_id: UUID, step: str) -> ResponseReturnValue:
    """A category begins or ends, and what is owed is computed again."""
    flashed("", lambda: _change(insuree_id, CategoryForm(), applies=step == "give"))
    return _back(insuree_id)


@people.post("/<uuid:insuree_id>/receipts/<int:receipt_no>/refund")
def request_refund(insuree_id: UUID, receipt_no: int) -> ResponseReturnValue:
    """The first person asks for a premium to go back."""
    flashed("people.refund_requested", lambda: _ask_back(insuree_id, receipt_no))
    return _back(insuree_id)


@people.get("/<uuid:insuree_id>/consents")
@needs(Permission.CHANGE_PEOPLE)
def consents(insuree_id: UUID) -> ResponseReturnValue:
    """What she agreed to, and the proofs of it."""
    view = consents_of(core(), actor=actor(), insuree_id=insuree_id)
    return render_template("admin/person_consents.html", view=view)


@people.get("/<uuid:insuree_id>/slip.png")
@needs(Permission.CHANGE_PEOPLE)
def slip(insuree_id: UUID) -> ResponseReturnValue:
    """The household's slip, to print. Raises NotFound where there is none."""
    view = _person(insuree_id)
    if view.person.household_id is None or view.person.slip_issued_at is None:
        raise NotFound("slip_unknown")
    picture = slips.slip_picture(core(), actor(), view.person.household_id, locale().value)
    return send_file(io.BytesIO(picture), mimetype="image/png", download_name="slip.png")


@people.post("/<uuid:insuree_id>/slip/<any(revoke, issue):step>")
def change_slip(insuree_id: UUID, step: str) -> ResponseReturnValue:
    """A lost slip is made worthless, or a new one made."""
    household_id = _person(insuree_id).person.household_id
    if household_id is None:
        raise NotFound("household_not_found")
    if step == "revoke":
        flashed("people.slip_revoked", lambda: slips.revoke_slip(core(), actor(), household_id))
    else:
        flashed("people.slip_issued", lambda: slips.issue_slip(core(), actor(), household_id))
    return _back(insuree_id)


def _named(said: str) -> FoundPeople | None:
    return use.find_by_name(core(), actor=actor(), said=said) if said else None


def _search(form: PersonSearchForm, found: FoundPeople | None) -> ResponseReturnValue:
    page = render_template("admin/people.html", found=found, form=form)
    return page, 400 if form.form_errors else 200


def _change(insuree_id: UUID, form: CategoryForm, *, applies: bool) -> None:
    if not form.category.data:
        raise BadInput("category_missing")
    effect = categories.change_category(
        core(),
        actor=actor(),
        insuree_id=insuree_id,
        category=form.category.data,
        applies=applies,
        evidence=clean_reason(form.evidence.data or ""),
        coverage_year=_person(insuree_id).coverage_year,
    )
    if effect is not Effect.AS_BEFORE:
        flash(say(f"people.category_{'given' if applies else 'ended'}", locale()), "good")
    flash(say(f"people.effect_{effect}", locale()), EFFECT_TONES.get(effect, "info"))


def _ask_back(insuree_id: UUID, receipt_no: int) -> None:
    if receipt_no not in {one.receipt_no for one in _person(insuree_id).receipts}:
        raise NotFound("receipt_not_found")
    reason = RefundForm().reason.data or ""
    if reason not in set(RefundReason):
        raise BadInput("reason_missing")
    refunds.request_premium_refund(core(), actor=actor(), receipt_no=receipt_no, reason=reason)


def _person(insuree_id: UUID) -> PersonView:
    return use.person_view(core(), actor=actor(), insuree_id=insuree_id)


def _back(insuree_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("admin_people.detail", insuree_id=insuree_id), code=303)
