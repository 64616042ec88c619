"""The courier's own pages: messages, help and her office, her history; and the desk's page."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest

from courier.services import rounds
from courier.services.cash import take_cash
from courier.services.notices import write_notice
from courier.services.own_history import HistoryKind, own_history
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, consent, count, give_book, request_for
from tests.factories.people_at_work import pass_quiz, signed_in
from tests.factories.visits import ask

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def hers(client, core, county):
    return signed_in(client, core, county.courier)


@pytest.fixture
def desk(app, core, county):
    return signed_in(app.test_client(), core, county.clerk)


def noticed(core, county, words="明天停电"):
    notice_id = uuid4()
    write_notice(
        core,
        actor=county.clerk,
        notice_id=notice_id,
        words=words,
        from_on=TODAY,
        until_on=TODAY,
    )
    return notice_id


def worked(core, county) -> None:
    """One visit, one payment of one, one receipt, one check, one quiz."""
    visit = rounds.accept_visit(core, county.courier, ask(core).visit_id)
    rounds.depart(core, county.courier, visit.visit_id)
    household_id, people = county.household([("张三丰", dt.date(1990, 5, 5), [])])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    take_cash(core, actor=county.courier, request=request_for(core, household_id, people))
    pass_quiz(core, COUNTY_ID, county.courier.person_id)
    with core.begin() as work:
        work.run(
            "insert into courier_checks values (:c, :k, '2026-11-21', 'page', 'valid', 3)",
            {"c": COUNTY_ID, "k": county.courier.person_id},
        )
        work.commit()


def test_a_message_stands_on_the_day_page_until_she_has_read_it(core, county, hers):
    notice = noticed(core, county)
    assert "明天停电" in hers.get("/courier/today").text
    assert hers.post(f"/courier/own/notices/{notice}/read").status_code == 303
    assert "明天停电" not in hers.get("/courier/today").text
    assert "明天停电" in hers.get("/courier/own/notices").text


def test_a_message_cannot_carry_markup(core, county, hers):
    noticed(core, county, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in hers.get("/courier/today").text


def test_the_desk_writes_a_message_sees_who_read_it_and_withdraws_it(core, county, desk, hers):
    form = {"notice_id": str(uuid4()), "words": "三点开会", "from_on": "2026-11-22"}
    answer = desk.post("/admin/notices/", data={**form, "until_on": "2026-11-23"})
    assert answer.status_code == 303
    assert "1人里0人看过" in desk.get("/admin/notices/").text
    hers.post(f"/courier/own/notices/{form['notice_id']}/read")
    assert "1人里1人看过" in desk.get("/admin/notices/").text
    desk.post(f"/admin/notices/{form['notice_id']}/withdraw")
    assert "已撤回" in desk.get("/admin/notices/").text
    assert "三点开会" not in hers.get("/courier/own/notices").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": ""}, "请写上要说的话"),
        ({"words": "字" * 301}, "最多300个字"),
        ({"from_on": "昨天"}, "日期"),
        ({"until_on": "2026-11-21"}, "不能比第一天早"),
        ({"until_on": ""}, "从哪天到哪天"),
    ],
)
def test_a_broken_form_of_the_desk_says_what_is_wrong(core, county, desk, change, words):
    form = {"words": "开会", "from_on": "2026-11-22", "until_on": "2026-11-22", **change}
    answer = desk.post("/admin/notices/", data=form)
    assert words in answer.text
    assert count(core, "courier_notices") == 0


def test_help_names_her_office_with_a_number_to_tap_and_its_hours(core, county, client, clock):
    clock.moment = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)  # Monday, five in the afternoon
    hers = signed_in(client, core, county.courier)
    page = hers.get("/courier/own/help").text
    assert "东河镇" in page
    assert 'href="tel:0990-1234567"' in page
    assert "现在有人接" in page
    assert "08:30 到 17:30" in page
    clock.forward(hours=1)
    assert "现在下班了" in hers.get("/courier/own/help").text


def test_help_tells_of_all_six_troubles_in_three_languages(hers):
    for lang, trouble in (
        ("zh_Hans", "手机丢了"),
        ("zh_Hant", "手機丟了"),
        ("en", "phone is lost"),
    ):
        page = hers.get(f"/courier/own/help?lang={lang}").text
        assert page.count('id="trouble-') == 6
        assert trouble in page


def test_her_history_tells_all_kinds_and_writes_nobody_s_name_out(core, county, hers):
    worked(core, county)
    page = hers.get("/courier/own/history").text
    for words in ("收款，1个人", "收据，张*", "名片被核对3次", "小测验通过", "桃花村"):
        assert words in page
    assert "张三丰" not in page
    assert "张大妈" not in page


@pytest.mark.parametrize("kind", list(HistoryKind))
def test_one_kind_alone(core, county, kind):
    worked(core, county)
    lines = own_history(core, actor=county.courier, kind=kind).lines
    assert lines
    assert {line.kind for line in lines} == {kind}


def test_the_history_is_paged_without_loss_and_without_repeats(core, county, hers, clock):
    worked(core, county)
    facts = {"c": COUNTY_ID, "k": county.courier.person_id}
    with core.begin() as work:
        for number in range(70):  # two ways of checking on each of 35 days
            way = {"w": ("grid", "phone")[number % 2], "d": TODAY - dt.timedelta(days=number // 2)}
            sql = "insert into courier_checks values (:c, :k, cast(:d as date), :w, 'valid', 1)"
            work.run(sql, facts | way)
        work.commit()
    seen, before = [], ""
    while True:
        page = own_history(core, actor=county.courier, before=before)
        seen += page.lines
        if not page.older:
            break
        before = page.older
    assert len(seen) == len(set(seen)) == 70 + 7
    assert [line.at for line in seen] == sorted((line.at for line in seen), reverse=True)
    first = hers.get("/courier/own/history").text
    older = re.search(r'href="(/courier/own/history\?before=[^"]+)"', first)[1]
    assert hers.get(older.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    "before", ["x", "~~", "2026-11-22T00:00:00~visit~", "9" * 500, "%00", "' --"]
)
def test_a_broken_key_begins_at_the_beginning(core, county, hers, before):
    worked(core, county)
    page = hers.get("/courier/own/history", query_string={"before": before})
    assert "收款，1个人" in page.text


def test_an_unknown_kind_is_not_there(hers):
    assert hers.get("/courier/own/history?kind=salary").status_code == 404


def test_another_couriers_history_is_her_own(core, county, client):
    worked(core, county)
    signed_in(client, core, county.other_courier)
    page = client.get("/courier/own/history").text
    assert "小测验通过" in page
    assert "收款，" not in page
    assert "收据，" not in page
