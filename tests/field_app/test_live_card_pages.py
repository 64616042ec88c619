"""The moving code over HTTP: a phone's key, a fresh card, and what a checker's page says."""

from __future__ import annotations

import base64
import re

import pytest

from courier.domain.credentials import to_address
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.live_codes import PhoneKey
from tests.factories.pages import check_page
from tests.factories.people_at_work import PIN, registered


@pytest.fixture
def county(core):
    return make_county(core)


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Phone:
    """A courier's browser, signed in on her registered phone."""

    def __init__(self, app, core, county) -> None:
        self.core, self.key = core, PhoneKey()
        self.browser = app.test_client()
        courier = registered(core, county)
        self.courier_id = courier.courier_id
        with app.test_request_context():
            from field_app.auth.devices import COOKIE, _serializer

            cookie = _serializer().dumps(
                [COUNTY_ID, courier.device.courier_no, courier.device.device_token]
            )
        self.browser.set_cookie(COOKIE, cookie)
        self.browser.post(
            "/courier/sign-in", data={"courier_no": courier.device.courier_no, "pin": PIN}
        )

    def keep_key(self, key: PhoneKey | None = None):
        public = (key or self.key).public
        return self.browser.post(
            "/courier/card/key", json={"x": part(public.x), "y": part(public.y)}
        )

    def shows(self, answer: int | None = None) -> str:
        """The path in the code on its screen."""
        card = base64.b64decode(self.browser.get("/courier/card/live").json["card"])
        code = self.key.code(card, self.core.clock.now(), answer)
        return to_address("", code)


@pytest.fixture
def phone(app, core, county):
    phone = Phone(app, core, county)
    assert phone.keep_key().json == {"kept": True}
    return phone


def tone(answer) -> str:
    return re.search(r'data-tone="(\w+)"', answer.get_data(as_text=True))[1]


def test_a_villager_sees_green_for_the_phone_itself(client, phone):
    answer = client.get(phone.shows())
    assert "真的，就在眼前" in check_page(answer)
    assert tone(answer) == "good"
    assert "data:image/jpeg" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("locale", "lang"), [("zh_Hant", "zh-Hant"), ("en", "en")])
def test_every_doubt_is_told_in_every_language(client, app, clock, phone, locale, lang):
    old = phone.shows()
    app.test_client().get(phone.shows())
    client.post("/c/digits")
    for path in (phone.shows(), phone.shows(1)):
        check_page(client.get(path, query_string={"lang": locale}), lang=lang)
    clock.forward(seconds=65)
    check_page(client.get(old, query_string={"lang": locale}), lang=lang)


def test_a_screenshot_is_amber_and_says_so(client, clock, phone):
    screenshot = phone.shows()
    clock.forward(seconds=65)
    answer = client.get(screenshot)
    assert tone(answer) == "wait"
    assert "可能是截图" in check_page(answer)


def test_the_same_browser_may_look_again_and_another_may_not(app, client, phone):
    code = phone.shows()
    assert tone(client.get(code)) == "good"
    assert tone(client.get(code)) == "good"
    stranger = app.test_client().get(code)
    assert tone(stranger) == "wait"
    assert "别人扫过" in check_page(stranger)


def test_four_digits_are_asked_and_answered_once(client, phone):
    asked = client.post("/c/digits", follow_redirects=True)
    shown = re.search(r"(\d) (\d) (\d) (\d)", asked.get_data(as_text=True))
    digits = int("".join(shown.groups()))
    assert "还没有您的数字" in check_page(client.get(phone.shows()))
    assert "数字不一样" in check_page(client.get(phone.shows((digits + 1) % 10_000)))
    assert tone(client.get(phone.shows(digits))) == "good"
    assert tone(client.get(phone.shows())) == "good"  # nothing is asked any more


def test_another_key_for_the_same_phone_is_refused_in_words(phone):
    answer = phone.keep_key(PhoneKey())
    assert answer.status_code == 409
    assert "重新要一个邀请链接" in answer.json["message"]


@pytest.mark.parametrize(
    "body", [None, {}, [], {"x": 1, "y": 2}, {"x": "!!", "y": "!!"}, {"x": "QUFB", "y": "QUFB"}]
)
def test_what_is_no_key_is_refused(phone, body):
    assert phone.browser.post("/courier/card/key", json=body).status_code == 400


def test_a_session_in_another_browser_gets_no_card(app, phone):
    other = app.test_client()
    other.set_cookie("yibao", phone.browser.get_cookie("yibao").value)
    assert other.get("/courier/card/").status_code == 200
    asking = {"Accept": "application/json"}
    assert other.get("/courier/card/live", headers=asking).status_code == 404


def test_nobody_else_may_ask(client):
    asking = {"Accept": "application/json"}
    assert client.get("/courier/card/live", headers=asking).status_code == 302
    assert client.post("/courier/card/key", json={}).status_code == 403


def test_ten_megabytes_in_the_address_are_refused(client):
    answer = client.get("/C/" + "A" * 200_000)
    assert answer.status_code in {200, 414}
    assert tone(answer) == "bad"
