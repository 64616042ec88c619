"""The console's pages of cases and talks: within the area, by who may, refused words kept."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from courier.domain.cases import CaseKind
from courier.services import case_views, handoff_views
from courier.services.cases import Report, report_case
from courier.services.core import Actor, ActorKind
from courier.texts import Locale
from tests.factories.county import COUNTY, COUNTY_ID, PEACH, WEST, WILLOW, id_number, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.talks import Talk, trail, with_plain_ear

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]


@pytest.fixture
def core(core):
    return with_plain_ear(core)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def clerk(client, core, county):
    """Of the eastern township, signed in."""
    return signed_in(client, core, county.clerk)


def somebody(app, core, role: str, region: str):
    """Another admin, signed in."""
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, :n, '郑某', '-', :r, :g) returning admin_id",
            {"c": COUNTY_ID, "r": role, "g": region, "n": str(uuid4())},
        )
        work.commit()
    who = Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "郑某", region, role)
    return signed_in(app.test_client(), core, who)


def reported(core, county, *, region=PEACH, kind=CaseKind.COMPLAINT, talk=None, what="多收了钱"):
    report_case(
        core,
        Report(
            county_id=COUNTY_ID,
            kind=kind,
            region_code=region,
            locale=Locale.ZH_HANS,
            what=what,
            place="桃花村口",
            happened="昨天",
            contact="钱大爷",
            phone="13900001234",
            conversation_id=talk.id if talk else None,
        ),
    )
    page = case_views.list_cases(core, actor=county.chief)
    return page.lines[0].case_id


@pytest.fixture
def talk(core, county):
    """A villager of the eastern township who asked for a person."""
    talk = Talk(core)
    talk.all("topic:courier_request", "桃花村", "算了", "转人工")
    return talk


def talk_id(core, county):
    return handoff_views.open_talks(core, actor=county.chief)[0].handoff_id


@pytest.mark.parametrize(("language", "tag"), LANGUAGES)
def test_the_pages_speak_three_languages(app, client, core, county, talk, language, tag):
    case_id = reported(core, county, talk=talk)
    signed_in(client, core, county.chief)
    for path in (
        "/admin/cases/",
        "/admin/cases/?closed=1",
        f"/admin/cases/{case_id}",
        "/admin/talks/",
        "/admin/talks/?ended=1",
        "/admin/talks/hours",
        f"/admin/talks/{talk_id(core, county)}",
    ):
        join = "&" if "?" in path else "?"
        check_page(client.get(f"{path}{join}lang={language}"), lang=tag)


def test_a_case_is_taken_noted_and_closed_and_the_reporter_is_told(clerk, core, county, talk):
    case_id = reported(core, county, talk=talk)
    page = f"/admin/cases/{case_id}"
    assert "多收了钱" in check_page(clerk.get("/admin/cases/"))
    said = check_page(clerk.get(page))
    for words in ("桃花村口", "昨天", "钱大爷", "13900001234", "等人接手"):
        assert words in said
    check_page(clerk.post(f"{page}/take", follow_redirects=True))
    check_page(
        clerk.post(f"{page}/note", data={"note-words": "已经问过村里"}, follow_redirects=True)
    )
    done = clerk.post(
        f"{page}/close", data={"close-words": "多收的钱已经退了"}, follow_redirects=True
    )
    said = check_page(done)
    for words in ("结案了", "已经问过村里", "多收的钱已经退了", "办完了"):
        assert words in said
    assert "多收的钱已经退了" in talk.heard_from_office()[-1]
    assert (
        "多收的钱已经退了" in check_page(clerk.get("/admin/cases/?closed=1")) or "没有" not in said
    )
    done = [step for step in trail(core) if step.startswith("admin case_")]
    steps = ["case_viewed", "case_taken", "case_viewed", "case_noted", "case_viewed"]
    assert done == [f"admin {step}" for step in [*steps, "case_closed", "case_viewed"]]


def test_a_case_is_not_closed_by_who_has_not_taken_it(app, clerk, core, county):
    page = f"/admin/cases/{reported(core, county)}"
    check_page(clerk.post(f"{page}/close", data={"close-words": "好了"}), status=400)
    clerk.post(f"{page}/take")
    other = somebody(app, core, "county", COUNTY)
    refused = other.post(f"{page}/close", data={"close-words": "这件事查清楚了"})
    said = check_page(refused, status=400)
    assert "录入员正在办" in said
    assert "正在办" in check_page(other.post(f"{page}/take", follow_redirects=True))
    other.post(f"{page}/take", data={"from_colleague": "yes"})
    check_page(other.post(f"{page}/close", data={"close-words": "好了"}, follow_redirects=True))


def test_refused_words_stay_on_the_form(clerk, core, county):
    page = f"/admin/cases/{reported(core, county)}"
    clerk.post(f"{page}/take")
    words = f"他的身份证号是{id_number(123)}"
    refused = clerk.post(f"{page}/close", data={"close-words": words})
    assert "请去掉" in check_page(refused, status=400)
    assert words in refused.get_data(as_text=True)
    assert "请写一句话" in check_page(clerk.post(f"{page}/note"), status=400)


def test_a_closed_case_can_be_taken_up_again(clerk, core, county):
    page = f"/admin/cases/{reported(core, county)}"
    clerk.post(f"{page}/take")
    clerk.post(f"{page}/close", data={"close-words": "查过了，没有这回事"})
    reopened = clerk.post(
        f"{page}/reopen", data={"reopen-words": "又有人来说"}, follow_redirects=True
    )
    assert "正在办" in check_page(reopened)


@pytest.mark.parametrize(
    "path", ["/admin/cases/{case}", "/admin/talks/{talk}", "/admin/talks/{talk}/since"]
)
def test_nobody_of_another_area_sees_it(app, core, county, talk, path):
    address = path.format(case=reported(core, county, talk=talk), talk=talk_id(core, county))
    west = somebody(app, core, "township", WEST)
    assert west.get(address).status_code == 404
    assert west.post(f"{address}/take").status_code == 404
    assert "多收了钱" not in check_page(west.get("/admin/cases/"))
    assert "桃花村" not in check_page(west.get("/admin/talks/"))
    assert west.get(path.format(case=uuid4(), talk=uuid4())).status_code == 404


def test_a_township_sees_its_own_cases_and_not_those_of_the_county(app, clerk, core, county):
    reported(core, county, region=WILLOW, what="西山镇的事")
    reported(core, county, region=COUNTY, what="县里的事")
    said = check_page(clerk.get("/admin/cases/"))
    assert "西山镇的事" not in said
    assert "县里的事" not in said
    both = check_page(somebody(app, core, "county", COUNTY).get("/admin/cases/"))
    assert "西山镇的事" in both
    assert "县里的事" in both


def test_an_auditor_reads_and_changes_nothing(app, core, county, talk):
    auditor = somebody(app, core, "auditor", COUNTY)
    case_page = f"/admin/cases/{reported(core, county, talk=talk)}"
    talk_page = f"/admin/talks/{talk_id(core, county)}"
    said = check_page(auditor.get(case_page))
    assert "多收了钱" in said
    assert "13900001234" not in said
    assert "转人工" in check_page(auditor.get(talk_page))
    for address in (f"{case_page}/take", f"{case_page}/note", f"{talk_page}/take"):
        assert auditor.post(address, data={"note-words": "看过"}).status_code == 403
    assert auditor.get("/admin/talks/hours").status_code == 403


def test_a_talk_is_taken_answered_and_ended(clerk, core, county, talk):
    page = f"/admin/talks/{talk_id(core, county)}"
    assert "东河镇 桃花村" in check_page(clerk.get("/admin/talks/"))
    check_page(clerk.post(f"{page}/answer", data={"words": "您好"}), status=400)
    check_page(clerk.post(f"{page}/take", follow_redirects=True))
    talk.say("我交了两次钱，能退吗")
    assert "我交了两次钱" in check_page(clerk.get(page))
    check_page(clerk.post(f"{page}/answer", data={"words": "能退"}, follow_redirects=True))
    assert talk.heard_from_office()[-1] == "能退"
    assert "结束" in check_page(clerk.post(f"{page}/end", follow_redirects=True))
    assert "桃花村" in check_page(clerk.get("/admin/talks/?ended=1"))
    assert "400元" in talk.say("今年交多少钱")


def test_what_is_said_meanwhile_is_told_once_and_its_reading_kept(clerk, core, county, talk):
    page = f"/admin/talks/{talk_id(core, county)}"
    known = clerk.get(f"{page}/since").get_json()
    assert [one["from"] for one in known["messages"]][-2:] == ["villager", "assistant"]
    read = trail(core).count("admin talk_viewed")
    assert clerk.get(f"{page}/since?after={known['after']}").get_json()["messages"] == []
    assert trail(core).count("admin talk_viewed") == read
    talk.say("我叫王小明，我的钱到了没")
    (new, *_) = clerk.get(f"{page}/since?after={known['after']}").get_json()["messages"]
    assert new["who"].startswith("村民 · 2026年")
    assert new["text"].endswith("我的钱到了没")
    assert "王小明" not in new["text"]
    assert trail(core).count("admin talk_viewed") == read + 1
    assert known["again"]
    clerk.post(f"{page}/take")
    clerk.post(f"{page}/end")
    assert not clerk.get(f"{page}/since").get_json()["again"]


def test_a_talk_is_answered_by_one_person_at_a_time(app, clerk, core, county, talk):
    page = f"/admin/talks/{talk_id(core, county)}"
    clerk.post(f"{page}/take")
    other = somebody(app, core, "county", COUNTY)
    assert "同事正在回" in check_page(
        other.post(f"{page}/answer", data={"words": "我"}), status=400
    )
    assert "同事正在回" in check_page(other.post(f"{page}/take", follow_redirects=True))
    other.post(f"{page}/take", data={"from_colleague": "yes"})
    check_page(other.post(f"{page}/answer", data={"words": "我来"}, follow_redirects=True))
    assert talk.heard_from_office()[-1] == "我来"


def test_the_waiting_time_is_shown(clerk, clock, county, talk):
    clock.forward(minutes=75)
    clerk = signed_in(clerk, county.core, county.clerk)  # nobody stays signed in for so long
    assert "1小时15分钟" in check_page(clerk.get("/admin/talks/"))


def test_a_deleted_conversation_leaves_the_case_and_the_talk(clerk, core, county, talk):
    case_id = reported(core, county, talk=talk)
    handoff_id = talk_id(core, county)
    clerk.post(f"/admin/talks/{handoff_id}/take")
    with core.begin() as work:
        work.run("delete from conversations")
        work.commit()
    assert "已经删了" in check_page(clerk.get(f"/admin/talks/{handoff_id}"))
    sent = clerk.post(f"/admin/talks/{handoff_id}/answer", data={"words": "您好"})
    assert sent.status_code == 404
    page = f"/admin/cases/{case_id}"
    clerk.post(f"{page}/take")
    check_page(clerk.post(f"{page}/close", data={"close-words": "办好了"}, follow_redirects=True))


def test_long_lists_go_on_by_key(clerk, core, county):
    for serial in range(31):
        reported(core, county, what=f"第{serial:02d}件事情")
    first = clerk.get("/admin/cases/")
    assert "第30件" in check_page(first)
    assert "第00件" not in check_page(first)
    page = case_views.list_cases(core, actor=county.clerk)
    older = clerk.get(f"/admin/cases/?before={page.next_before}")
    assert "第00件" in check_page(older)
    assert "第30件" not in check_page(older)
    check_page(clerk.get("/admin/cases/?before=nonsense"))


def test_the_county_sets_its_hours_and_villagers_hear_them(app, core, county, clock):
    chief = somebody(app, core, "county", COUNTY)
    wanted = {"opens": "9:00", "closes": "12:00", "weekdays": ["1", "6"]}
    assert "改好了" in check_page(
        chief.post("/admin/talks/hours", data=wanted, follow_redirects=True)
    )
    clock.moment = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)  # a Tuesday
    assert "11月28日 09:00" in Talk(core).say("转人工")
    assert trail(core)[0] == "admin office_hours_set"


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": "18:00", "closes": "9:00", "weekdays": ["1"]},
        {"opens": "soon", "closes": "9:00", "weekdays": ["1"]},
        {"opens": "9:00", "closes": "17:00", "weekdays": []},
        {"opens": "9:00", "closes": "25:00", "weekdays": ["1"]},
    ],
)
def test_impossible_hours_are_refused_on_the_form(app, core, county, wrong):
    chief = somebody(app, core, "county", COUNTY)
    check_page(chief.post("/admin/talks/hours", data=wrong), status=400)
