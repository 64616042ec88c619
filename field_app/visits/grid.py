"""At the door: the villager names a box of the slip's paper grid, and the app tells its digits."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from courier.domain.paper_grid import MOST_A_DAY
from courier.services import households
from courier.services.paper_grids import answer_cell
from field_app.access import actor, core
from field_app.language import locale
from field_app.refusals import on_form, status_of
from field_app.visits.asked import visit_asked
from field_app.visits.rooms import visits


class CellForm(FlaskForm):  # type: ignore[misc]
    """The box that the villager names."""

    cell = StringField(
        "slips.grid_cell", validators=[InputRequired("auth.fill_in"), Length(max=20)]
    )


@visits.route("/household/<uuid:household_id>/grid", methods=["GET", "POST"])
def grid(household_id: UUID) -> ResponseReturnValue:
    """One box asked, one box answered."""
    form, answer = CellForm(), None
    if form.validate_on_submit():
        cell = form.cell.data or ""
        answer = on_form(
            form, lambda: answer_cell(core(), actor(), household_id=household_id, cell=cell)
        )
        form.cell.data = "" if answer else cell
    page = render_template(
        "visits/grid.html",
        form=form,
        answer=answer,
        household=households.household_view(core(), actor(), household_id, locale=locale()),
        visit_id=visit_asked(),
        most=MOST_A_DAY,
    )
    return page, status_of(form) if request.method == "POST" else 200
