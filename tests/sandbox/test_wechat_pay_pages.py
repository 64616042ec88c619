"""The pay page of the simulator."""

from __future__ import annotations

import re

import pytest
from sandbox.served import (
    NUMBER,
)

from courier.texts import Locale, say


def test_the_payer_sees_how_much_and_what_for_and_that_it_is_a_demo(payer):
    page = payer.get(f"/sandbox/pay/{NUMBER}")
    text = page.get_data(as_text=True)
    assert "480" in text
    assert "三个人的医保费" in text
    assert say("sandbox.no_real_money", Locale.ZH_HANS) in text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert text.count("<h1") == 1
    assert "<script" not in text
    assert "style=" not in text


def test_the_payer_pays_and_is_told_so(payer):
    done = payer.post(f"/sandbox/pay/{NUMBER}", data={"wish": "pay"}, follow_redirects=True)
    text = done.get_data(as_text=True)
    assert say("sandbox.title_paid", Locale.ZH_HANS) in text
    assert "<button" not in text


def test_pressing_twice_pays_once(payer):
    for _ in range(2):
        payer.post(f"/sandbox/pay/{NUMBER}", data={"wish": "pay"})
    (order,) = payer.get("/sandbox/control/orders").get_json()
    assert len(order["payments"]) == 1


def test_the_payer_may_leave_and_come_back(payer):
    left = payer.post(f"/sandbox/pay/{NUMBER}", data={"wish": "leave"}, follow_redirects=True)
    text = left.get_data(as_text=True)
    assert say("sandbox.title_left", Locale.ZH_HANS) in text
    assert 'value="pay"' in text
    assert payer.get("/sandbox/control/orders").get_json()[0]["state"] == "waiting"


def test_an_expired_order_has_no_button_and_takes_no_money(payer, clock):
    clock.forward(hours=3)
    payer.post(f"/sandbox/pay/{NUMBER}", data={"wish": "pay"})
    text = payer.get(f"/sandbox/pay/{NUMBER}").get_data(as_text=True)
    assert say("sandbox.title_closed", Locale.ZH_HANS) in text
    assert "<button" not in text
    assert payer.get("/sandbox/control/orders").get_json()[0]["payments"] == []


@pytest.mark.parametrize("locale", list(Locale))
def test_the_page_speaks_every_language(payer, locale):
    text = payer.get(f"/sandbox/pay/{NUMBER}?lang={locale.value}").get_data(as_text=True)
    assert f'<html lang="{locale.tag}">' in text
    assert say("sandbox.title_waiting", locale) in text
    by_browser = payer.get(f"/sandbox/pay/{NUMBER}", headers={"Accept-Language": locale.tag})
    assert f'<html lang="{locale.tag}">' in by_browser.get_data(as_text=True)


def test_an_address_of_nothing_says_so(payer):
    page = payer.get("/sandbox/pay/nothing")
    assert page.status_code == 404
    assert say("sandbox.title_unknown", Locale.ZH_HANS) in page.get_data(as_text=True)


def test_the_style_is_served_by_the_simulator_itself(payer):
    text = payer.get(f"/sandbox/pay/{NUMBER}").get_data(as_text=True)
    (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
    with payer.get(address) as style:
        assert style.mimetype == "text/css"
