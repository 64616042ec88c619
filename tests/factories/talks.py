"""A villager who talks to the assistant: real database, real packs, the plain ear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from courier.adapters.plain_retrieval import shared_retrieval
from courier.domain.errors import OutsideFailed
from courier.services import conversations
from courier.services.bubbles import Speaker
from courier.services.core import Core
from courier.texts import Locale

NLU = Path(__file__).parents[2] / "bot" / "data" / "nlu"
PHONE = "13900001234"


class AwayAssistant:
    """Rasa while it is down."""

    def guess(self, conversation_id, masked_text):
        raise OutsideFailed("assistant_unreachable")


def with_plain_ear(core: Core) -> Core:
    """The core while the assistant is away."""
    return replace(core, interpreter=AwayAssistant(), fallback=shared_retrieval(NLU))


class Talk:
    """One villager's conversation."""

    def __init__(self, core, locale=Locale.ZH_HANS):
        self.core, self.locale, self.id, self.last = core, locale, None, ()

    def say(self, text: str) -> str:
        reply = conversations.reply(
            self.core, conversation_id=self.id, text=text, locale=self.locale
        )
        self.id, self.last = reply.conversation_id, reply.messages
        return "\n".join(bubble.text for bubble in reply.messages)

    def all(self, *texts: str) -> str:
        """Say one after the other; what was answered to the last."""
        return [self.say(text) for text in texts][-1]

    def heard_from_office(self) -> list[str]:
        """What people of the office said, oldest first."""
        said = conversations.since(self.core, conversation_id=self.id, after_seq=0)
        return [one.bubble.text for one in said.said if one.who is Speaker.AGENT]

    def history(self) -> list[str]:
        """What the page shows when it is opened again."""
        said = conversations.latest(self.core, conversation_id=self.id)
        return [one.bubble.text for one in said.said]

    @property
    def sends(self):
        return [reply.send for bubble in self.last for reply in bubble.replies]

    @property
    def hrefs(self):
        return [link.href for bubble in self.last for link in bubble.links]


def kept(core) -> str:
    """Everything that the database keeps of conversations, as one text."""
    with core.begin() as work:
        rows = work.run(
            "select concat_ws('|', masked_text, shown, topic) from chat_messages"
            " union all select memory::text from conversations"
            " union all select concat_ws('|', what, place, happened) from cases"
        ).scalars()
        return "\n".join(rows)


def add_county(core) -> None:
    """A second county, so that the place has to be asked for."""
    with core.begin() as work:
        work.run(
            "insert into regions values ('990102000000', '990100000000', 'county', '邻县', 'l',"
            " 990102, null)"
        )
        work.commit()


def trail(core) -> list[str]:
    """Who did what, oldest first: ``admin case_taken``."""
    with core.begin() as work:
        return list(
            work.run(
                "select actor_kind || ' ' || action from audit_events order by event_id"
            ).scalars()
        )
