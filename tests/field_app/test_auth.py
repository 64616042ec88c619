from __future__ import annotations

import json

import pytest

from courier.services.invitations import invite_courier
from field_app.auth.local_paths import local_path
from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import PIN, approved, signed_in
from tests.factories.sign_ins import PASSWORD, staff

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(core, county, clock):
    person = staff(core, "county")
    clock.forward(seconds=30)  # the next code
    return person


def give_password(client, password=PASSWORD, address="/admin/sign-in"):
    return client.post(address, data={"sign_in_name": "county", "password": password})


def sign_in(client, chief, address="/admin/sign-in"):
    second = give_password(client, address=address).location
    return client.post(second, data={"code": chief.code()})


@pytest.fixture
def link(core, county):
    courier_id = approved(core, county)
    token = invite_courier(core, actor=county.chief, courier_id=courier_id).token
    return f"/courier/invitation/{token}"


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
@pytest.mark.parametrize("path", ["/admin/sign-in", "/courier/sign-in"])
def test_the_sign_in_pages_are_whole_in_every_language(client, path, locale, lang):
    check_page(client.get(path, query_string={"lang": locale}), lang=lang)


def test_an_admin_signs_in_and_out(client, chief):
    answer = sign_in(client, chief)
    assert (answer.status_code, answer.location) == (302, "/admin/")
    assert client.get("/admin/progress").status_code == 200
    client.post("/sign-out")
    assert client.get("/admin/progress").location.startswith("/admin/sign-in")


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(client, app, chief):
    sign_in(client, chief)
    stolen = client.get_cookie("yibao").value
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("yibao", stolen)
    assert thief.get("/admin/progress").status_code == 302


def test_a_wrong_password_is_said_on_the_form(client, chief):
    words = check_page(give_password(client, "wrong"), status=400)
    assert "登录名或密码不对" in words


def test_the_sixth_try_hears_of_the_lock(client, chief):
    for _ in range(5):
        give_password(client, "wrong")
    assert "账号已锁住" in check_page(give_password(client), status=400)


def test_signing_in_leads_where_one_wanted_to_go(client, chief):
    wanted = client.get("/admin/couriers/?status=applied").location
    assert sign_in(client, chief, wanted).location == "/admin/couriers/?status=applied"


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", "", "/a\n//b"],
)
def test_signing_in_never_leads_to_another_site(wanted):
    assert local_path(wanted, "/home") == "/home"


def test_guessing_from_one_address_is_slowed(client, app, chief):
    app.config["RATELIMIT_ENABLED"] = True
    answers = [
        client.post("/admin/sign-in", data={"sign_in_name": "x"}).status_code for _ in range(25)
    ]
    assert 429 in answers


def test_an_invited_courier_registers_her_phone_and_signs_in(client, link):
    words = check_page(client.get(link))
    assert "赵春梅" in words
    answer = client.post(link, data={"pin": PIN, "again": PIN})
    assert answer.location == "/courier/sign-in"
    assert "这部手机登记好了" in check_page(client.get("/courier/sign-in"))
    answer = client.post("/courier/sign-in", data={"courier_no": "100001", "pin": PIN})
    assert answer.location == "/courier/today"
    check_page(client.get("/courier/card/"))


def test_a_used_link_says_so(client, app, link, clock):
    client.post(link, data={"pin": PIN, "again": PIN})
    assert "这个链接刚刚用过" in check_page(app.test_client().get(link))
    clock.forward(minutes=15)
    assert "已经用过了" in check_page(app.test_client().get(link), status=409)


def test_pins_that_differ_or_are_simple_are_said_on_the_form(client, link):
    differ = client.post(link, data={"pin": PIN, "again": "111222"})
    assert "两次输入的密码不一样" in check_page(differ, status=400)
    simple = client.post(link, data={"pin": "111111", "again": "111111"})
    assert "太好猜" in check_page(simple, status=400)


def test_another_phone_is_told_to_ask_for_an_invitation(client, app, link):
    client.post(link, data={"pin": PIN, "again": PIN})
    other = app.test_client()
    answer = other.post("/courier/sign-in", data={"courier_no": "100001", "pin": PIN})
    assert "这部手机没有登记" in check_page(answer, status=400)


def test_a_changed_phone_cookie_is_no_phone(client, link):
    client.post(link, data={"pin": PIN, "again": PIN})
    kept = client.get_cookie("yibao_phone").value
    client.set_cookie("yibao_phone", kept[:-20] + kept[-20:][::-1])
    answer = client.post("/courier/sign-in", data={"courier_no": "100001", "pin": PIN})
    assert answer.status_code == 400


def test_a_courier_does_not_enter_the_console(client, core, county):
    signed_in(client, core, county.courier)
    assert client.get("/admin/progress").status_code == 403


def test_the_demo_shows_its_sign_ins(client, app, tmp_path):
    app.config["DEMO_SHEET"] = tmp_path / "sign_ins.json"
    app.config["DEMO_SHEET"].write_text(
        json.dumps(
            {
                "admins": [{"role": "county", "sign_in_name": "shenhe", "password": "abc2"}],
                "courier_no": "100001",
                "invitation_url": "https://courier.test/courier/invitation/990101-x",
            }
        ),
        "utf-8",
    )
    assert "shenhe" in check_page(client.get("/admin/sign-in"))
    page = client.get("/courier/sign-in").get_data(as_text=True)
    assert 'href="/courier/invitation/990101-x"' in page
    app.config["DEMO"] = False
    assert "shenhe" not in check_page(client.get("/admin/sign-in"))
