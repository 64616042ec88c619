"""Words that reach somebody later, through the account's customer service.

WeChat lets an account send five messages in the 48 hours after somebody wrote. An answer that may
not be sent is counted as undeliverable; words of the office then come with the next answer.
"""

from __future__ import annotations

import datetime as dt
import json

import structlog

from courier.domain.errors import Conflict, OutsideFailed, Refused
from courier.ports import FieldKind
from courier.services.channel_replies import style_of
from courier.services.channel_turns import agents_bubble, answer
from courier.services.channel_words import worded
from courier.services.channels import AGAIN_AFTER, WECHAT, opened
from courier.services.core import Core
from courier.store.queries import channel_senders as senders
from courier.store.queries import channels as queries
from courier.store.rows.channels import SenderRow
from courier.texts import Locale

WINDOW = dt.timedelta(hours=48)
MOST_IN_WINDOW = 5
GIVE_UP_AFTER = dt.timedelta(minutes=15)
log = structlog.get_logger()


def send_answer(core: Core, *, channel: str, key: str) -> bool:
    """Send a late answer, once; whether it was sent. Raises OutsideFailed to be tried again."""
    with core.begin() as work:
        row = queries.message(work, channel, key)
    if row is None or row.state != "answered" or not row.late or row.answer is None:
        return False
    was_sent = _send(core, channel, bytes(row.sender), opened(core, row.answer))
    with core.begin() as work:
        state = "delivered" if was_sent else "undeliverable"
        queries.end_message(work, channel, key, state=state)
        work.commit()
    return was_sent


def finish_unanswered(core: Core) -> int:
    """Answer what a process left when it ended; how many messages."""
    now = core.clock.now()
    with core.begin() as work:
        queries.give_up_old(work, WECHAT, now - GIVE_UP_AFTER)
        rows = queries.unfinished(work, WECHAT, now - AGAIN_AFTER)
        for row in rows:
            queries.make_late(work, WECHAT, row.message_key)
        work.commit()
    for row in rows:
        _finish(core, row.message_key)
    return len(rows)


def pass_on_agents_words(core: Core) -> int:
    """Send what people of the office said in a conversation; to how many it went."""
    with core.begin() as work:
        waiting = senders.unheard(work, WECHAT, core.clock.now() - WINDOW)
    return sum(_pass_on(core, sender) for sender in waiting)


def _finish(core: Core, key: str) -> None:
    try:
        answer(core, channel=WECHAT, key=key)
    except (Conflict, OutsideFailed) as error:
        log.warning("message_not_answered", code=error.code)


def _pass_on(core: Core, sender: SenderRow) -> bool:
    assert sender.conversation_id is not None  # noqa: S101 the query joins the conversation
    whom, locale = bytes(sender.sender), Locale(sender.locale)
    with core.begin() as work:
        until = senders.newest_seq(work, sender.conversation_id)
        rows = senders.agents_words(
            work, sender.conversation_id, after=sender.heard_seq, until=until
        )
        bubbles = [agents_bubble(row, locale) for row in rows]
        told = worded(bubbles, style_of(WECHAT), locale, core.public_url)
        choices, rest = json.dumps(told.choices), json.dumps(told.rest, ensure_ascii=False)
        if not senders.note_heard(work, WECHAT, whom, until, choices=choices, rest=rest):
            return False
        work.commit()
    if _was_sent(core, whom, told.text):
        return True
    with core.begin() as work:
        senders.unsay(work, WECHAT, whom, until=until, seq=sender.heard_seq)
        work.commit()
    return False


def _was_sent(core: Core, sender: bytes, text: str) -> bool:
    try:
        return _send(core, WECHAT, sender, text)
    except OutsideFailed as error:
        log.warning("message_not_sent", code=error.code)
        return False


def _send(core: Core, channel: str, sender: bytes, text: str) -> bool:
    """Whether it may be sent and was. Raises OutsideFailed."""
    if core.official_account is None or not _may_send(core, channel, sender):
        return False
    try:
        core.official_account.send(core.sealer.open(FieldKind.SENDER, sender), text)
    except Refused as error:
        log.warning("message_not_sent", code=error.code, reason=error.facts.get("reason"))
        _count(core, channel, sender, MOST_IN_WINDOW)  # until they write again
        return False
    _count(core, channel, sender, 1)
    return True


def _count(core: Core, channel: str, sender: bytes, messages: int) -> None:
    with core.begin() as work:
        senders.count_sent(work, channel, sender, messages)
        work.commit()


def _may_send(core: Core, channel: str, sender: bytes) -> bool:
    with core.begin() as work:
        row = senders.window(work, channel, sender)
    is_open = row is not None and core.clock.now() - row.wrote_at < WINDOW
    return is_open and row is not None and row.sent_since < MOST_IN_WINDOW
