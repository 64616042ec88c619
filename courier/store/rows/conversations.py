"""Conversations as the queries return them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """What is kept of a conversation beside its messages."""

    conversation_id: UUID
    locale: str
    memory: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChatMessageRow:
    """A message as it is shown again, if there is one, and whether more may come."""

    more_may_come: bool
    seq: int | None
    who: str
    masked_text: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to keep; its text is masked already."""

    who: str
    masked_text: str
    topic: str | None
    confidence: float | None
    answered: bool | None
    pack_id: str | None
    pack_fingerprint: str | None
    shown: str


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county that this installation serves."""

    county_id: int
    region_code: str
    name: str
    phone: str | None
