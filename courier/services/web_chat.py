"""The conversation of one browser: each message answered once, one after the other.

A browser that lost the answer sends its message again under the same id, and hears what was said
the first time. Whoever sends faster than is answered waits a little, and is then asked to.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from courier.domain.errors import Conflict
from courier.services import conversations
from courier.services.bubbles import Reply, Said, Speaker
from courier.services.conversations import Beside
from courier.services.core import Core
from courier.store.queries import chat_browsers as queries
from courier.store.rows.chat_browsers import BrowserRow
from courier.store.unit_of_work import Work
from courier.texts import Locale

TURN_LASTS = dt.timedelta(seconds=20)  # after that the program that had it is taken for dead
PATIENCE_SECONDS = 3.0
LOOK_EVERY_SECONDS = 0.05
MOST_SENT = 30
log = structlog.get_logger()

Answering = Callable[[UUID | None, Beside], Reply]


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message comes from: the browser, its own id of the message, what it heard last.

    ``after_seq`` None is a browser that wants the answer to this message alone.
    """

    browser: UUID
    message_id: UUID | None = None
    after_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a browser has not heard yet, oldest first.

    ``own`` is the villager's message as it was kept, masked. ``more_may_come`` while somebody of
    an office has the conversation, and shortly after. Not ``kept`` when the database is away.
    """

    said: Sequence[Said]
    own: str = ""
    more_may_come: bool = False
    kept: bool = True


def say(core: Core, *, sent: Sent, text: str, locale: Locale) -> Heard:
    """Answer a message once; the same ``Sent`` again gives what was said since.

    Raises Conflict ``message_in_work`` while an earlier message is still being answered.
    """

    def answer(conversation_id: UUID | None, beside: Beside) -> Reply:
        return conversations.reply(
            core, conversation_id=conversation_id, text=text, locale=locale, beside=beside
        )

    return _once(core, sent, locale, answer)


def show_picture(core: Core, *, sent: Sent, data: bytes, locale: Locale) -> Heard:
    """As ``say``, for a picture."""

    def answer(conversation_id: UUID | None, beside: Beside) -> Reply:
        return conversations.reply_to_picture(
            core, conversation_id=conversation_id, data=data, locale=locale, beside=beside
        )

    return _once(core, sent, locale, answer)


def heard_since(core: Core, *, browser: UUID, after_seq: int = 0) -> Heard:
    """What was said after a message, by whomever; all that is shown of it at most for 0."""
    with core.at_once() as work:
        conversation_id = queries.conversation_of(work, browser)
    return _since(core, conversation_id, after_seq or None) if conversation_id else Heard(())


def _since(core: Core, conversation_id: UUID, after_seq: int | None) -> Heard:
    since = (
        conversations.latest(core, conversation_id=conversation_id)
        if after_seq is None
        else conversations.since(core, conversation_id=conversation_id, after_seq=after_seq)
    )
    return Heard(since.said, more_may_come=since.more_may_come)


def _once(core: Core, sent: Sent, locale: Locale, answer: Answering) -> Heard:
    try:
        before = _in_turn(core, sent.browser)
        if sent.message_id in before.sent:
            _end_turn(core, sent.browser)
            return _for(
                sent, heard_since(core, browser=sent.browser, after_seq=sent.after_seq or 0)
            )
        return _answered(core, sent, before, answer)
    except (OperationalError, PoolTimeout) as error:
        log.warning("chat_without_database", kind=type(error).__name__)
        return _away(conversations.away(None, locale))


def _answered(core: Core, sent: Sent, before: BrowserRow, answer: Answering) -> Heard:
    latest = [*before.sent, *([sent.message_id] if sent.message_id else [])][-MOST_SENT:]

    def keep_turn(work: Work, conversation_id: UUID) -> None:
        queries.keep_turn(work, sent.browser, conversation_id=conversation_id, sent=latest)

    try:
        reply = answer(before.conversation_id, Beside(before.memory, keep_turn))
    except BaseException:
        _end_turn(core, sent.browser)
        raise
    if not reply.kept:
        return _away(reply)
    is_new = reply.conversation_id != before.conversation_id
    return _for(sent, _since(core, reply.conversation_id, 0 if is_new else sent.after_seq))


def _in_turn(core: Core, browser: UUID) -> BrowserRow:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        now = core.clock.now()
        with core.at_once() as work:
            row = queries.take_turn(work, browser, now=now, until=now + TURN_LASTS)
        if row is not None:
            return row
        time.sleep(LOOK_EVERY_SECONDS)
    raise Conflict("message_in_work")


def _end_turn(core: Core, browser: UUID) -> None:
    with core.at_once() as work:
        queries.end_turn(work, browser)


def _for(sent: Sent, heard: Heard) -> Heard:
    """The newest message of the villager is the one just sent: told apart, not said back."""
    own = max((one.seq for one in heard.said if one.who is Speaker.VILLAGER), default=0)
    words = next((one.bubble.text for one in heard.said if one.seq == own), "")
    first = own if sent.after_seq is None else 0
    said = [one for one in heard.said if one.seq != own and one.seq >= first]
    return Heard(said, words, heard.more_may_come, heard.kept)


def _away(reply: Reply) -> Heard:
    return Heard([Said(Speaker.ASSISTANT, bubble) for bubble in reply.messages], kept=False)
