"""Messages of outside channels: late answers, and what a process left unanswered."""

from __future__ import annotations

import datetime as dt

from courier.services.channel_sending import finish_unanswered, pass_on_agents_words, send_answer
from courier.services.channels import forget_old_messages
from courier.services.core import Core

STRANGERS_AFTER = dt.timedelta(days=30)


def send_one_answer(core: Core, *, channel: str, key: str) -> None:
    """Send one late answer."""
    send_answer(core, channel=channel, key=key)


def look_after_messages(core: Core) -> int:
    """Answer what was left, and let go of what is old."""
    forget_old_messages(core, senders_after=STRANGERS_AFTER)
    return finish_unanswered(core)


def look_after_agents_words(core: Core) -> int:
    """Send what people of the office said."""
    return pass_on_agents_words(core)
