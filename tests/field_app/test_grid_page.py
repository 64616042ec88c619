"""The paper grid in the field app: one box at a time, her villages, in every language."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from courier.domain.paper_grid import grid_of
from courier.services.slips import issue_slip
from tests.factories.county import COUNTY_ID, PINE, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in

BORN = dt.date(1960, 1, 1)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    household_id, _ = county.household([("钱大爷", BORN, [])])
    issue_slip(core, county.courier, household_id)
    return household_id


@pytest.fixture
def hers(app, core, county):
    return signed_in(app.test_client(), core, county.courier)


def grid(core):
    with core.begin() as work:
        return grid_of(core.code_key, COUNTY_ID, work.scalar("select token from slips"))


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
)
def test_one_box_is_asked_and_answered(core, hers, home, locale, lang):
    address, ask = f"/courier/household/{home}/grid", {"lang": locale}
    check_page(hers.get(address, query_string=ask), lang=lang)
    answer = hers.post(address, data={"cell": "b 3"}, query_string=ask)
    check_page(answer, lang=lang)
    shown = re.search(r'amount--big">(\d\d)<', answer.get_data(as_text=True))[1]
    assert shown == grid(core)["B3"]


def test_never_more_than_one_box_is_on_the_page(hers, home):
    for cell in ("B3", "A1"):
        html = hers.post(f"/courier/household/{home}/grid", data={"cell": cell}).get_data(
            as_text=True
        )
        assert len(re.findall(r"amount--big", html)) == 1


@pytest.mark.parametrize("cell", ["", "Z9", "A1 B2", "格" * 500])
def test_rubbish_stays_on_the_form(hers, home, cell):
    check_page(hers.post(f"/courier/household/{home}/grid", data={"cell": cell}), status=400)


def test_the_seventh_box_of_a_day_is_refused_in_words(hers, home):
    for cell in ("A1", "A2", "A3", "A4", "A5", "B1"):
        hers.post(f"/courier/household/{home}/grid", data={"cell": cell})
    answer = hers.post(f"/courier/household/{home}/grid", data={"cell": "B2"})
    assert "今天已经对过 6 次" in check_page(answer, status=400)


def test_another_villages_household_is_not_there(core, county, hers):
    far, _ = county.household([("孙婆婆", BORN, [])], village=PINE)
    issue_slip(core, county.chief, far)
    assert hers.get(f"/courier/household/{far}/grid").status_code == 404
    assert hers.post(f"/courier/household/{far}/grid", data={"cell": "A1"}).status_code == 404


def test_a_household_without_a_slip_says_so(hers, county):
    home, _ = county.household([("钱大爷", BORN, [])])
    assert hers.post(f"/courier/household/{home}/grid", data={"cell": "A1"}).status_code == 404
