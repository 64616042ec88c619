"""The Official Account while the assistant is slow."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from courier.domain.errors import OutsideFailed
from courier.sandbox.wechat_account.world import Line
from courier.services.channel_sending import finish_unanswered, send_answer
from courier.services.channels import WECHAT, Letter, admit
from tests.factories.account import (
    WHO,
    scalar,
)


class SlowAssistant:
    """Says nothing for long, and is then given up."""

    def __init__(self):
        self.go_on = threading.Event()

    def guess(self, conversation_id, masked_text):
        self.go_on.wait(10)
        raise OutsideFailed("assistant_unreachable")


class TestSlow:
    """WeChat waits five seconds, a villager a little longer."""

    @pytest.fixture
    def slow(self):
        return SlowAssistant()

    @pytest.fixture
    def core(self, core, slow):
        return dataclasses.replace(core, interpreter=slow)

    @pytest.fixture
    def hurried(self, say, app, account, slow):
        """A product that waits a fifth of a second."""
        app.config["ANSWER_WITHIN_SECONDS"] = 0.2
        yield account.post
        slow.go_on.set()

    def wait(self, core, sql="select count(*) from channel_messages where state = 'waiting'"):
        for _ in range(200):
            if scalar(core, sql) == 0:
                return
            threading.Event().wait(0.05)
        raise AssertionError("it was not answered")

    def keys(self, core) -> list[str]:
        with core.begin() as work:
            jobs = "select args ->> 'key' from procrastinate_jobs where task_name = :t order by id"
            return list(work.run(jobs, {"t": "send_channel_answer"}).scalars())

    def test_a_late_answer_is_sent_by_customer_service_once(self, hurried, slow, core, account):
        assert hurried.text(WHO, "今年交多少钱") is None
        assert hurried.posted[-1].answer == b"success"
        slow.go_on.set()
        self.wait(core)
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert not send_answer(core, channel=WECHAT, key=key)
        (told,) = account.heard(WHO)
        assert "400元" in told

    def test_tries_while_it_is_being_answered_bring_one_answer(self, hurried, slow, core, account):
        xml = hurried.xml_of_text(WHO, "今年交多少钱")
        account.world.note(WHO, _line())
        answers = [hurried.try_once(xml).answer for _ in range(3)]
        slow.go_on.set()
        self.wait(core)
        assert answers == [b"success"] * 3
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert len(account.heard(WHO)) == 1

    def test_what_may_not_be_sent_any_more_is_counted_and_not_tried_again(
        self, hurried, slow, core, account, clock
    ):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        (key,) = self.keys(core)
        clock.forward(hours=49)
        assert not send_answer(core, channel=WECHAT, key=key)
        assert scalar(core, "select state from channel_messages") == "undeliverable"
        assert "send" not in account.world.calls

    @pytest.mark.parametrize("code", [45015, 45047, 43004])
    def test_a_no_of_wechats_ends_it(self, hurried, slow, core, account, code):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        account.world.faults["send"].append(code)
        (key,) = self.keys(core)
        assert not send_answer(core, channel=WECHAT, key=key)
        assert scalar(core, "select state from channel_messages") == "undeliverable"

    def test_a_server_of_wechats_that_fails_is_asked_again(self, hurried, slow, core, account):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        account.world.faults["send"].append("drop")
        (key,) = self.keys(core)
        with pytest.raises(OutsideFailed):
            send_answer(core, channel=WECHAT, key=key)
        assert send_answer(core, channel=WECHAT, key=key)
        assert len(account.heard(WHO)) == 1

    def test_what_a_process_left_is_answered_by_the_next(self, core, slow, account, app, county):
        account.product = app
        slow.go_on.set()
        message = account.ours.read(
            *account.post.envelope.post(
                account.post.xml_of_text(WHO, "今年交多少钱"),
                str(int(core.clock.now().timestamp())),
                "n",
            )
        )
        letter = Letter(
            message.key, message.mark, message.digest, message.sender, message.kind, message.said
        )
        admit(core, channel=WECHAT, letter=letter)  # and then the process ends
        assert finish_unanswered(core) == 0
        core.clock.forward(minutes=2)
        account.world.note(WHO, _line())
        assert finish_unanswered(core) == 1
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert "400元" in account.heard(WHO)[0]


def _line():
    return Line("me", "今年交多少钱")
