"""The assistant's ear: Rasa, asked over loopback. It gets masked text only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from courier.domain.errors import OutsideFailed
from courier.domain.topics import Topic
from courier.domain.understanding.spoken import plain
from courier.ports import TopicGuess

WARM_UP_S = 20.0  # the first message loads the dictionary of words
_TOPICS = frozenset(Topic)


class _Guess(BaseModel):
    topic: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class _Custom(BaseModel):
    guesses: list[_Guess] = []


class _Message(BaseModel):
    custom: _Custom = _Custom()

    @property
    def told(self) -> list[_Guess]:
        return self.custom.guesses


_REPLY = TypeAdapter(list[_Message])


class RasaInterpreter:
    """Asks the assistant's server what a message is about.

    Every failure, a late reply and a reply that is none are one error, OutsideFailed
    ``assistant_unreachable``: the caller has a simpler interpreter to fall back on.
    """

    def __init__(self, base_url: str, timeout_s: float = 2.0) -> None:
        # Loopback only: no proxy of the machine may see what a villager asks.
        self._client = httpx.Client(base_url=base_url, timeout=timeout_s, trust_env=False)

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:
        """Topics, best first, at most ten. Raises OutsideFailed ``assistant_unreachable``."""
        said = plain(masked_text)
        return _guesses(self._ask(conversation_id, said)) if said else ()

    def warm_up(self) -> bool:
        """Send one message so that the first villager does not wait; False if it failed."""
        try:
            self._ask("warm-up", "医保", timeout_s=WARM_UP_S)
        except OutsideFailed:
            return False
        return True

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(self, conversation_id: str, said: str, timeout_s: float | None = None) -> object:
        body = {"sender": conversation_id, "message": said}
        timeout = self._client.timeout if timeout_s is None else timeout_s
        try:
            reply = self._client.post("/webhooks/rest/webhook", json=body, timeout=timeout)
            told: object = reply.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise OutsideFailed("assistant_unreachable") from error
        return told


def _guesses(reply: object) -> Sequence[TopicGuess]:
    """The topics in the server's reply; one that this product does not know is dropped."""
    try:
        told = [guess for message in _REPLY.validate_python(reply) for guess in message.told]
    except ValidationError as error:
        raise OutsideFailed("assistant_unreachable") from error
    known = [TopicGuess(one.topic, one.confidence) for one in told if one.topic in _TOPICS]
    if not known:
        raise OutsideFailed("assistant_unreachable")
    return known
