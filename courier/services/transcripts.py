"""Transcripts expire: after some days only counts are left of what was said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain.errors import BadInput
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.store.queries import learning, transcripts

AT_ONCE = 2_000  # rows a transaction, so that nobody who writes waits for long
FEWEST_DAYS = 1


@dataclass(frozen=True, slots=True)
class Expired:
    """What was deleted."""

    messages: int
    conversations: int


def expire_transcripts(core: Core, *, days: int) -> Expired:
    """Delete messages older than ``days``, then conversations that nothing is left of.

    Messages are counted by day, channel, speaker and topic first. Phrases to learn from that
    nobody has said since go too, unless they became training data. Harmless when repeated.
    Raises BadInput ``setting_invalid`` for less than one day.
    """
    if days < FEWEST_DAYS:
        raise BadInput("setting_invalid", name="YIBAO_TRANSCRIPT_DAYS")
    before = core.clock.now() - dt.timedelta(days=days)
    with core.at_once() as work:
        learning.forget_phrases(work, china_day(core) - dt.timedelta(days=days))
    return Expired(_messages(core, before), _conversations(core, before))


def _messages(core: Core, before: dt.datetime) -> int:
    count = 0
    while True:
        with core.begin() as work:
            found = transcripts.expire_messages(work, before, AT_ONCE)
            work.commit()
        count += found
        if found < AT_ONCE:
            return count


def _conversations(core: Core, before: dt.datetime) -> int:
    count = 0
    while True:
        with core.at_once() as work:
            found = transcripts.expire_conversations(work, before, AT_ONCE)
        count += found
        if found < AT_ONCE:
            return count
