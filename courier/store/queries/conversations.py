"""Conversations, their masked messages, and the counties that can be asked about."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from courier.store.rows.conversations import (
    ChatMessageRow,
    ConversationRow,
    CountyRow,
    NewMessage,
)
from courier.store.unit_of_work import Work


def conversation(work: Work, conversation_id: UUID) -> ConversationRow | None:
    """One conversation."""
    return work.first(
        ConversationRow,
        "select conversation_id, locale, memory from conversations where conversation_id = :id",
        {"id": conversation_id},
    )


def begin_conversation(work: Work, channel: str, locale: str, now: dt.datetime) -> UUID:
    """A new one, without a word in it."""
    found: UUID = work.scalar(
        """insert into conversations (channel, locale, created_at, last_at)
           values (:channel, :locale, :now, :now) returning conversation_id""",
        {"channel": channel, "locale": locale, "now": now},
    )
    return found


def keep_memory(
    work: Work, conversation_id: UUID, *, memory: str, region_code: str | None, now: dt.datetime
) -> None:
    """Write down what stays; locks the conversation until the end of the transaction."""
    work.run(
        """update conversations set memory = cast(:memory as jsonb), region_code = :region,
             last_at = :now where conversation_id = :id""",
        {"id": conversation_id, "memory": memory, "region": region_code, "now": now},
    )


def lock_conversation(work: Work, conversation_id: UUID) -> bool:
    """Hold it until the end of the transaction; False if it is gone."""
    sql = "select 1 from conversations where conversation_id = :id for update"
    return work.scalar(sql, {"id": conversation_id}) is not None


def add_messages(
    work: Work, conversation_id: UUID, messages: Sequence[NewMessage], now: dt.datetime
) -> None:
    """Append; the caller holds the conversation's lock (``keep_memory``)."""
    work.run(
        """insert into chat_messages (conversation_id, seq, at, who, masked_text, topic,
             confidence, answered, pack_id, pack_fingerprint, shown)
           select :id, last.seq + m.place, :now, m.who, m.masked_text, m.topic, m.confidence,
             m.answered, m.pack_id, m.pack_fingerprint, cast(m.shown as jsonb)
           from (select coalesce(max(seq), 0) as seq from chat_messages
               where conversation_id = :id) as last,
             rows from (json_to_recordset(cast(:messages as json)) as (who text,
               masked_text text, topic text, confidence real, answered boolean, pack_id text,
               pack_fingerprint text, shown text)) with ordinality as m
               (who, masked_text, topic, confidence, answered, pack_id, pack_fingerprint, shown,
               place)""",
        {
            "id": conversation_id,
            "now": now,
            "messages": json.dumps([asdict(message) for message in messages]),
        },
    )


def messages_of(work: Work, conversation_id: UUID, most: int) -> list[ChatMessageRow]:
    """The last messages, oldest first."""
    return work.all(
        ChatMessageRow,
        """select seq, who, masked_text, shown from (
             select seq, who, masked_text, shown from chat_messages
             where conversation_id = :id order by seq desc limit :most) as latest
           order by seq""",
        {"id": conversation_id, "most": most},
    )


def messages_since(
    work: Work, conversation_id: UUID, after_seq: int, most: int
) -> list[ChatMessageRow]:
    """Those after a message, oldest first."""
    return work.all(
        ChatMessageRow,
        """select seq, who, masked_text, shown from chat_messages
           where conversation_id = :id and seq > :after order by seq limit :most""",
        {"id": conversation_id, "after": after_seq, "most": most},
    )


def counties(work: Work) -> list[CountyRow]:
    """All counties served here."""
    return work.all(
        CountyRow,
        """select county_id, region_code, name, phone from regions
           where level = 'county' and county_id is not null order by region_code""",
    )
