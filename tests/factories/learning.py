"""A taught ear, a talk with it, and what was collected of the talk."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from courier.ports import TopicGuess
from courier.services import learning_review
from courier.services.conversations import reply
from courier.services.core import Actor, ActorKind
from courier.texts import Locale
from tests.factories.county import COUNTY, COUNTY_ID

UNCLEAR = "那个东西咋弄嘛"
CLEAR = "住院能报多少"


@dataclass
class TaughtEar:
    """Hears what the test wrote down; anything else is beyond it."""

    known: dict[str, list[TopicGuess]] = field(default_factory=dict)

    def guess(self, conversation_id, masked_text):
        unsure = [TopicGuess("card", 0.2), TopicGuess("e_voucher", 0.15)]
        return self.known.get(masked_text, unsure)


SURE = {
    CLEAR: [TopicGuess("reimburse_rate", 0.9), TopicGuess("serious_illness", 0.05)],
    "找个人跟我说": [TopicGuess("human_handoff", 0.9)],
}


class Talk:
    def __init__(self, core):
        self.core, self.id = core, None

    def say(self, text):
        answer = reply(self.core, conversation_id=self.id, text=text, locale=Locale.ZH_HANS)
        self.id = answer.conversation_id
        return answer.messages


def rows(core, columns="sign, said, heard_as, times"):
    with core.begin() as work:
        found = work.run(f"select {columns} from learning_phrases order by said, sign").all()
    return [tuple(row) for row in found]


def admin(role: str, region: str = COUNTY) -> Actor:
    return Actor(ActorKind.ADMIN, COUNTY_ID, UUID(int=7), "郑某", region, role)


def waiting(core, county):
    return learning_review.phrases(core, actor=county.chief).phrases
