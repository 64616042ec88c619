"""The pages of an admin's two steps, of the account, and of colleagues."""

from __future__ import annotations

import json
import re

import pytest

from courier.domain.errors import NotAllowed
from courier.domain.one_time_codes import code_at
from courier.domain.permissions import Role
from courier.services.invitations import invite_courier
from field_app.access import Audience
from tests.factories.authenticator import Authenticator
from tests.factories.county import EAST, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import PIN, approved, signed_in
from tests.factories.sign_ins import PASSWORD, appointed, staff

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
OWN_PAGES = ("", "password", "app", "app/remove", "passkeys/new", "recovery-codes")


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(core, county, clock):
    person = staff(core, "county")
    clock.forward(seconds=30)
    return person


def give_password(client, address="/admin/sign-in", name="county"):
    return client.post(address, data={"sign_in_name": name, "password": PASSWORD})


def enter(client, person):
    """Both steps, by the forms."""
    give_password(client)
    answer = client.post("/admin/sign-in/code", data={"code": person.code()})
    assert answer.location == "/admin/"
    person.core.clock.forward(seconds=30)
    return client


def secret_on(page) -> str:
    return re.search(r'class="code center">([A-Z2-7 ]+)<', page.get_data(as_text=True))[1].replace(
        " ", ""
    )


def codes_on(page) -> list[str]:
    return re.findall(r'<li class="code">([0-9A-Z-]{14})</li>', page.get_data(as_text=True))


def open_paths(app, *audiences):
    """Addresses without arguments in rooms for these."""
    for rule in app.url_map.iter_rules():
        room = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        mine = getattr(room, "audience", None) in audiences
        if mine and "GET" in rule.methods and not rule.arguments:
            yield rule.rule


def test_after_the_password_no_room_opens(client, app, chief):
    answer = give_password(client)
    assert answer.location == "/admin/sign-in/code"
    assert client.get("/courier/sync").status_code == 401  # a phone's program asks, nobody looks
    for path in set(open_paths(app, Audience.ADMIN, Audience.COURIER)) - {"/courier/sync"}:
        seen = client.get(path)
        assert seen.status_code == 302, path
        assert "sign-in" in seen.location, path
    assert client.post("/admin/account/recovery-codes").status_code == 403


def test_without_the_password_there_is_no_second_step(client, chief):
    for page in ("code", "set-up"):
        assert client.get(f"/admin/sign-in/{page}").location == "/admin/sign-in"
        assert client.post(f"/admin/sign-in/{page}", data={"code": "000000"}).status_code == 403
    for question in ("code/passkey-question", "set-up/passkey-question", "code/passkey"):
        assert client.post(f"/admin/sign-in/{question}").status_code == 403


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_first_sign_in_sets_up_shows_codes_once_and_leads_on(
    client, core, county, locale, lang
):
    appointed(core, "county")
    client.get("/admin/sign-in", query_string={"lang": locale})
    second = give_password(client, "/admin/sign-in?next=/admin/couriers/").location
    set_up = client.get(second).location
    page = client.get(set_up)
    check_page(page, lang=lang)
    wrong = client.post(set_up, data={"code": "000000"})
    check_page(wrong, status=400, lang=lang)
    secret = secret_on(page)
    assert secret_on(wrong) == secret, "the picture stays while the app is being set up"
    shown = client.post(set_up, data={"code": code_at(secret, core.clock.now())})
    check_page(shown, lang=lang)
    assert len(codes_on(shown)) == 10
    assert 'href="/admin/couriers/"' in shown.get_data(as_text=True)
    assert client.get("/admin/couriers/").status_code == 200
    assert client.post(set_up, data={"code": "000000"}).status_code == 403, "shown once"


def test_the_secret_is_in_no_cookie_after_it_is_set_up(client, core, county):
    appointed(core, "county")
    give_password(client)
    secret = secret_on(client.get("/admin/sign-in/set-up"))
    client.post("/admin/sign-in/set-up", data={"code": code_at(secret, core.clock.now())})
    with client.session_transaction() as held:
        assert set(held) <= {"mark", "_permanent", "csrf_token"}


def test_a_wrong_code_is_said_on_the_form(client, chief):
    give_password(client)
    answer = client.post("/admin/sign-in/code", data={"code": "000000"})
    assert "这个码不对，或者已经用过了" in check_page(answer, status=400)


def test_a_recovery_code_says_how_many_are_left(client, chief):
    give_password(client)
    code = chief.set_up.recovery_codes[3]
    answer = client.post("/admin/sign-in/code", data={"code": code})
    assert answer.location == "/admin/"
    assert "还剩 9 个" in check_page(client.get("/admin/progress"))


def test_signing_in_by_a_passkey_over_the_pages(client, core, chief):
    device = Authenticator()
    enter(client, chief)
    add_passkey(client, device)
    client.post("/sign-out")
    question = client.post("/admin/sign-in/passkey-question").get_data(as_text=True)
    answer = client.post("/admin/sign-in/passkey", data={"answer": device.sign(question)})
    assert answer.location == "/admin/"
    assert client.get("/admin/progress").status_code == 200
    client.post("/sign-out")
    give_password(client)
    question = client.post("/admin/sign-in/code/passkey-question").get_data(as_text=True)
    answer = client.post("/admin/sign-in/code/passkey", data={"answer": device.sign(question)})
    assert answer.location == "/admin/"


def add_passkey(client, device):
    question = client.post("/admin/account/passkeys/question").get_data(as_text=True)
    facts = {"name": "办公室电脑", "password": PASSWORD, "answer": device.make(question)}
    answer = client.post("/admin/account/passkeys/new", data=facts)
    assert answer.location == "/admin/account/"
    assert "办公室电脑" in check_page(client.get("/admin/account/"))


def test_an_answer_from_another_browser_is_none(client, app, core, chief):
    device = Authenticator()
    enter(client, chief)
    add_passkey(client, device)
    question = client.post("/admin/sign-in/passkey-question").get_data(as_text=True)
    thief = app.test_client()
    answer = thief.post("/admin/sign-in/passkey", data={"answer": device.sign(question)})
    assert "没有确认成功" in check_page(answer, status=400)


@pytest.mark.parametrize("answer", ["", "{}", "\x00", json.dumps({"id": []}), "x" * 100_000])
def test_rubbish_for_a_passkey_is_said_on_the_form(client, chief, answer):
    client.post("/admin/sign-in/passkey-question")
    told = client.post("/admin/sign-in/passkey", data={"answer": answer})
    assert "没有确认成功" in check_page(told, status=400)


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_pages_of_the_account_are_whole_in_every_language(client, core, chief, locale, lang):
    enter(client, chief)
    for page in OWN_PAGES:
        answer = client.get(f"/admin/account/{page}", query_string={"lang": locale})
        check_page(answer, lang=lang)


def test_another_password_over_the_page(client, app, chief):
    other = enter(app.test_client(), chief)
    enter(client, chief)
    new = "five other plain unrelated words"
    form = {"password": PASSWORD, "new_password": new, "again": new}
    differ = client.post("/admin/account/password", data={**form, "again": "x"})
    assert "两次写的新密码不一样" in check_page(differ, status=400)
    simple = {"password": PASSWORD, "new_password": "password1234", "again": "password1234"}
    told = client.post("/admin/account/password", data=simple)
    assert "太好猜" in check_page(told, status=400)
    assert client.post("/admin/account/password", data=form).location == "/admin/account/"
    assert "密码改好了" in check_page(client.get("/admin/account/"))
    assert other.get("/admin/progress").status_code == 302, "ended at once"


@pytest.mark.parametrize("page", ["password", "app", "app/remove", "recovery-codes", ""])
def test_nothing_of_the_own_sign_in_changes_without_the_password(client, core, chief, page):
    enter(client, chief)
    long = "five other plain unrelated words"
    form = {"password": "a guess", "new_password": long, "again": long, "code": "000000"}
    told = client.post(f"/admin/account/{page}", data=form)
    assert "密码不对" in check_page(told, status=400)
    chief.sign_in()


def test_another_phone_over_the_page(client, core, chief):
    enter(client, chief)
    secret = secret_on(client.get("/admin/account/app"))
    form = {"password": PASSWORD, "code": code_at(secret, core.clock.now())}
    assert client.post("/admin/account/app", data=form).location == "/admin/account/"
    assert "手机验证器设好了" in check_page(client.get("/admin/account/"))


def test_new_recovery_codes_are_shown_once(client, chief):
    enter(client, chief)
    shown = client.post("/admin/account/recovery-codes", data={"password": PASSWORD})
    codes = codes_on(shown)
    assert len(codes) == 10
    assert "no-store" in shown.headers["Cache-Control"]
    for page in OWN_PAGES:
        assert not codes_on(client.get(f"/admin/account/{page}"))


def test_other_sign_ins_are_seen_and_ended(client, app, chief):
    other = enter(app.test_client(), chief)
    enter(client, chief)
    words = check_page(client.get("/admin/account/"))
    assert "就是现在这里" in words
    assert "别的浏览器" in words
    told = client.post("/admin/account/", data={"password": PASSWORD})
    assert told.location == "/admin/account/"
    assert other.get("/admin/progress").status_code == 302
    assert client.get("/admin/progress").status_code == 200
    for wanted in ("nonsense", "00000000-0000-0000-0000-000000000001"):
        form = {"password": PASSWORD, "end": wanted}
        assert client.post("/admin/account/", data=form).status_code == 404


def test_a_reviewer_helps_a_colleague_and_nobody_else_may(client, app, core, county, chief):
    enter(client, chief)
    lost = staff(core, "lost")
    words = check_page(client.get("/admin/admins/"))
    assert "lost" in words
    reset = f"/admin/admins/{lost.admin_id}/second-factor"
    assert client.post(reset).location == "/admin/admins/"
    assert "重新设置第二步" in check_page(client.get("/admin/admins/"))
    assert not lost.begun().has_factor
    client.post(f"/admin/admins/{chief.admin_id}/second-factor")
    assert "不能自己给自己办" in check_page(client.get("/admin/admins/"))
    clerk = signed_in(app.test_client(), core, county.clerk)
    assert clerk.get("/admin/admins/").status_code == 403
    assert clerk.post(reset).status_code == 403


def test_a_reviewer_closes_the_account_of_a_colleague_who_left(client, core, county, chief):
    enter(client, chief)
    left = staff(core, "left", Role.TOWNSHIP, region_code=EAST)
    assert client.post(f"/admin/admins/{left.admin_id}/disable").location == "/admin/admins/"
    words = check_page(client.get("/admin/admins/"))
    assert "账号已停用" in words
    assert "left" not in words
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        left.begun()
    client.post(f"/admin/admins/{chief.admin_id}/disable")
    assert "不能自己给自己办" in check_page(client.get("/admin/admins/"))


def test_guessing_codes_from_one_address_is_slowed(client, app, chief):
    give_password(client)
    app.config["RATELIMIT_ENABLED"] = True
    answers = [client.post("/admin/sign-in/code", data={}).status_code for _ in range(25)]
    assert 429 in answers


def test_the_cookie_of_a_half_open_sign_in_is_worth_nothing_later(client, app, chief):
    give_password(client)
    held = client.get_cookie("yibao").value
    client.post("/admin/sign-in/code", data={"code": chief.code()})
    thief = app.test_client()
    thief.set_cookie("yibao", held)
    assert thief.get("/admin/progress").status_code == 302
    assert thief.get("/admin/sign-in/code").location == "/admin/sign-in"


def test_a_courier_changes_her_pin_on_her_page(client, core, county):
    courier_id = approved(core, county)
    token = invite_courier(core, actor=county.chief, courier_id=courier_id).token
    client.post(f"/courier/invitation/{token}", data={"pin": PIN, "again": PIN})
    mine = {"courier_no": "100001", "pin": PIN}
    assert client.post("/courier/sign-in", data=mine).location == "/courier/today"
    check_page(client.get("/courier/pin/"))
    for old, new, said in ((PIN, "850312", "太好猜"), ("000001", "739164", "现在的密码不对")):
        form = {"pin": old, "new_pin": new, "again": new}
        assert said in check_page(client.post("/courier/pin/", data=form), status=400)
    form = {"pin": PIN, "new_pin": "739164", "again": "739164"}
    assert client.post("/courier/pin/", data=form).location == "/courier/today"
    client.post("/sign-out")
    assert client.post("/courier/sign-in", data=mine).status_code == 400
    assert client.post("/courier/sign-in", data={**mine, "pin": "739164"}).status_code == 302
