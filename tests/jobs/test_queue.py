"""A job is kept with the transaction that made it necessary, and lost with it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from courier.jobs.queue import make_queue
from courier.services.refunds import SEND_TASK

STATES = "select task_name || ':' || status from procrastinate_jobs order by id"


def states(core) -> list[str]:
    with core.begin() as work:
        return list(work.run(STATES).scalars())


def work_off(core) -> None:
    async def once() -> None:
        queue = make_queue(core)
        async with queue.open_async():
            await queue.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(once())


def test_a_job_of_an_undone_transaction_never_was(core):
    with core.begin() as work:
        work.defer("look_after_payments", {"timestamp": 0})
    assert states(core) == []


def test_the_worker_does_what_a_transaction_left(core):
    with core.begin() as work:
        work.defer("look_after_refunds", {"timestamp": 0})
        work.commit()
    assert states(core) == ["look_after_refunds:todo"]
    work_off(core)
    assert states(core)[0] == "look_after_refunds:succeeded"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_job_that_fails_is_tried_again_later(core):
    with core.begin() as work:
        work.defer("send_refund", {"county_id": 990101, "refund_id": str(uuid4())})
        work.commit()
    work_off(core)
    assert states(core)[0] == "send_refund:todo"
    with core.begin() as work:
        assert work.scalar("select attempts from procrastinate_jobs") == 1
        assert work.scalar("select scheduled_at > now() from procrastinate_jobs")


def test_every_job_that_a_use_case_defers_is_known_to_the_queue(core):
    assert SEND_TASK in make_queue(core).tasks
