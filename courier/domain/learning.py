"""What can be learned from a turn, and what may become training data."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.errors import BadInput
from courier.domain.topics import Topic
from courier.domain.understanding.masking import mask
from courier.domain.understanding.spoken import plain

LONGEST_PHRASE = 100  # characters; a question is shorter, a story is told only once
LONGEST_COMPLAINT = 24
_MISHEARD = re.compile(
    r"^(?:你|您)?(?:说的|答的|回答)?(?:都|完全|根本|压根)?(?:"
    r"不是(?:这个|这意思|我要?问的|我想问的|问这个|[,，。!！ ]|$)|"
    r"不对(?:[,，。!！ 吧啊呀的]|$)|不懂我|"
    r"(?:弄|说|答|听|看|搞)?错了|没(?:听|看|弄|搞)?(?:懂|明白)|"
    r"答非所问|牛头不对马嘴|驴唇不对马嘴)"
    r"|^我(?:没问|不是问|问的不是)|^(?:that'?s |this is )?(?:wrong|not (?:it|that|what i))"
    r"|^you (?:don'?t|did ?n'?t|do not) (?:get|understand)"
)
_PERSONAL_DIGITS = re.compile(r"[0-9零〇一二三四五六七八九幺]{6,}|[0-9]{5,}")
_MARKUP = re.compile(r"[\[\](){}<>|`\\\x00-\x1f\x7f〔〕]")


class Sign(StrEnum):
    """Why a phrase is looked at."""

    UNSURE = "unsure"  # it was not sure, or understood nothing
    CORRECTED = "corrected"  # it answered, and was told that this was not meant
    PERSON = "person"  # it answered, and a person was asked for right after


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message as it is kept and the topics heard in it, best first.

    ``sure`` when the first was answered, not offered among others. ``typed`` is false for a
    pressed button and for the answer to a question of ours, which teach nothing.
    ``calls_person`` when a person was asked for.
    """

    said: str
    heard: tuple[str, ...]
    sure: bool
    typed: bool
    calls_person: bool = False

    @property
    def teaches(self) -> bool:
        """Whether it could be a phrase to learn from."""
        return self.typed and bool(self.heard) and 0 < len(self.said) <= LONGEST_PHRASE

    @property
    def topic(self) -> str:
        """What it was taken for; empty when nothing was heard."""
        return next(iter(self.heard), "")


def says_misheard(text: str) -> bool:
    """«不是这个», «你没懂»: the answer before was about something else."""
    said = plain(text)
    return len(said) <= LONGEST_COMPLAINT and bool(_MISHEARD.search(said))


def corrects(before: Exchange, pressed: Topic, offered: frozenset[str]) -> bool:
    """Whether a button says that the answer before was not what was meant.

    A next step that the answer itself offered is none, unless it was thought of as the meaning.
    """
    if not before.sure or pressed == before.topic:
        return False
    return pressed in before.heard or pressed not in offered


def bare(text: str) -> str:
    """``text`` without anything but letters and digits, in plain form: equal for equal words."""
    return "".join(c for c in plain(text) if c.isalnum())


def digest(text: str) -> bytes:
    """A fingerprint of the bare words, so that a question is known again without being kept."""
    return hashlib.sha256(bare(text).encode()).digest()


def training_words(text: str) -> str:
    """A phrase fit for training: one line, no markup, nothing personal.

    Raises BadInput ``phrase_empty``, ``phrase_too_long``, ``phrase_personal`` or
    ``phrase_marks`` (brackets mean something in the file of training data).
    """
    words = " ".join(text.split())
    if not bare(words):
        raise BadInput("phrase_empty")
    if len(words) > LONGEST_PHRASE:
        raise BadInput("phrase_too_long", most=LONGEST_PHRASE)
    if "〔" in mask(words) or _PERSONAL_DIGITS.search(plain(words)):
        raise BadInput("phrase_personal")
    if _MARKUP.search(words):
        raise BadInput("phrase_marks")
    return words
