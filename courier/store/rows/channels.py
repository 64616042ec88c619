"""Messages through outside channels, as the queries return them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AdmittedRow:
    """Whether a sender may write now; ``limited`` counts the messages refused since he may not."""

    limited: int
    locale: str


@dataclass(frozen=True, slots=True)
class SenderRow:
    """What a channel keeps of somebody who writes."""

    sender: bytes
    conversation_id: UUID | None
    locale: str
    choices: Sequence[str]
    rest: Sequence[str]
    heard_seq: int


@dataclass(frozen=True, slots=True)
class ChannelMessageRow:
    """A message; ``said`` and ``answer`` are sealed."""

    message_key: str
    sender: bytes
    kind: str
    said: bytes | None
    state: str
    late: bool
    answer: bytes | None
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class WindowRow:
    """When somebody wrote last, and how many messages were sent to them since."""

    wrote_at: dt.datetime
    sent_since: int


@dataclass(frozen=True, slots=True)
class AgentWordsRow:
    """What somebody of an office said, and what is shown beside it."""

    masked_text: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChannelCountRow:
    """How many messages of a channel are in a state."""

    channel: str
    state: str
    count: int
