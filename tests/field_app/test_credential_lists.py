"""The console's lists of couriers and the cards of an area at a glance."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.factories.county import COUNTY_ID, EAST, PEACH, WEST, make_county
from tests.factories.many_couriers import make_couriers
from tests.factories.pages import check_page
from tests.factories.people_at_work import approved, signed_in


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(client, core, county):
    return signed_in(client, core, county.chief)


def test_the_list_leads_from_page_to_page_and_keeps_the_filter(chief, core, county):
    make_couriers(core, county, 90)
    answer = chief.get(f"/admin/couriers/?township={EAST}")
    assert "西山镇松林村" not in check_page(answer)
    [onward] = re.findall(r'href="(\?township=[^"]*after=[^"]*)"', answer.text)
    second = check_page(chief.get("/admin/couriers/" + unescape(onward)))
    assert "回到第一页" in second
    assert "西山镇松林村" not in second


@pytest.mark.parametrize(
    "query",
    [
        "township=%00&village=%00",
        "status=no&expires=x&after=%00&township=%25&village='&said=%00%25&chosen=1",
        "page=7",
        "expires=999999999999",
        f"township={WEST}&village={PEACH}&no_phone=&checked=&alarm=&expires=30&status=active",
    ],
)
def test_a_strange_address_shows_a_list(chief, county, query):
    check_page(chief.get(f"/admin/couriers/?{query}"))


def test_what_runs_out_and_who_was_checked_stand_at_a_glance(chief, core, county, clock):
    courier_id = approved(core, county)
    with core.begin() as work:
        work.run(
            "insert into courier_checks values (:c, :i, :d, 'page', 'live', 7)",
            {"c": COUNTY_ID, "i": courier_id, "d": clock.now().date()},
        )
        work.commit()
    page = check_page(chief.get("/admin/credentials/"))
    assert "7 次" in page
    assert "90 天以内没有名片到期" in page
    assert "赵春梅" in check_page(chief.get("/admin/couriers/?said=赵春梅"))
    assert "赵春梅" in check_page(chief.get("/admin/couriers/?checked=1"))
    assert "没有找到快递员" in check_page(chief.get("/admin/couriers/?alarm=1"))


def test_checks_of_another_township_are_not_counted(client, core, county, clock):
    with core.begin() as work:
        work.run(
            "insert into courier_checks values (:c, :i, :d, 'page', 'live', 7)",
            {"c": COUNTY_ID, "i": county.other_courier.person_id, "d": clock.now().date()},
        )
        work.commit()
    page = check_page(signed_in(client, core, county.clerk).get("/admin/credentials/"))
    assert "7 次" not in page
    assert "李大山" not in page
