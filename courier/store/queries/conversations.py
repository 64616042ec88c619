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


def messages_since(
    work: Work, conversation_id: UUID, after_seq: int, *, most: int, office_since: dt.datetime
) -> list[ChatMessageRow]:
    """The messages after one, oldest first; without any, one row that bears none.

    More may come while somebody of an office has the conversation, or had a talk or case of it
    since ``office_since``.
    """
    return work.all(
        ChatMessageRow,
        """select office.more_may_come, m.seq, m.who, m.masked_text, m.shown
           from (select exists (
                   select 1 from handoffs where conversation_id = :id
                     and (status <> 'ended' or ended_at >= :since)
                   union all
                   select 1 from cases where conversation_id = :id and changed_at >= :since)
                 as more_may_come) as office
             left join (select seq, who, masked_text, shown from chat_messages
               where conversation_id = :id and seq > :after order by seq limit :most) as m on true
           order by m.seq""",
        {"id": conversation_id, "after": after_seq, "most": most, "since": office_since},
    )


def newest_before(work: Work, conversation_id: UUID, most: int) -> int:
    """The message after which the last ``most`` messages come; 0 where there are not so many."""
    found: int = work.scalar(
        """select greatest(coalesce(max(seq), 0) - :most, 0) from chat_messages
           where conversation_id = :id""",
        {"id": conversation_id, "most": most},
    )
    return found


def counties(work: Work) -> list[CountyRow]:
    """All counties served here."""
    return work.all(
        CountyRow,
        """select county_id, region_code, name, phone from regions
           where level = 'county' and county_id is not null order by region_code""",
    )
