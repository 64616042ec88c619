"""Late answers leave through the worker."""

from __future__ import annotations

import asyncio

import pytest

from courier.jobs.channels import look_after_messages
from courier.jobs.queue import make_queue
from courier.ports import Written
from courier.sandbox.wechat_account.world import Line
from courier.services.channel_turns import answer
from courier.services.channels import SEND_TASK, WECHAT, Letter, admit, postpone
from tests.factories.account import make_account, with_account

WHO = "oVillager_of_the_tests-00001"


@pytest.fixture
def account(clock):
    account = make_account(clock)
    account.world.note(WHO, Line("me", "你好"))
    return account


@pytest.fixture
def core(core, account):
    return with_account(core, account)


def letter(key: str = "1") -> Letter:
    return Letter(key, f"1.{key}", b"digest", WHO, Written.VOICE, "")


def work_off(core) -> None:
    async def once() -> None:
        queue = make_queue(core)
        async with queue.open_async():
            await queue.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(once())


def test_the_worker_sends_a_late_answer(core, account):
    key = admit(core, channel=WECHAT, letter=letter()).key
    assert postpone(core, channel=WECHAT, key=key) is None
    assert answer(core, channel=WECHAT, key=key) == ""
    work_off(core)
    (told,) = account.heard(WHO)
    assert "打字" in told
    with core.begin() as work:
        assert work.scalar("select state from channel_messages") == "delivered"


def test_an_answer_that_came_at_the_last_moment_is_given_at_once(core, account):
    key = admit(core, channel=WECHAT, letter=letter()).key
    told = answer(core, channel=WECHAT, key=key)
    assert postpone(core, channel=WECHAT, key=key) == told
    work_off(core)
    assert account.heard(WHO) == []


def test_the_job_that_sends_is_known_to_the_queue(core):
    tasks = make_queue(core).tasks
    assert {SEND_TASK, "look_after_messages", "look_after_agents_words"} <= set(tasks)


def test_what_is_old_is_forgotten_and_what_is_new_stays(core, account, clock):

    for number in ("1", "2"):
        clock.forward(days=4)
        key = admit(core, channel=WECHAT, letter=letter(number)).key
        assert answer(core, channel=WECHAT, key=key)
    look_after_messages(core)
    with core.begin() as work:
        (kept,) = work.run("select message_key from channel_messages").scalars()
        assert kept.startswith("2:")
        assert work.scalar("select string_agg(nonce, ' ') from channel_nonces") == "1.2"
        assert work.scalar("select count(*) from channel_senders") == 1
    clock.forward(days=40)
    look_after_messages(core)
    with core.begin() as work:
        assert work.scalar("select count(*) from channel_senders") == 0


def test_a_message_that_never_gets_an_answer_is_given_up(core, account, clock):

    admit(core, channel=WECHAT, letter=letter())
    clock.forward(minutes=16)
    look_after_messages(core)
    with core.begin() as work:
        assert work.scalar("select state from channel_messages") == "undeliverable"
        assert work.scalar("select said from channel_messages") is None
