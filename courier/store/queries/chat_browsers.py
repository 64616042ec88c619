"""Browsers that talk to the assistant: whose turn it is, and what was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.chat_browsers import BrowserRow
from courier.store.unit_of_work import Work


def conversation_of(work: Work, browser: UUID) -> UUID | None:
    """The conversation of a browser, None before its first message."""
    found: UUID | None = work.scalar(
        "select conversation_id from chat_browsers where browser = :browser", {"browser": browser}
    )
    return found


def take_turn(
    work: Work, browser: UUID, *, now: dt.datetime, until: dt.datetime
) -> BrowserRow | None:
    """Let a browser say something until a moment; None while another message of it is answered."""
    return work.first(
        BrowserRow,
        """with turn as (
             insert into chat_browsers as b (browser, turn_until, last_at)
             values (:browser, :until, :now)
             on conflict (browser) do update set turn_until = :until, last_at = :now
               where b.turn_until is null or b.turn_until < :now
             returning conversation_id, sent)
           select c.conversation_id, t.sent, c.memory
           from turn as t left join conversations as c using (conversation_id)""",
        {"browser": browser, "now": now, "until": until},
    )


def end_turn(work: Work, browser: UUID) -> None:
    """Let the next message have its turn."""
    work.run(
        "update chat_browsers set turn_until = null where browser = :browser", {"browser": browser}
    )


def keep_turn(work: Work, browser: UUID, *, conversation_id: UUID, sent: Sequence[UUID]) -> None:
    """Write down what was answered, and end the turn."""
    work.run(
        """update chat_browsers set conversation_id = :conversation_id, turn_until = null,
             sent = cast(:sent as uuid[]) where browser = :browser""",
        {
            "browser": browser,
            "conversation_id": conversation_id,
            "sent": [str(one) for one in sent],
        },
    )
