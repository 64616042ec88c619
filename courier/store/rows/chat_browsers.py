"""Browsers that talk to the assistant, as the queries return them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """The conversation of a browser, and the ids of what it sent lately, oldest first.

    Without a conversation there is no ``memory`` of one.
    """

    conversation_id: UUID | None
    sent: Sequence[UUID]
    memory: Mapping[str, Any] | None
