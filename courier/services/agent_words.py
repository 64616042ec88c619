"""Words of a person of the office, put into a villager's conversation."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

from courier.services.bubbles import Bubble, Speaker
from courier.store.queries import conversations as queries
from courier.store.rows.conversations import NewMessage
from courier.store.unit_of_work import Work


def put_agent_words(
    work: Work, conversation_id: UUID | None, bubble: Bubble, now: dt.datetime
) -> bool:
    """Append them; ``bubble.source`` names the office. False if the conversation is gone."""
    if conversation_id is None or not queries.lock_conversation(work, conversation_id):
        return False
    said = NewMessage(
        who=Speaker.AGENT,
        masked_text=bubble.text,
        topic=None,
        confidence=None,
        answered=True,
        pack_id=None,
        pack_fingerprint=None,
        shown=json.dumps(bubble.shown, ensure_ascii=False),
    )
    queries.add_messages(work, conversation_id, [said], now)
    return True
