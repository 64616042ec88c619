"""How the simulator misbehaves on demand, what it shows, and that it remembers."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from sandbox.served import (
    NUMBER,
    a_refund,
    an_order,
    merchant_settings,
    served,
    wait_until,
)

from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.errors import OutsideFailed
from courier.domain.money import Money
from courier.ports import OrderState, RefundState
from courier.sandbox.wechat_pay.desk import PayMode
from courier.sandbox.wechat_pay.envelope import Twist
from courier.sandbox.wechat_pay.keys import FILE, make_sandbox_keys
from courier.texts import LOCALES_DIR, Locale

ROOT = Path(__file__).parents[2]


def test_a_lost_notification_never_comes_and_the_query_knows(there):
    there.pay(mode="lose")
    assert there.channel.query(NUMBER).state is OrderState.PAID
    assert there.control("GET", "deliveries") == []


def test_a_delayed_notification_comes_later(there):
    there.pay(mode="delay", seconds=0.2)
    assert there.merchant.told == []
    wait_until(lambda: there.merchant.told)


def test_a_repeated_notification_comes_as_often_as_asked(there):
    there.pay(mode="repeat", times=3)
    wait_until(lambda: len(there.merchant.told) == 3)
    assert len(set(there.merchant.told)) == 1


def test_a_reordered_notification_comes_after_the_next(there, clock):
    there.channel.place(an_order(clock, out_trade_no="order-0002"))
    there.pay(mode="reorder")
    there.pay("order-0002")
    wait_until(lambda: len(there.merchant.told) == 2)
    assert [told.out_trade_no for told in there.merchant.told] == ["order-0002", NUMBER]


def test_an_unanswered_notification_is_repeated_until_it_is(there):
    there.merchant.failing = 2
    there.pay()
    wait_until(lambda: there.merchant.told)
    statuses = [delivery["status"] for delivery in there.control("GET", "deliveries")]
    assert statuses[:2] == [500, 500]


@pytest.mark.parametrize("twist", list(Twist))
def test_a_wrong_notification_is_sent_once_and_the_money_is_real(there, twist):
    there.pay(mode=twist.value)
    wait_until(lambda: there.merchant.refused or there.merchant.told)
    assert there.channel.query(NUMBER).payment.amount == Money(48000)
    believed = [told.amount for told in there.merchant.told]
    assert believed == ([Money(48001)] if twist is Twist.OTHER_AMOUNT else [])


def test_an_order_may_be_paid_twice_with_two_transactions(there):
    there.pay()
    (second,) = there.pay(mode="duplicate")
    wait_until(lambda: len(there.merchant.told) == 2)
    assert len({told.transaction_id for told in there.merchant.told}) == 2
    assert there.merchant.told[1].transaction_id == second["transaction_id"]


def test_two_payments_at_once(there):
    assert len(there.pay(mode="duplicate")) == 2


@pytest.mark.parametrize(("asked", "fen"), [({}, 47999), ({"fen": 100}, 100)])
def test_an_order_may_be_paid_short(there, asked, fen):
    there.pay(mode="short", **asked)
    wait_until(lambda: there.merchant.told)
    assert there.merchant.told[0].amount == Money(fen)


def test_money_may_come_after_the_order_was_closed(there):
    there.channel.close(NUMBER)
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        there.pay()
    there.pay(mode="late")
    wait_until(lambda: there.merchant.told)
    assert there.channel.query(NUMBER).state is OrderState.PAID


def test_a_paid_order_is_not_paid_again_by_mistake(there):
    there.pay()
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        there.pay()
    assert len(there.sandbox.world.payments) == 1


def test_the_tester_sees_orders_payments_and_refunds(there):
    there.pay(mode="lose")
    there.channel.refund(a_refund(there.sandbox.world.payments[0]))
    (order,) = there.control("GET", "orders")
    assert (order["state"], order["fen"]) == ("refunded", 48000)
    assert order["refunds"][0]["state"] == "working"


def test_faults_can_be_forgotten(there):
    there.fault("query", "system_error", times=5)
    with pytest.raises(OutsideFailed):
        there.channel.query(NUMBER)
    there.control("DELETE", "faults")
    assert there.channel.query(NUMBER).state is OrderState.WAITING


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"orders/{NUMBER}/pay", {"mode": "nonsense"}),
        ("orders/order-never/pay", {"mode": "normal"}),
        ("faults", {"call": "place", "fault": "nonsense"}),
        ("refunds/never/finish", {"ok": True}),
    ],
)
def test_the_tester_is_told_what_cannot_be(there, path, body):
    with pytest.raises(httpx.HTTPStatusError, match=r"40[04]"):
        there.control("POST", path, **body)


def test_only_this_machine_may_control_and_no_page_of_another_site(payer):
    assert payer.get("/sandbox/control/orders").status_code == 200
    far = {"REMOTE_ADDR": "192.0.2.1"}
    assert payer.get("/sandbox/control/orders", environ_overrides=far).status_code == 403
    forwarded = payer.get("/sandbox/control/orders", headers={"X-Forwarded-For": "192.0.2.1"})
    assert forwarded.status_code == 403
    form = payer.post(f"/sandbox/control/orders/{NUMBER}/pay", data={"mode": "normal"})
    assert form.status_code == 415


def test_refunds_end_by_themselves_after_a_while(clock):
    with served(clock, refund_seconds=0.05) as there:
        there.channel.place(an_order(clock))
        there.pay()
        there.channel.refund(a_refund(there.sandbox.world.payments[0]))
        wait_until(lambda: len(there.merchant.told) == 2)
        assert there.merchant.told[1].state is RefundState.DONE


def test_all_notifications_can_be_sent_to_one_other_address(clock):
    with served(clock) as there:
        shop = there.settings.notify_url
        with served(clock, notify_url_override=shop) as other:
            channel = WechatPayChannel(merchant_settings(gateway=other.base), clock)
            channel.place(an_order(clock))
            other.pay()
            wait_until(lambda: there.merchant.told)


def test_a_restart_forgets_no_money(clock, tmp_path):
    state = tmp_path / "state" / "wechat.sqlite"
    with served(clock, state_file=state) as there:
        for number in (NUMBER, "order-0002", "order-0003"):
            there.channel.place(an_order(clock, out_trade_no=number))
        there.channel.close("order-0002")
        there.pay(mode="duplicate")
        payments = there.sandbox.world.payments
        there.channel.refund(a_refund(payments[1]))
        before = there.control("GET", "orders")
    with served(clock, state_file=state, refund_seconds=0.0) as there:
        assert there.sandbox.world.payments == payments
        wait_until(
            lambda: there.channel.query_refund("refund-1", "order-0001").state is RefundState.DONE,
        )
        after = there.control("GET", "orders")
        assert after[0].pop("refunds")[0]["state"] == "done"
        before[0].pop("refunds")
        assert after == before
        there.pay("order-0003", mode="lose")
        assert len({payment.transaction_id for payment in there.sandbox.world.payments}) == 3


def test_keys_are_made_once_and_kept_private(tmp_path):
    folder = tmp_path / "keys"
    keys = make_sandbox_keys(folder)
    assert make_sandbox_keys(folder) == keys
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_every_mode_has_one_name():
    assert not set(PayMode) & set(Twist)


def test_the_rooms_own_catalogues_have_the_same_keys():
    for room in ("sandbox", "errors_payments"):
        keys = {
            locale: set(
                re.findall(
                    r'msgid "([^"]+)"', (LOCALES_DIR / locale.value / f"{room}.po").read_text()
                )
            )
            for locale in Locale
        }
        assert keys[Locale.EN] == keys[Locale.ZH_HANS] == keys[Locale.ZH_HANT]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_the_process_starts_answers_and_stops_cleanly(tmp_path, name):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "courier.sandbox.wechat_pay", "--port", str(port)]
    command += ["--keys", str(tmp_path / "keys"), "--state", str(tmp_path / "state.sqlite")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as process:  # noqa: S603 ours
        wait_until(lambda: answers(port), seconds=20)
        process.send_signal(name)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert b"Traceback" not in errors


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 204
    except OSError:
        return False
    finally:
        connection.close()
