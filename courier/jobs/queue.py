"""The queue: which job runs which function, when by itself, and how often it is tried again."""

from __future__ import annotations

from uuid import UUID

from procrastinate import App, PsycopgConnector, RetryStrategy

from courier.jobs.payments import check_one_payment, look_after_payments
from courier.jobs.refunds import look_after_refunds, send_one_refund
from courier.services.core import Core

EVERY_MINUTE = "* * * * *"
EVERY_FIVE_MINUTES = "*/5 * * * *"
TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=3)


def make_queue(core: Core) -> App:
    """The jobs on a given core, reading from its database."""
    url = core.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=url))
    _add_single_jobs(queue, core)
    _add_rounds(queue, core)
    return queue


def _add_single_jobs(queue: App, core: Core) -> None:
    @queue.task(name="check_payment", retry=TRY_AGAIN)
    def check_payment(county_id: int, attempt_id: str) -> None:
        check_one_payment(core, county_id=county_id, attempt_id=UUID(attempt_id))

    @queue.task(name="send_refund", retry=TRY_AGAIN)
    def send_refund(county_id: int, refund_id: str) -> None:
        send_one_refund(core, county_id=county_id, refund_id=UUID(refund_id))


def _add_rounds(queue: App, core: Core) -> None:
    @queue.periodic(cron=EVERY_MINUTE)
    @queue.task(name="look_after_payments", queueing_lock="look_after_payments")
    def payments_round(timestamp: int) -> None:  # noqa: ARG001 - the queue tells the minute
        look_after_payments(core)

    @queue.periodic(cron=EVERY_FIVE_MINUTES)
    @queue.task(name="look_after_refunds", queueing_lock="look_after_refunds")
    def refunds_round(timestamp: int) -> None:  # noqa: ARG001 - the same
        look_after_refunds(core)
