"""What a message is about: the assistant's ear, or the simpler one when it is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain.errors import OutsideFailed
from courier.domain.plain_wishes import URGENT, is_without_han, wish_in
from courier.domain.topics import Topic
from courier.ports import TopicGuess
from courier.services.core import Core

# Measured on questions that neither was trained on: above these, few answers are wrong.
SURE = 0.5
SURE_BY_LIKENESS = 0.2
SURE_OUTSIDE = 0.4  # likeness alone sends nobody away who may have asked about insurance
MOST_CHOICES = 3
NO_CHOICE = frozenset(
    {Topic.OUT_OF_SCOPE, Topic.GREETING, Topic.THANKS, Topic.HUMAN_HANDOFF}  # offered anyway
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Topics, best first; ``by_likeness`` when the assistant was away."""

    guesses: tuple[TopicGuess, ...]
    by_likeness: bool = False

    @property
    def best(self) -> TopicGuess | None:
        """The likeliest topic, None when nothing was understood."""
        return next(iter(self.guesses), None)

    @property
    def is_sure(self) -> bool:
        """Whether the best may be answered outright."""
        best = self.best
        if best is None:
            return False
        if not self.by_likeness:
            return best.confidence >= SURE
        outside = best.topic == Topic.OUT_OF_SCOPE
        return best.confidence >= (SURE_OUTSIDE if outside else SURE_BY_LIKENESS)

    def led_by(self, topic: Topic) -> Heard:
        """The same with this topic first, surely."""
        others = tuple(guess for guess in self.guesses if guess.topic != topic)
        return replace(self, guesses=(TopicGuess(topic, SURE), *others))

    @property
    def choices(self) -> Sequence[Topic]:
        """The two or three things it may mean."""
        topics = [Topic(guess.topic) for guess in self.guesses if guess.confidence > 0]
        return [topic for topic in topics if topic not in NO_CHOICE][:MOST_CHOICES]


def hear(core: Core, conversation_id: str, masked: str) -> Heard:
    """Ask the assistant; ask the simpler ear if it cannot answer in time.

    Where the ear is unsure, plain words may still tell what matters at the door; all wishes
    count where it is away, or unsure in letters: it was taught less English than Chinese.
    """
    try:
        heard = Heard(tuple(core.interpreter.guess(conversation_id, masked)))
    except OutsideFailed:
        heard = Heard(tuple(core.fallback.guess(conversation_id, masked)), by_likeness=True)
    wish = wish_in(masked)
    if wish is None:
        return heard
    if is_without_han(masked) and (heard.by_likeness or not heard.is_sure):
        return surely(wish)
    if heard.is_sure:
        return heard
    return heard.led_by(wish) if heard.by_likeness or wish in URGENT else heard


def surely(topic: Topic) -> Heard:
    """What somebody chose by a button or plainly asked on about."""
    return Heard((TopicGuess(topic, 1.0),))
