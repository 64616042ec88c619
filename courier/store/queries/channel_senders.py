"""Senders of outside channels: whose turn it is, what was offered, what was sent."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.store.rows.channels import AgentWordsRow, SenderRow, WindowRow
from courier.store.unit_of_work import Work


def take_turn(
    work: Work, channel: str, sender: bytes, *, now: dt.datetime, until: dt.datetime
) -> SenderRow | None:
    """Claim the sender's conversation until a moment; None while another message has it."""
    return work.first(
        SenderRow,
        """update channel_senders set busy_until = :until
           where channel = :channel and sender = :sender
             and (busy_until is null or busy_until < :now)
           returning sender, conversation_id, locale, choices, rest, heard_seq""",
        {"channel": channel, "sender": sender, "now": now, "until": until},
    )


def end_turn(work: Work, channel: str, sender: bytes) -> None:
    """Let the next message have its turn."""
    work.run(
        """update channel_senders set busy_until = null
           where channel = :channel and sender = :sender""",
        {"channel": channel, "sender": sender},
    )


def keep_turn(
    work: Work,
    channel: str,
    sender: bytes,
    *,
    conversation_id: UUID | None,
    locale: str,
    choices: str,
    rest: str,
    heard_seq: int,
) -> None:
    """Write down what was offered and how much of the conversation is on its way."""
    work.run(
        """update channel_senders set conversation_id = :conversation, locale = :locale,
             choices = cast(:choices as jsonb), rest = cast(:rest as jsonb), busy_until = null,
             heard_seq = :heard_seq
           where channel = :channel and sender = :sender""",
        {
            "channel": channel,
            "sender": sender,
            "conversation": conversation_id,
            "locale": locale,
            "choices": choices,
            "rest": rest,
            "heard_seq": heard_seq,
        },
    )


def newest_seq(work: Work, conversation_id: UUID) -> int:
    """The newest message of a conversation; 0 for none."""
    found: int = work.scalar(
        "select coalesce(max(seq), 0) from chat_messages where conversation_id = :id",
        {"id": conversation_id},
    )
    return found


def agents_words(
    work: Work, conversation_id: UUID, *, after: int, until: int
) -> list[AgentWordsRow]:
    """What people of the office said between two messages, the later one included."""
    return work.all(
        AgentWordsRow,
        """select masked_text, shown from chat_messages
           where conversation_id = :id and who = 'agent' and seq > :after and seq <= :until
           order by seq""",
        {"id": conversation_id, "after": after, "until": until},
    )


def unheard(work: Work, channel: str, since: dt.datetime) -> list[SenderRow]:
    """Those who wrote lately, whom somebody of the office answered, and who have not heard it."""
    return work.all(
        SenderRow,
        """select sender, conversation_id, locale, choices, rest, heard_seq
           from channel_senders s
           where channel = :channel and wrote_at > :since and exists (
             select from chat_messages m where m.conversation_id = s.conversation_id
               and m.who = 'agent' and m.seq > s.heard_seq)
           order by wrote_at limit 100""",
        {"channel": channel, "since": since},
    )


def note_heard(
    work: Work, channel: str, sender: bytes, seq: int, *, choices: str, rest: str
) -> bool:
    """Claim the sending of everything up to a message, and keep what it offers; False when
    somebody else did. Without choices those from before stay.
    """
    return bool(
        work.run(
            """update channel_senders set heard_seq = :seq, rest = cast(:rest as jsonb),
                 choices = case when :choices = '[]' then choices
                   else cast(:choices as jsonb) end
               where channel = :channel and sender = :sender and heard_seq < :seq""",
            {"channel": channel, "sender": sender, "seq": seq, "choices": choices, "rest": rest},
        ).rowcount
    )


def window(work: Work, channel: str, sender: bytes) -> WindowRow | None:
    """How much may still be sent to somebody."""
    return work.first(
        WindowRow,
        """select wrote_at, sent_since from channel_senders
           where channel = :channel and sender = :sender""",
        {"channel": channel, "sender": sender},
    )


def count_sent(work: Work, channel: str, sender: bytes, messages: int) -> None:
    """So many more messages were sent."""
    work.run(
        """update channel_senders set sent_since = sent_since + :messages
           where channel = :channel and sender = :sender""",
        {"channel": channel, "sender": sender, "messages": messages},
    )


def unsay(work: Work, channel: str, sender: bytes, *, until: int, seq: int) -> None:
    """Take a claim back: what was to be sent did not leave."""
    work.run(
        """update channel_senders set heard_seq = :seq
           where channel = :channel and sender = :sender and heard_seq = :until""",
        {"channel": channel, "sender": sender, "until": until, "seq": seq},
    )
