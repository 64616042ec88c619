"""The paper grid at the door: one cell, her villages, a few a day, on the trail."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.paper_grid import grid_of
from courier.services.paper_grids import answer_cell
from courier.services.slips import issue_slip, revoke_slip
from tests.factories.county import COUNTY_ID, PINE, make_county

BORN = dt.date(1960, 1, 1)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    household_id, _ = county.household([("钱大爷", BORN, [])])
    issue_slip(core, county.courier, household_id)
    return household_id


def grid(core, household_id):
    with core.begin() as work:
        token = work.scalar(
            "select token from slips where household_id = :h and revoked_at is null",
            {"h": household_id},
        )
    return grid_of(core.code_key, COUNTY_ID, token)


def test_the_answer_is_what_stands_on_the_paper(core, county, home):
    told = answer_cell(core, county.courier, household_id=home, cell="b 3")
    assert (told.cell, told.digits) == ("B3", grid(core, home)["B3"])


def test_a_new_slip_voids_the_old_grid(core, county, home):
    before = grid(core, home)
    revoke_slip(core, county.clerk, home)
    with pytest.raises(NotFound, match="slip_unknown"):
        answer_cell(core, county.courier, household_id=home, cell="A1")
    issue_slip(core, county.courier, home)
    after = grid(core, home)
    assert before != after
    told = answer_cell(core, county.courier, household_id=home, cell="A1")
    assert told.digits == after["A1"]


def test_another_villages_household_is_not_answered(core, county):
    far, _ = county.household([("孙婆婆", BORN, [])], village=PINE)
    issue_slip(core, county.chief, far)
    with pytest.raises(NotFound, match="household_not_found"):
        answer_cell(core, county.courier, household_id=far, cell="A1")


def test_a_household_and_day_has_six_answers(core, clock, county, home):
    for cell in ("A1", "A2", "A3", "A4", "A5", "B1"):
        answer_cell(core, county.courier, household_id=home, cell=cell)
    for courier in (county.courier, county.other_courier):
        with pytest.raises(Refused, match="grid_answers_many"):
            answer_cell(core, courier, household_id=home, cell="B2")
    clock.forward(days=1)
    answer_cell(core, county.courier, household_id=home, cell="B2")


def test_each_answer_is_counted_and_on_the_trail(core, county, home):
    answer_cell(core, county.courier, household_id=home, cell="B3")
    with core.begin() as work:
        assert work.scalar("select facts->>'cell' from audit_events where action='grid_answered'")
        assert work.scalar("select way from courier_checks") == "grid"


def test_rubbish_is_refused_and_costs_nothing(core, county, home):
    for cell in ("", "Z9", "A1 B2", "所有"):
        with pytest.raises(BadInput, match="grid_cell_unreadable"):
            answer_cell(core, county.courier, household_id=home, cell=cell)
    with core.begin() as work:
        assert work.scalar("select count(*) from grid_answers") == 0
