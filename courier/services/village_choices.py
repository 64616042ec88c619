"""Villages as buttons: those of a county, or those that somebody's words may mean."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.dialogues import Quick
from courier.services.answer_steps import quick_reply
from courier.services.asker_places import MOST_BUTTONS
from courier.services.bubbles import Bubble, QuickReply
from courier.services.regions import VillageView, villages_alike
from courier.services.topic_answers import Ear
from courier.texts import say


def village_replies(villages: Sequence[VillageView]) -> list[QuickReply]:
    """A button for each of the first villages."""
    return [
        QuickReply(one.name, f"{one.township_name}{one.name}") for one in villages[:MOST_BUTTONS]
    ]


def ask_alike(ear: Ear, text: str, way_out: Quick, county_id: int | None = None) -> Bubble | None:
    """«是不是下面的？» with the villages whose name is part of the words; None without any."""
    alike = villages_alike(ear.core, text, county_id)
    if not alike:
        return None
    replies = (*village_replies(alike), quick_reply(way_out, ear.locale))
    return Bubble(say("chat.village_alike", ear.locale), replies=replies)
