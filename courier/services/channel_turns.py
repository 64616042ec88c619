"""One message of an outside channel, answered: claimed, in its sender's turn, written down."""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import replace

from courier.domain.errors import Conflict
from courier.ports import Written
from courier.services.bubbles import Bubble, bubble_of
from courier.services.channel_replies import Turn, style_of, turn_of
from courier.services.channel_words import worded
from courier.services.channels import AGAIN_AFTER, SEND_TASK, database, opened, sealed
from courier.services.core import Core
from courier.store.queries import channel_senders as senders
from courier.store.queries import channels as queries
from courier.store.rows.channels import AgentWordsRow, ChannelMessageRow, SenderRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

TURN_LASTS = dt.timedelta(seconds=45)
PATIENCE_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.05


def answer(core: Core, *, channel: str, key: str) -> str:
    """Answer a kept message; empty when nothing is to be said now.

    Nothing is said when the message is answered or being answered, and when its answer is to be
    sent later: then a job has it. Raises OutsideFailed ``database_away``.
    """
    with database():
        message = _taken(core, channel, key)
        if message is None:
            return ""
        try:
            return _answered(core, channel, message)
        except BaseException:
            _left(core, channel, key)
            raise


def _taken(core: Core, channel: str, key: str) -> ChannelMessageRow | None:
    now = core.clock.now()
    with core.at_once() as work:
        return queries.take_message(work, channel, key, now, now - AGAIN_AFTER)


def _left(core: Core, channel: str, key: str) -> None:
    with core.at_once() as work:
        queries.leave_message(work, channel, key)


def _answered(core: Core, channel: str, message: ChannelMessageRow) -> str:
    sender = _in_turn(core, channel, bytes(message.sender))
    try:
        said = opened(core, message.said)
        turn = turn_of(core, channel, sender, Written(message.kind), said)
    except BaseException:
        with core.at_once() as work:
            senders.end_turn(work, channel, sender.sender)
        raise
    is_new = turn.conversation_id != sender.conversation_id
    return _kept(core, channel, message, turn, heard=0 if is_new else sender.heard_seq)


def _in_turn(core: Core, channel: str, sender: bytes) -> SenderRow:
    """Wait until the messages before are answered. No connection is held meanwhile.

    Raises Conflict ``message_in_work`` when that takes too long; a job then tries again.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        now = core.clock.now()
        with core.at_once() as work:
            row = senders.take_turn(work, channel, sender, now=now, until=now + TURN_LASTS)
        if row is not None:
            return row
        time.sleep(LOOK_EVERY_SECONDS)
    raise Conflict("message_in_work")


def _kept(core: Core, channel: str, message: ChannelMessageRow, turn: Turn, *, heard: int) -> str:
    """Write down what is said, with what people of the office said meanwhile before it."""
    with core.begin() as work:
        agents, seq = ((), heard) if turn.page else _agents(work, turn, heard)
        bubbles = (*agents, *turn.bubbles)
        told = turn.page or worded(bubbles, style_of(channel), turn.locale, core.public_url)
        senders.keep_turn(
            work,
            channel,
            bytes(message.sender),
            conversation_id=turn.conversation_id,
            locale=turn.locale,
            choices=json.dumps(told.choices, ensure_ascii=False),
            rest=json.dumps(told.rest, ensure_ascii=False),
            heard_seq=seq,
        )
        answer = sealed(core, told.text)
        key = message.message_key
        late = queries.end_message(work, channel, key, state="answered", answer=answer)
        if late and answer:
            work.defer(SEND_TASK, {"channel": channel, "key": key})
        work.commit()
    return "" if late else told.text


def _agents(work: Work, turn: Turn, heard: int) -> tuple[tuple[Bubble, ...], int]:
    if turn.conversation_id is None:
        return (), heard
    seq = senders.newest_seq(work, turn.conversation_id)
    rows = senders.agents_words(work, turn.conversation_id, after=heard, until=seq)
    return tuple(agents_bubble(row, turn.locale) for row in rows), seq


def agents_bubble(row: AgentWordsRow, locale: Locale) -> Bubble:
    """The words of somebody of an office, under the name with which they were signed."""
    said = bubble_of(row.masked_text, row.shown)
    if said.source:
        words = say("channels.signed", locale, who=said.source, words=said.text)
    else:
        words = say("channels.from_person", locale, words=said.text)
    return replace(said, text=words, source="")
