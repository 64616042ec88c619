"""Who looks at which county, and the page of whoever runs the system."""

from __future__ import annotations

import dataclasses

import pytest

from courier.services.issuer_keys import rotate_key
from tests.factories.county import COUNTY_ID
from tests.factories.full_county import OWNER_NAME, make_full_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.talks import trail

ABOVE = 990103  # the county where the city's admin has her account


@pytest.fixture
def made(core):
    return make_full_county(core)


@pytest.fixture
def city(app, core, made):
    return signed_in(app.test_client(), core, made.strangers["city at home"])


def look_at(client, county_id: int):
    return client.post("/admin/county/", data={"county_id": str(county_id)}, follow_redirects=True)


def test_a_city_admin_chooses_the_county_she_looks_at(city, made):
    words = check_page(city.get("/admin/couriers/"))
    assert "看哪个县" in words
    assert OWNER_NAME not in words
    assert "现在看的是演示县" in check_page(look_at(city, COUNTY_ID))
    words = check_page(city.get("/admin/couriers/"))
    assert OWNER_NAME in words
    assert "您在看演示县" in words
    check_page(look_at(city, ABOVE))
    assert OWNER_NAME not in check_page(city.get("/admin/couriers/"))


def test_away_from_her_own_county_she_looks_and_does_not_act(city, made):
    look_at(city, COUNTY_ID)
    address = f"/admin/couriers/{made.ids['courier']}"
    assert OWNER_NAME in check_page(city.get(address))
    refused = city.post(f"{address}/suspend", data={"reason": "试试"})
    assert "只能看，不能办" in check_page(refused, status=403)
    assert check_page(city.get(address)).count("不能办")


@pytest.mark.parametrize("asked", ["990202", "0", "-1", "", "abc", "990101000000", "99010199999"])
def test_no_county_of_another_city_can_be_looked_at(city, asked):
    refused = city.post("/admin/county/", data={"county_id": asked})
    assert "不归您看" in check_page(refused, status=404)


def test_the_choice_ends_with_the_session(app, core, city, made):
    look_at(city, COUNTY_ID)
    again = signed_in(app.test_client(), core, made.strangers["city at home"])
    assert OWNER_NAME not in check_page(again.get("/admin/couriers/"))


def test_a_choice_is_worth_nothing_once_the_area_is_smaller(core, city, made):
    look_at(city, COUNTY_ID)
    with core.begin() as work:
        work.run(
            "update admins set region_code = '990103000000' where admin_id = :i",
            {"i": made.strangers["city at home"].person_id},
        )
        work.commit()
    assert OWNER_NAME not in check_page(city.get("/admin/couriers/"))


def test_that_another_county_was_looked_at_is_on_the_trail(core, city):
    look_at(city, COUNTY_ID)
    with core.begin() as work:
        found = work.run(
            "select county_id, subject from audit_events where action = 'county_looked_at'"
        ).all()
    assert [tuple(one) for one in found] == [(ABOVE, f"county:{COUNTY_ID}")]


@pytest.mark.parametrize("name", ["township", "county", "system"])
def test_whoever_has_one_county_has_no_choice(app, core, made, name):
    client = signed_in(app.test_client(), core, made.strangers[name])
    assert "看哪个县" not in check_page(client.get("/admin/", follow_redirects=True))
    check_page(look_at(client, COUNTY_ID), status=403)


def test_whoever_runs_the_system_sees_how_it_runs_and_nobody(app, core, made):
    client = signed_in(app.test_client(), core, made.strangers["system"])
    page = client.get("/admin/")
    assert page.location == "/admin/system/"
    words = check_page(client.get(page.location))
    for said in ("系统运行情况", "签名片的密钥", "正在用", "后台任务", "数据库"):
        assert said in words
    for hidden in (OWNER_NAME, "王小花", "审核员", "桃花村", "139"):
        assert hidden not in words
    for place in ("progress", "people/", "couriers/", "cases/", "talks/", "cash/", "learning/"):
        assert "别的岗位" in check_page(client.get(f"/admin/{place}"), status=403)


def test_what_whoever_runs_the_system_does_is_on_the_trail_and_linked(core, made):
    before = trail(core)
    rotate_key(core, actor=made.strangers["system"])
    assert trail(core) == [*before, "admin issuer_key_rotated"]
    with core.begin() as work:
        unlinked = (
            "select count(*) from audit_events left join audit_links l"
            " using (county_id, event_id) where l is null"
        )
        assert work.scalar(unlinked) == 0


def test_the_systems_page_is_nobody_elses(app, core, made):
    for actor in (made.county.clerk, made.county.chief, made.strangers["city"]):
        client = signed_in(app.test_client(), core, actor)
        check_page(client.get("/admin/system/"), status=403)


def test_an_auditor_of_a_city_may_look_at_its_counties_too(app, core, made):
    auditor = dataclasses.replace(made.strangers["city at home"], role="auditor")
    with core.begin() as work:
        work.run("update admins set role = 'auditor' where admin_id = :i", {"i": auditor.person_id})
        work.commit()
    client = signed_in(app.test_client(), core, auditor)
    look_at(client, COUNTY_ID)
    assert OWNER_NAME in check_page(client.get("/admin/couriers/"))
