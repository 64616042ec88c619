"""Messages through outside channels: each once, within each sender's allowance, in turn."""

from __future__ import annotations

import datetime as dt

from courier.store.rows.channels import (
    AdmittedRow,
    ChannelCountRow,
    ChannelMessageRow,
)
from courier.store.unit_of_work import Work

KEPT = dt.timedelta(days=3)
NONCE_KEPT = dt.timedelta(minutes=15)
MESSAGE = """select message_key, sender, kind, said, state, late, answer, received_at
             from channel_messages where channel = :channel and message_key = :key"""
ADMIT = """
    insert into channel_senders as s
      (channel, sender, locale, allowance, allowance_at, wrote_at)
    values (:channel, :sender, :locale, :most - 1, :now, :now)
    on conflict (channel, sender) do update set
      allowance = greatest(-1, least(:most, s.allowance + :each_second * greatest(0,
        extract(epoch from (:now - s.allowance_at)))) - 1),
      allowance_at = :now,
      limited = case when least(:most, s.allowance + :each_second * greatest(0,
          extract(epoch from (:now - s.allowance_at)))) < 1 then s.limited + 1 else 0 end,
      wrote_at = :now,
      sent_since = 0
    returning limited, locale
"""
UNFINISHED = """select message_key, sender, kind, said, state, late, answer, received_at
    from channel_messages
    where channel = :channel and state = 'waiting' and received_at < :before
      and (taken_at is null or taken_at < :before)
    order by received_at limit 100"""


def note_nonce(
    work: Work, channel: str, nonce: str, digest: bytes, now: dt.datetime
) -> bytes | None:
    """Remember a nonce; the digest of the message that it came with before, None if it is new."""
    asked = {"channel": channel, "nonce": nonce, "digest": digest, "now": now}
    new = work.run(
        """insert into channel_nonces (channel, nonce, digest, seen_at)
           values (:channel, :nonce, :digest, :now) on conflict do nothing""",
        asked,
    ).rowcount
    if new:
        return None
    known: bytes = work.scalar(
        "select digest from channel_nonces where channel = :channel and nonce = :nonce", asked
    )
    return bytes(known)


def add_message(
    work: Work,
    channel: str,
    key: str,
    *,
    sender: bytes,
    kind: str,
    said: bytes | None,
    now: dt.datetime,
) -> bool:
    """Keep a message; False if it is there already."""
    return bool(
        work.run(
            """insert into channel_messages (channel, message_key, sender, kind, said, received_at)
               values (:channel, :key, :sender, :kind, :said, :now) on conflict do nothing""",
            {
                "channel": channel,
                "key": key,
                "sender": sender,
                "kind": kind,
                "said": said,
                "now": now,
            },
        ).rowcount
    )


def message(work: Work, channel: str, key: str) -> ChannelMessageRow | None:
    """One message."""
    return work.first(ChannelMessageRow, MESSAGE, {"channel": channel, "key": key})


def admit(
    work: Work,
    channel: str,
    sender: bytes,
    *,
    locale: str,
    most: int,
    each_second: float,
    now: dt.datetime,
) -> AdmittedRow:
    """Take one message off the sender's allowance, in whichever process; knows new senders too."""
    row = work.first(
        AdmittedRow,
        ADMIT,
        {
            "channel": channel,
            "sender": sender,
            "locale": locale,
            "most": most,
            "each_second": each_second,
            "now": now,
        },
    )
    assert row is not None  # noqa: S101 an invariant: the statement returns its row
    return row


def take_message(
    work: Work, channel: str, key: str, now: dt.datetime, again_before: dt.datetime
) -> ChannelMessageRow | None:
    """Claim a message for answering; None when it is answered or somebody else is at it."""
    return work.first(
        ChannelMessageRow,
        """update channel_messages set taken_at = :now
           where channel = :channel and message_key = :key and state = 'waiting'
             and (taken_at is null or taken_at < :again_before)
           returning message_key, sender, kind, said, state, late, answer, received_at""",
        {"channel": channel, "key": key, "now": now, "again_before": again_before},
    )


def leave_message(work: Work, channel: str, key: str) -> None:
    """Give a claimed message back."""
    work.run(
        """update channel_messages set taken_at = null
           where channel = :channel and message_key = :key and state = 'waiting'""",
        {"channel": channel, "key": key},
    )


def make_late(work: Work, channel: str, key: str) -> bool:
    """From now on the answer is to be sent later; False when it is there already."""
    return bool(
        work.run(
            """update channel_messages set late = true
               where channel = :channel and message_key = :key and state = 'waiting'""",
            {"channel": channel, "key": key},
        ).rowcount
    )


def end_message(
    work: Work, channel: str, key: str, *, state: str, answer: bytes | None = None
) -> bool:
    """Keep how it ended and forget what was said; whether its answer is to be sent later."""
    return bool(
        work.scalar(
            """update channel_messages set state = :state, said = null,
                 answer = coalesce(:answer, answer)
               where channel = :channel and message_key = :key returning late""",
            {"channel": channel, "key": key, "state": state, "answer": answer},
        )
    )


def unfinished(work: Work, channel: str, before: dt.datetime) -> list[ChannelMessageRow]:
    """Messages whose answering ended with the process that was at it."""
    return work.all(ChannelMessageRow, UNFINISHED, {"channel": channel, "before": before})


def give_up_old(work: Work, channel: str, before: dt.datetime) -> int:
    """End what could not be answered again and again."""
    return work.run(
        """update channel_messages set state = 'undeliverable', said = null
           where channel = :channel and state = 'waiting' and received_at < :before""",
        {"channel": channel, "before": before},
    ).rowcount


def forget_old(work: Work, now: dt.datetime) -> None:
    """Let go of nonces and messages that can no longer be repeated."""
    work.run("delete from channel_nonces where seen_at < :before", {"before": now - NONCE_KEPT})
    work.run("delete from channel_messages where received_at < :before", {"before": now - KEPT})


def forget_senders(work: Work, before: dt.datetime) -> None:
    """Let go of those who have not written for long and have no conversation any more."""
    work.run(
        "delete from channel_senders where conversation_id is null and wrote_at < :before",
        {"before": before},
    )


def counts(work: Work) -> list[ChannelCountRow]:
    """Messages of the last days by channel and state."""
    return work.all(
        ChannelCountRow,
        """select channel, state, count(*) as count from channel_messages
           group by channel, state order by channel, state""",
    )
