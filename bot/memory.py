"""Where conversations would be kept: nowhere.

The product keeps conversations itself, masked. Here a message is understood and
forgotten, so nothing personal piles up in this process and its memory stays flat.
"""

from __future__ import annotations

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Hands out a fresh tracker for every message and saves none."""

    def __init__(self, domain, event_broker=None, host=None, **kwargs) -> None:
        """Take what the server passes; ``host`` has no meaning here."""
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""
