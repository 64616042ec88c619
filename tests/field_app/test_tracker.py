"""Asking for a visit and following it, as anybody may."""

import re

import pytest

from tests.factories.county import COUNTY_ID, WEST, make_county
from tests.factories.pages import check_page
from tests.factories.visits import PHONE, TODAY


def page(response, status=200, lang="zh-Hans"):
    check_page(response, status=status, lang=lang)
    return response.text


@pytest.fixture
def county(core):
    return make_county(core)


def wish(**changes):
    facts = {
        "village": "东河镇桃花村",
        "contact_name": "张大妈",
        "contact_phone": PHONE,
        "place": "村口第二家",
        "wanted_on": TODAY.isoformat(),
    }
    return {**facts, **changes}


def test_a_villager_asks_on_the_web_and_follows(core, client, county):
    page(client.get("/visits/new"))
    asked = client.post("/visits/new", data=wish())
    assert asked.status_code == 303
    html = page(client.get(asked.headers["Location"]))
    assert "正在等快递员接单" in html
    assert not {"张大妈", PHONE, "村口第二家"} & set(re.split(r"[<>]", html))
    number = asked.headers["Location"].rsplit("/", 1)[1]
    found = client.post("/v", data={"visit_no": f" {number.lower()} "})
    assert found.headers["Location"] == f"/v/{number}"
    html = page(client.post(f"/v/{number}/cancel", follow_redirects=True))
    assert "已取消" in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"village": "月球村"}, "没有找到这个村"),
        ({"village": ""}, "请填写这一项"),
        ({"contact_phone": "12345"}, "电话号码不对"),
        ({"wanted_on": "2026-11-01"}, "已经过去了"),
        ({"wanted_on": "明天"}, "日期看不懂"),
        ({"place": "远" * 200}, "写得太长了"),
        ({"contact_name": " "}, "请写上联系人的称呼"),
    ],
)
def test_a_bad_wish_is_explained_on_the_form(client, county, changes, words):
    html = page(client.post("/visits/new", data=wish(**changes)), 400)
    assert words in html


def test_villages_of_one_name_are_asked_about(core, client, county):
    with core.begin() as work:
        work.run(
            "insert into regions values ('990101102009', :w, 'village', '桃花村', 'x', :c, null)",
            {"w": WEST, "c": COUNTY_ID},
        )
        work.commit()
    html = page(client.post("/visits/new", data=wish(village="桃花村")), 400)
    assert "西山镇" in html
    picked = wish(village="桃花村", village_code="990101102009")
    assert client.post("/visits/new", data=picked).status_code == 303


@pytest.mark.parametrize("number", ["V", "nonsense", "V00000000000", "%00"])
def test_a_wrong_number_is_explained(client, county, number):
    page(client.post("/v", data={"visit_no": number}), 400)
    assert client.get(f"/v/{number}").status_code in (400, 404)
