"""Where conversations would be kept: nowhere.

The product keeps conversations itself, masked. Here a message is understood and
forgotten, so nothing personal piles up in this process and its memory stays flat.
"""

from __future__ import annotations

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Hands out a fresh tracker for every message and saves none."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        host: str | None = None,  # noqa: ARG002 - the server passes it to every store
    ) -> None:
        """Take what the server passes; nothing of it is used to keep anything."""
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""
