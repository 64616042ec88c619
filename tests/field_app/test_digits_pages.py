"""The secret of the six digits over HTTP: once, to the registered phone, and rubbish refused."""

from __future__ import annotations

import base64

import pytest

from courier.domain.time_digits import digits_of, step_of
from tests.factories.county import make_county
from tests.field_app.test_live_card_pages import Phone

URL = "/courier/card/digits"


@pytest.fixture
def phone(app, core):
    return Phone(app, core, make_county(core)).browser


def now_on(secret: bytes, phone) -> str:
    seconds = phone.get(URL).json["now"]
    return digits_of(secret, int(seconds) // 30)


def test_a_phone_gets_a_secret_until_it_shows_that_it_keeps_it(core, phone):
    first = base64.b64decode(phone.post(URL).json["secret"])
    second = base64.b64decode(phone.post(URL).json["secret"])
    assert first != second
    wrong = phone.post(f"{URL}/kept", json={"digits": now_on(first, phone)})
    assert wrong.status_code == 400
    right = {"digits": now_on(second, phone)}
    assert phone.post(f"{URL}/kept", json=right).json == {"kept": True}
    assert phone.post(f"{URL}/kept", json=right).json == {"kept": True}
    again = phone.post(URL, headers={"Accept": "application/json"})
    assert again.status_code == 409
    assert "重新发一次邀请" in again.json["message"]
    assert step_of(core.clock.now()) == int(phone.get(URL).json["now"]) // 30


@pytest.mark.parametrize(
    "body", [None, [], {}, {"digits": None}, {"digits": 123456}, {"digits": "\ud800" * 6}, "x"]
)
def test_rubbish_is_refused(phone, body):
    assert phone.post(f"{URL}/kept", json=body).status_code == 400
    phone.post(URL)
    assert phone.post(f"{URL}/kept", json=body).status_code == 400


def test_a_session_in_another_browser_gets_nothing(app, phone):
    other = app.test_client()
    other.set_cookie("yibao", phone.get_cookie("yibao").value)
    assert other.post(URL).status_code == 404
    assert other.post(f"{URL}/kept", json={"digits": "123456"}).status_code == 404


def test_a_stranger_gets_nothing(app, phone):
    for path in (URL, f"{URL}/kept"):
        assert app.test_client().post(path).status_code in {401, 403}
