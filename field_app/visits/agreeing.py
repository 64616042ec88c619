"""What is read out, and how they agreed: by word, signature, slip or witness."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.money import Money
from courier.services import consents
from courier.services.consents import ConsentView, said_to
from courier.services.households import HouseholdView, MemberView
from courier.services.read_out import ReadOut, ToRead, read_out
from courier.texts import Locale, say
from field_app.access import actor, core
from field_app.language import locale
from field_app.refusals import on_form, status_of
from field_app.visits.asked import chosen_of, opened_household, persons_asked, sum_of, visit_asked
from field_app.visits.forms import ConsentForm
from field_app.visits.rooms import visits


@visits.route("/household/<uuid:household_id>/consent", methods=["GET", "POST"])
def consent(household_id: UUID) -> ResponseReturnValue:
    """Read out, and ask."""
    view, visit_id = opened_household(household_id), visit_asked()
    chosen, form = chosen_of(view), ConsentForm()
    has_changed = bool(persons_asked() - {member.insuree_id for member in chosen})
    if not chosen:
        if has_changed:
            flash(say("at_table.changed_words", locale()), "wait")
        where = url_for("visits.household", household_id=household_id, visit=visit_id, choose=1)
        return redirect(where)
    people = [member.insuree_id for member in chosen]
    if (
        not has_changed
        and form.validate_on_submit()
        and on_form(form, lambda: _agreed(form, view, visit_id))
    ):
        where = url_for("visits.pay", household_id=household_id, visit=visit_id, person=people)
        return redirect(where, code=303)
    page = render_template(
        "visits/consent.html",
        household=view,
        chosen=chosen,
        read=_read(view, chosen),
        amount=sum_of(chosen),
        form=form,
        has_changed=has_changed,
        has_agreed=all(member.consented for member in chosen),
        people=people,
        visit_id=visit_id,
    )
    return page, 409 if has_changed and form.is_submitted() else status_of(form)


def _read(view: HouseholdView, chosen: tuple[MemberView, ...]) -> ReadOut:
    year = view.coverage_year
    people = [
        ToRead(one.name, one.age, one.own, said_to(one.name, year, one.own, locale()))
        for one in chosen
        if one.own
    ]
    return read_out(people, village=view.village_name, locale=locale())


def _agreed(form: ConsentForm, view: HouseholdView, visit_id: UUID | None) -> ConsentView:
    shown, read_in = form.shown_fen.data or "", form.read_in.data
    return consents.record_consent(
        core(),
        actor(),
        visit_id=visit_id,
        household_id=view.household_id,
        insurees=list(persons_asked()),
        method=form.method.data,
        locale=Locale(read_in) if read_in in set(Locale) else locale(),
        shown=Money(int(shown)) if shown.isdecimal() else None,
        proof=form.proof(),
    )
