"""What a dialogue is to the conversation: how it begins, takes an answer, and asks again.

A dialogue keeps where it stands in ``Memory.task``. To plug one in, add it to the tables of
``services/dialogue_table.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from courier.domain.dialogues import Memory
from courier.domain.scanned import Scanned
from courier.services.bubbles import Bubble
from courier.services.topic_answers import Ear


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message did to a dialogue; ``stored`` is what may be kept of the message."""

    memory: Memory
    bubbles: tuple[Bubble, ...]
    stored: str


Begin = Callable[[Ear, Memory, str], Taken | None]
"""Begins by what was said; None leaves the message to the topic's usual answer."""

BeginByCode = Callable[[Ear, Memory, Scanned, str], Taken | None]
"""Begins by a code in a message (the text is last); None leaves it to the code's usual answer."""

Take = Callable[[Ear, Memory, str], Taken | None]
"""Takes the answer that is waited for; None when the message asks something else.

A dialogue that is over gives back a memory without task. The text is as it was written,
with all that is personal in it.
"""

Ask = Callable[[Ear, Memory], Bubble | None]
"""Says the waiting question again after an answer in between; None lets the dialogue go."""

Offer = Callable[[Ear, Memory], Taken]
"""What an answer is followed by: its bubbles come after the answer's own."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A kind of task: how its answers are taken, how its question is asked again."""

    take: Take
    ask: Ask
