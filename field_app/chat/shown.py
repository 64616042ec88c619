"""Messages as the page's template and its script expect them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from courier.services.bubbles import Bubble, Said, Speaker
from courier.services.web_chat import Heard

Message = dict[str, Any]
NEWEST_ANSWER = "chat-newest"


def messages(said: Iterable[Said]) -> list[Message]:
    """All of them, oldest first."""
    return [message(one) for one in said]


def message(said: Said) -> Message:
    """One message; ``from`` is ``me``, ``them`` (the assistant), ``note`` or ``agent``.

    ``who`` is the office that an agent speaks for.
    """
    if said.who is Speaker.VILLAGER:
        return {"from": "me", "seq": said.seq, "text": said.bubble.text}
    bubble = said.bubble
    if said.who is Speaker.AGENT:
        return {
            **_theirs(bubble),
            "from": "agent",
            "seq": said.seq,
            "who": bubble.source,
            "source": "",
        }
    return {**_theirs(bubble), "seq": said.seq}


def note(text: str) -> Message:
    """A word of the page itself."""
    return message(Said(Speaker.ASSISTANT, Bubble(text, note=True)))


def landing(shown: Sequence[Message], note: Message | None = None) -> list[Message]:
    """The messages; the page opens where the newest answer begins, or at the page’s own note."""
    if note is not None:
        return [*shown, {**note, "id": NEWEST_ANSWER}]
    own = max((at for at, one in enumerate(shown) if one["from"] == "me"), default=len(shown))
    return [{**one, "id": NEWEST_ANSWER} if at == own + 1 else one for at, one in enumerate(shown)]


def newest(said: Sequence[Said]) -> int:
    """The number of the newest message, 0 for none."""
    return max((one.seq for one in said), default=0)


def answer(heard: Heard, after: int) -> dict[str, Any]:
    """For the script: what is new, from where to ask on, and whether to go on asking."""
    return {
        "messages": messages(heard.said),
        "own": heard.own,
        "after": newest(heard.said) or after,
        "again": heard.more_may_come,
    }


def _theirs(bubble: Bubble) -> Message:
    return {
        "from": "note" if bubble.note else "them",
        "text": bubble.text,
        "more": bubble.more,
        "source": bubble.source,
        "links": [asdict(link) for link in bubble.links],
        "replies": [asdict(reply) for reply in bubble.replies],
    }
