"""Messages through outside channels: each is answered once, in turn, by the one conversation.

``admit`` keeps a message that was believed, ``answer`` answers it, and ``postpone`` gives up
waiting: then the answer is sent later (``services/channel_sending.py``). What was said and by
whom is sealed; a message is kept until it is answered, so that none is lost with a process.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from courier.domain.errors import BadInput, Conflict, OutsideFailed
from courier.ports import FieldKind, Written
from courier.services.core import Core
from courier.store.queries import channels as queries
from courier.store.rows.channels import ChannelMessageRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

WECHAT = "wechat"
TEXTS = "texts"  # gateways of telephone companies: ``texts:<gateway>``
SEND_TASK = "send_channel_answer"
MOST_AT_ONCE = 10  # messages of one sender; then one every three seconds
EACH_SECOND = 1 / 3
LONGEST_WAIT = 6  # seconds: a sender owes one message at most, and needs room for another
AGAIN_AFTER = dt.timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Letter:
    """A believed message. ``mark`` is new in every try, ``key`` the same in all of a sender's."""

    key: str
    mark: str
    digest: bytes
    sender: str = field(repr=False)
    kind: Written
    said: str = field(repr=False)


class Admission(StrEnum):
    """What is to be done about a message."""

    NEW = "new"  # answer it
    REPEATED = "repeated"  # its answer is there already
    SILENT = "silent"  # another try of what is being answered or was not to be answered
    LIMITED = "limited"  # too many at once


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is to be done, the key that the message is kept by, and words that are there already."""

    outcome: Admission
    key: str
    text: str = ""


def admit(core: Core, *, channel: str, letter: Letter) -> Admitted:
    """Keep a message, once. Raises BadInput ``message_replayed`` and OutsideFailed
    ``database_away``.
    """
    letter = replace(letter, key=_own_key(core, letter))
    with database(), core.begin() as work:
        same = _seen(work, core, channel, letter)
        found = _repeated(work, core, channel, letter, same=same)
        limited = None if found else _limited(work, core, channel, letter)
        work.commit()
    return found or limited or Admitted(Admission.NEW, letter.key)


def postpone(core: Core, *, channel: str, key: str) -> str | None:
    """Stop waiting for an answer: None when it will be sent later, else it came just now."""
    with database(), core.begin() as work:
        queries.make_late(work, channel, key)
        row = queries.message(work, channel, key)
        work.commit()
    return None if row is None or row.late else opened(core, row.answer)


def give_up(core: Core, *, channel: str, key: str) -> None:
    """Nothing can be answered to a message: forget what was said."""
    with database(), core.begin() as work:
        queries.end_message(work, channel, key, state="undeliverable")
        work.commit()


def opened(core: Core, sealed: bytes | None) -> str:
    """A sealed text of a message; empty for none."""
    return core.sealer.open(FieldKind.MESSAGE, bytes(sealed)) if sealed else ""


def sealed(core: Core, text: str) -> bytes | None:
    """A text of a message, sealed; None for an empty one."""
    return core.sealer.seal(FieldKind.MESSAGE, text) if text else None


def forget_old_messages(core: Core, *, senders_after: dt.timedelta) -> None:
    """Let go of what can no longer be repeated, and of senders whose conversation is gone."""
    now = core.clock.now()
    with core.begin() as work:
        queries.forget_old(work, now)
        queries.forget_senders(work, now - senders_after)
        work.commit()


@contextmanager
def database() -> Iterator[None]:
    """Names its absence: OutsideFailed ``database_away``."""
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise OutsideFailed("database_away") from error


def _own_key(core: Core, letter: Letter) -> str:
    """The key within the sender's own messages: nobody ever gets the answer to another's."""
    whose = hmac.new(core.code_key, letter.sender.encode(), "sha256").hexdigest()[:16]
    return f"{letter.key}:{whose}"


def _seen(work: Work, core: Core, channel: str, letter: Letter) -> bool:
    """Whether this very try came before. A mark with another message is a forgery."""
    before = queries.note_nonce(work, channel, letter.mark, letter.digest, core.clock.now())
    if before is not None and before != letter.digest:
        raise BadInput("message_replayed")
    if before is not None and channel != WECHAT:  # a gateway takes a new mark for every try
        raise BadInput("message_replayed")
    return before is not None


def _repeated(
    work: Work, core: Core, channel: str, letter: Letter, *, same: bool
) -> Admitted | None:
    added = queries.add_message(
        work,
        channel,
        letter.key,
        sender=core.sealer.seal(FieldKind.SENDER, letter.sender),
        kind=letter.kind,
        said=sealed(core, letter.said),
        now=core.clock.now(),
    )
    if added:
        return None
    row = queries.message(work, channel, letter.key)
    if row is None or same:
        return Admitted(Admission.SILENT, letter.key)
    return _told_again(work, core, channel, row)


def _told_again(work: Work, core: Core, channel: str, row: ChannelMessageRow) -> Admitted:
    if row.state == "answered" and not row.late:
        return Admitted(Admission.REPEATED, row.message_key, opened(core, row.answer))
    if row.state == "waiting" and channel == WECHAT:
        queries.make_late(work, channel, row.message_key)  # nobody waits at the first try any more
    elif row.state == "waiting":
        raise Conflict("message_in_work")
    return Admitted(Admission.SILENT, row.message_key)


def _limited(work: Work, core: Core, channel: str, letter: Letter) -> Admitted | None:
    row = queries.admit(
        work,
        channel,
        core.sealer.seal(FieldKind.SENDER, letter.sender),
        locale=Locale.ZH_HANS,
        most=MOST_AT_ONCE,
        each_second=EACH_SECOND,
        now=core.clock.now(),
    )
    if row.limited == 0:
        return None
    queries.end_message(work, channel, letter.key, state="limited")
    words = _too_fast(Locale(row.locale)) if row.limited == 1 else ""
    return Admitted(Admission.LIMITED, letter.key, words)


def _too_fast(locale: Locale) -> str:
    wait = say("units.seconds", locale, count=str(LONGEST_WAIT))
    return say("channels.too_fast", locale, wait=wait)
