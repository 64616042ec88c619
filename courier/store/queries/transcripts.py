"""Conversations that expire."""

from __future__ import annotations

import datetime as dt

from courier.store.unit_of_work import Work

# A day that begins at midnight in China.
EXPIRED = """select m.conversation_id, m.seq from chat_messages m where m.at < :before
  order by m.at limit :most for update skip locked"""


def expire_messages(work: Work, before: dt.datetime, most: int) -> int:
    """Count and delete the oldest messages from before a moment; how many there were."""
    found: int = work.scalar(
        f"""with expired as ({EXPIRED}),
           gone as (delete from chat_messages m using expired e
             where m.conversation_id = e.conversation_id and m.seq = e.seq
             returning m.conversation_id, m.at, m.who, m.topic, m.answered),
           counted as (insert into chat_counts (day, channel, who, topic, answered, messages)
             select cast(g.at at time zone 'Asia/Shanghai' as date), c.channel, g.who,
               coalesce(g.topic, ''), coalesce(g.answered, false), count(*)
             from gone g join conversations c using (conversation_id)
             group by 1, 2, 3, 4, 5
             on conflict (day, channel, who, topic, answered) do update set
               messages = chat_counts.messages + excluded.messages)
           select count(*) from gone""",
        {"before": before, "most": most},
    )
    return found


def expire_conversations(work: Work, before: dt.datetime, most: int) -> int:
    """Delete conversations that have rested since before a moment and have no message left.

    What waits for the office (an open case, a person who was asked for) is left alone.
    """
    return work.run(
        """delete from conversations where conversation_id in (
             select c.conversation_id from conversations c
             where c.last_at < :before
               and not exists (select 1 from chat_messages m
                 where m.conversation_id = c.conversation_id)
               and not exists (select 1 from cases k
                 where k.conversation_id = c.conversation_id and k.status <> 'closed')
               and not exists (select 1 from handoffs h
                 where h.conversation_id = c.conversation_id and h.status <> 'ended')
             order by c.last_at limit :most for update skip locked)""",
        {"before": before, "most": most},
    ).rowcount
