"""What the assistant says at once: words, where they come from, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from courier.ports import TopicGuess


class Speaker(StrEnum):
    """Whose words they are."""

    VILLAGER = "villager"
    ASSISTANT = "assistant"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Link:
    """A page to go to."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class QuickReply:
    """A button: what it shows and what it sends."""

    title: str
    send: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. ``pack_id`` and ``pack_fingerprint`` tell later what the words rested on.

    ``answered`` is true when it answers outright, false when it offers, asks back or declines.
    ``note`` marks words about the assistant itself. ``text`` is complete by itself; ``more`` holds
    the lines that a page shows on request and a short message leaves out. ``cited`` is the main
    source in short, with the place and year for which it counts. ``kept_text`` is what may be
    read later, where the words tell more; the words themselves are kept sealed then.
    """

    text: str
    source: str = ""
    links: tuple[Link, ...] = ()
    replies: tuple[QuickReply, ...] = ()
    topic: str | None = None
    confidence: float | None = None
    answered: bool = False
    pack_id: str | None = None
    pack_fingerprint: str | None = None
    note: bool = False
    sources: tuple[str, ...] = ()
    more: str = ""
    cited: str = ""
    kept_text: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """What is kept beside the words, so that the page can show the message again."""
        return {
            "source": self.source,
            "links": [asdict(link) for link in self.links],
            "replies": [asdict(reply) for reply in self.replies],
            "note": self.note,
            "more": self.more,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """All that the assistant says to one message, and in which conversation.

    Not ``kept`` when the database is away: the channel says so by its status too.
    """

    conversation_id: UUID
    messages: tuple[Bubble, ...]
    guesses: tuple[TopicGuess, ...] = ()
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A kept message as a page shows it again; ``seq`` counts the messages of a conversation."""

    who: Speaker
    bubble: Bubble
    seq: int = 0


def bubble_of(text: str, shown: Mapping[str, Any]) -> Bubble:
    """A kept message as it was shown."""
    return Bubble(
        text=text,
        source=shown.get("source", ""),
        links=tuple(Link(**link) for link in shown.get("links", ())),
        replies=tuple(QuickReply(**reply) for reply in shown.get("replies", ())),
        note=bool(shown.get("note")),
        more=shown.get("more", ""),
    )
