"""The queue: which job runs which function, when by itself, and how often it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from procrastinate import App, PsycopgConnector, RetryStrategy

from courier.jobs.applications import look_after_applications
from courier.jobs.at_table import look_after_evidence
from courier.jobs.card_batches import look_after_card_batches, work_on_card_batch
from courier.jobs.cards import look_after_expiry, look_after_looks
from courier.jobs.cash import look_after_cash
from courier.jobs.channels import (
    look_after_agents_words,
    look_after_messages,
    send_one_answer,
)
from courier.jobs.outgoing import (
    look_after_texts,
    make_phone_code,
    send_one_text,
    tell_of_one_visit,
)
from courier.jobs.payments import check_one_payment, look_after_payments
from courier.jobs.refunds import look_after_refunds, send_one_refund
from courier.jobs.transcripts import look_after_transcripts
from courier.jobs.visits import look_after_positions
from courier.services.core import Core

EVERY_QUARTER_MINUTE = "* * * * * */15"  # the sixth is seconds
EVERY_MINUTE = "* * * * *"
EVERY_FIVE_MINUTES = "*/5 * * * *"
EVERY_HOUR = "5 * * * *"
EVERY_NIGHT = "40 18 * * *"  # 02:40 in China
TRANSCRIPT_DAYS = 180
TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=3)
ROUNDS: tuple[tuple[str, Callable[[Core], object]], ...] = (
    (EVERY_QUARTER_MINUTE, look_after_agents_words),
    (EVERY_MINUTE, look_after_texts),
    (EVERY_MINUTE, look_after_card_batches),
    (EVERY_MINUTE, look_after_messages),
    (EVERY_MINUTE, look_after_payments),
    (EVERY_FIVE_MINUTES, look_after_refunds),
    (EVERY_HOUR, look_after_cash),
    (EVERY_NIGHT, look_after_applications),
    (EVERY_NIGHT, look_after_evidence),
    (EVERY_NIGHT, look_after_positions),
    (EVERY_NIGHT, look_after_expiry),
    (EVERY_NIGHT, look_after_looks),
)


def make_queue(core: Core, *, transcript_days: int = TRANSCRIPT_DAYS) -> App:
    """The jobs on a given core, reading from its database."""
    url = core.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=url))
    _add_single_jobs(queue, core)
    _add_texts(queue, core)
    _add_card_batches(queue, core)
    _add_channels(queue, core)
    _add_rounds(queue, core, transcript_days)
    return queue


def _add_single_jobs(queue: App, core: Core) -> None:
    @queue.task(name="check_payment", retry=TRY_AGAIN)
    def check_payment(county_id: int, attempt_id: str) -> None:
        check_one_payment(core, county_id=county_id, attempt_id=UUID(attempt_id))

    @queue.task(name="send_refund", retry=TRY_AGAIN)
    def send_refund(county_id: int, refund_id: str) -> None:
        send_one_refund(core, county_id=county_id, refund_id=UUID(refund_id))


def _add_texts(queue: App, core: Core) -> None:
    @queue.task(name="send_text", retry=TRY_AGAIN)
    def send_text(county_id: int, message_id: str) -> None:
        send_one_text(core, county_id=county_id, message_id=UUID(message_id))

    @queue.task(name="tell_of_visit", retry=TRY_AGAIN)
    def tell_of_visit(county_id: int, visit_id: str, state: str) -> None:
        tell_of_one_visit(core, county_id=county_id, visit_id=UUID(visit_id), state=state)

    @queue.task(name="send_phone_code", retry=TRY_AGAIN)
    def send_phone_code(code_id: str, locale: str) -> None:
        make_phone_code(core, code_id=UUID(code_id), locale=locale)


def _add_card_batches(queue: App, core: Core) -> None:
    @queue.task(name="work_on_card_batch", retry=TRY_AGAIN)
    def work_on_one(county_id: int, batch_id: str) -> None:
        work_on_card_batch(core, county_id=county_id, batch_id=UUID(batch_id))


def _add_channels(queue: App, core: Core) -> None:
    @queue.task(name="send_channel_answer", retry=TRY_AGAIN)
    def send_channel_answer(channel: str, key: str) -> None:
        send_one_answer(core, channel=channel, key=key)


def _add_rounds(queue: App, core: Core, transcript_days: int) -> None:
    def look_after_old_transcripts(core: Core) -> None:
        look_after_transcripts(core, days=transcript_days)

    for cron, look_after in ROUNDS:
        _add_round(queue, core, cron, look_after.__name__, look_after)
    _add_round(queue, core, EVERY_NIGHT, "look_after_transcripts", look_after_old_transcripts)


def _add_round(
    queue: App, core: Core, cron: str, name: str, look_after: Callable[[Core], object]
) -> None:
    """What comes by itself; a round that still waits is not put into the queue again."""

    @queue.periodic(cron=cron)
    @queue.task(name=name, queueing_lock=name)
    def come_round(timestamp: int) -> None:  # noqa: ARG001 - the queue tells the moment
        look_after(core)
