"""After a check: the task today, the question at whose door, and the console's pages of checks."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from courier.services.cards import own_card
from courier.services.check_alarms import open_alarms
from courier.services.checks import note_door
from courier.services.core import Actor, ActorKind
from courier.services.couriers import suspend_courier
from courier.services.rounds import accept_visit
from courier.services.visits import request_visit
from tests.factories.county import COUNTY, COUNTY_ID, PEACH, WEST, make_county
from tests.factories.courier_phones import DigitsPhone, registered_holder
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(core, county):
    return DigitsPhone(core, *registered_holder(core, county))


@pytest.fixture
def card(core, phone):
    return own_card(core, actor=phone.holder).card


@pytest.fixture
def desk(app, core, county):
    return signed_in(app.test_client(), core, county.clerk)


def visit(core, holder, wanted_on=None, name="钱大爷"):
    view = request_visit(
        core,
        village_code=PEACH,
        contact_name=name,
        contact_phone="13900001111",
        place="大槐树下",
        wanted_on=wanted_on,
    )
    return accept_visit(core, holder, view.visit_id)


def tone(answer) -> str:
    return re.search(r'class="verdict" data-tone="(\w+)"', answer.get_data(as_text=True))[1]


def test_a_result_says_where_the_courier_calls_today_and_at_nobodys_door(client, core, phone, card):
    assert "今天在" not in check_page(client.get(f"/c/{card.card_no}"))
    visit(core, phone.holder)
    words = check_page(client.get(f"/c/{card.card_no}"))
    assert "今天在 桃花村 上门" in words
    assert "钱大爷" not in words
    assert "大槐树" not in words


def test_a_visit_of_another_day_is_not_todays_task(client, core, clock, phone, card):
    visit(core, phone.holder, wanted_on=clock.now().date() + dt.timedelta(days=2))
    assert "今天在" not in check_page(client.get(f"/c/{card.card_no}"))


def test_a_red_card_has_no_task_and_no_question_but_can_be_reported(
    client, core, county, phone, card
):
    visit(core, phone.holder)
    suspend_courier(core, actor=county.chief, courier_id=phone.holder.person_id, reason="核实")
    words = check_page(client.get(f"/c/{card.card_no}"))
    assert "今天在" not in words
    assert "您在哪个村" not in words
    assert "举报这个人" in words


def test_a_typed_number_is_amber_and_says_to_ask_for_the_code_or_the_digits(client, core, card):
    answer = client.get(f"/c/{card.card_no}")
    words = check_page(answer)
    assert tone(answer) == "wait"
    assert "会变的码" in words
    assert "6 个数字念给我们听" in words


def test_a_scanned_code_is_not_told_about_typing(client, core, phone):
    address = own_card(core, actor=phone.holder).address.removeprefix("HTTPS://COURIER.TEST")
    words = check_page(client.get(address))
    assert "号码可以抄" not in words


def test_typing_and_scanning_are_counted_apart(client, core, phone, card):
    client.get(own_card(core, actor=phone.holder).address.removeprefix("HTTPS://COURIER.TEST"))
    client.get(f"/c/{card.card_no}")
    with core.begin() as work:
        ways = work.run("select way from courier_checks order by way").scalars().all()
    assert ways == ["number", "page"]


def test_the_door_is_noted_in_one_tap_and_once(client, core, county, card):
    words = check_page(client.get(f"/c/{card.card_no}"))
    assert "桃花村" in words
    for _ in range(3):
        answer = client.post("/c/where", data={"card": card.card_no, "place": "elsewhere"})
        assert answer.status_code == 303
    (alarm,) = open_alarms(core, actor=county.clerk).alarms
    assert (alarm.kind, alarm.times) == ("far", 1)


def test_the_door_of_a_card_that_was_not_checked_here_is_not_noted(app, client, core, card):
    client.get(f"/c/{card.card_no}")
    stranger = app.test_client()
    for browser, number in ((stranger, card.card_no), (client, "C0000000000"), (client, "")):
        browser.post("/c/where", data={"card": number, "place": "elsewhere"})
    with core.begin() as work:
        assert work.scalar("select count(*) from check_places") == 0


def test_rubbish_as_a_door_is_refused(client, core, card):
    client.get(f"/c/{card.card_no}")
    answer = client.post("/c/where", data={"card": card.card_no, "place": "月亮"})
    assert answer.status_code == 303
    with core.begin() as work:
        assert work.scalar("select count(*) from check_places") == 0


def test_a_script_gets_thanks_instead_of_another_page(client, card):
    client.get(f"/c/{card.card_no}")
    told = {"card": card.card_no, "place": PEACH}
    answer = client.post("/c/where", data=told, headers={"Accept": "application/json"})
    assert answer.json["message"] == "记下了，谢谢您。"


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_desk_checks_a_caller_in_every_language(desk, phone, card, clock, locale, lang):
    ask = {"lang": locale}
    check_page(desk.get("/admin/checks/call", query_string=ask), lang=lang)
    for digits in (phone.shows(), phone.shows(), phone.never_shows(), ""):
        told = {"number": card.courier_no, "digits": digits}
        check_page(desk.post("/admin/checks/call", data=told, query_string=ask), lang=lang)


def test_the_desk_hears_green_with_photo_and_words_for_the_caller(desk, core, phone, card):
    answer = desk.post("/admin/checks/call", data={"number": card.card_no, "digits": phone.shows()})
    words = check_page(answer)
    assert tone(answer) == "good"
    assert "对得上，是真的。他叫赵春梅" in words
    assert "data:image/jpeg" in answer.get_data(as_text=True)
    with core.begin() as work:
        row = work.run("select * from audit_events where action = 'courier_checked'").one()
    assert row.facts == {"way": "phone", "reason": "digits_right"}


def test_the_same_digits_again_are_amber(desk, phone, card):
    told = {"number": card.card_no, "digits": phone.shows()}
    assert tone(desk.post("/admin/checks/call", data=told)) == "good"
    again = desk.post("/admin/checks/call", data=told)
    assert tone(again) == "wait"
    assert "这组数字已经用过" in check_page(again)


def test_a_stopped_courier_is_red_for_the_desk_and_has_no_face(desk, core, county, phone, card):
    suspend_courier(core, actor=county.chief, courier_id=phone.holder.person_id, reason="核实")
    answer = desk.post("/admin/checks/call", data={"number": card.card_no, "digits": phone.shows()})
    assert tone(answer) == "bad"
    assert "不要交钱" in check_page(answer)
    assert "data:image/jpeg" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("", ""),
        ("你好", "123456"),
        ("C123", ""),
        ("100001", "12"),
        ("100001", "?"),
        ("9" * 5000, ""),
    ],
)
def test_rubbish_at_the_desk_stays_on_the_form(desk, number, digits):
    answer = desk.post("/admin/checks/call", data={"number": number, "digits": digits})
    check_page(answer, status=400)


def test_a_number_that_nobody_has_is_red_at_the_desk(desk):
    answer = desk.post("/admin/checks/call", data={"number": "987654", "digits": "123456"})
    assert tone(answer) == "bad"


def test_who_may_only_look_checks_nobody(app, core, county, phone, card):
    for role, status in (("auditor", 403), ("system", 403)):
        actor = Actor(ActorKind.ADMIN, COUNTY_ID, county.chief.person_id, "审", COUNTY, role)
        with core.begin() as work:
            work.run(
                "update admins set role = :r where admin_id = :a", {"r": role, "a": actor.person_id}
            )
            work.commit()
        browser = signed_in(app.test_client(), core, actor)
        told = {"number": card.card_no, "digits": phone.shows()}
        assert browser.post("/admin/checks/call", data=told).status_code == status


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_alarms_are_listed_opened_and_closed(desk, core, county, card, locale, lang):
    ask = {"lang": locale}
    check_page(desk.get("/admin/checks/alarms", query_string=ask), lang=lang)
    desk.get(f"/c/{card.card_no}")
    note_door(core, card_no=card.card_no, place="elsewhere")
    page = desk.get("/admin/checks/alarms", query_string=ask)
    check_page(page, lang=lang)
    address = re.search(r'"(/admin/checks/alarms/[\w-]+)"', page.get_data(as_text=True))[1]
    check_page(desk.get(address, query_string=ask), lang=lang)
    check_page(desk.post(address, data={"words": " "}, query_string=ask), status=400, lang=lang)
    assert desk.post(address, data={"words": "问过，走亲戚"}).status_code == 303
    assert "问过，走亲戚" in check_page(desk.get(address, query_string=ask), lang=lang)
    closed = desk.get("/admin/checks/alarms", query_string={"closed": 1, **ask})
    assert "赵春梅" in check_page(closed, lang=lang)


def test_another_townships_desk_finds_no_alarm(app, core, county, card):
    note_door(core, card_no=card.card_no, place="elsewhere")
    (alarm,) = open_alarms(core, actor=county.clerk).alarms
    western = Actor(ActorKind.ADMIN, COUNTY_ID, county.clerk.person_id, "西", WEST, "township")
    with core.begin() as work:
        work.run(
            "update admins set region_code = :r where admin_id = :a",
            {"r": WEST, "a": western.person_id},
        )
        work.commit()
    browser = signed_in(app.test_client(), core, western)
    for answer in (
        browser.get(f"/admin/checks/alarms/{alarm.alarm_id}"),
        browser.post(f"/admin/checks/alarms/{alarm.alarm_id}", data={"words": "看过"}),
    ):
        assert answer.status_code == 404
    assert "赵春梅" not in check_page(browser.get("/admin/checks/alarms"))
