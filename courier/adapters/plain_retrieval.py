"""A simpler ear for when Rasa is down: which phrasings look most like this message?

It compares the pieces of one to three characters that a message and the training
phrasings share, rare pieces counting more (tf-idf, cosine). No model, no server.
"""

from __future__ import annotations

import functools
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from courier.domain.topics import Topic
from courier.domain.understanding.spoken import plain
from courier.ports import TopicGuess

LONGEST_PIECE = 3
MOST_GUESSES = 10
NEAREST = 12  # phrasings that vote
TOO_COMMON = 8  # a piece in more than an eighth of all phrasings tells nothing
_IGNORED = frozenset(" ,，。.?？!！;；:：、~…\"'“”‘’()（）〔〕")


class PlainRetrieval:
    """Finds topics by likeness to the phrasings in a folder of training data."""

    def __init__(self, nlu_folder: Path) -> None:
        phrasings = list(read_phrasings(nlu_folder))
        pieces = [Counter(_pieces(text)) for _, text in phrasings]
        self._topics = [topic for topic, _ in phrasings]
        self._rarity = _rarity(pieces)
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counts in enumerate(pieces):
            for piece, weight in self._weights(counts).items():
                self._index[piece].append((number, weight))

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:  # noqa: ARG002 - the port's
        """Topics, best first, at most ten; nothing alike gives ``out_of_scope``, unsure."""
        likeness: dict[int, float] = defaultdict(float)
        for piece, weight in self._weights(Counter(_pieces(plain(masked_text)))).items():
            for number, other in self._index.get(piece, ()):
                likeness[number] += weight * other
        votes: dict[str, float] = defaultdict(float)
        for number, alike in heapq.nlargest(NEAREST, likeness.items(), key=lambda one: one[1]):
            votes[self._topics[number]] += alike**3  # one near twin outweighs many distant kin
        return _as_guesses(votes, max(likeness.values(), default=0.0))

    def _weights(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Weights of known pieces, so that their squares sum to one."""
        weights = {
            piece: (1 + math.log(count)) * self._rarity[piece]
            for piece, count in counts.items()
            if piece in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}


def read_phrasings(folder: Path) -> Iterator[tuple[str, str]]:
    """Topic and phrasing from each intent of the folder's files.

    The files have one shape (``- intent:``, ``examples: |``, one phrasing a line), so a
    line reader does; what stands under another heading is passed over.
    """
    for file in sorted(folder.glob("*.yml")):
        topic = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            heading, _, name = line.strip().removeprefix("- ").partition(": ")
            if heading in {"intent", "regex", "synonym", "lookup"}:
                topic = name if heading == "intent" else ""
            elif topic and line.startswith("      - "):
                yield topic, plain(line.removeprefix("      - "))


def _pieces(text: str) -> Iterator[str]:
    letters = "".join(c for c in text if c not in _IGNORED)
    for length in range(1, LONGEST_PIECE + 1):
        for start in range(len(letters) - length + 1):
            yield letters[start : start + length]


def _rarity(pieces: Sequence[Mapping[str, int]]) -> dict[str, float]:
    known = Counter(piece for counts in pieces for piece in counts)
    telling = {piece: n for piece, n in known.items() if n * TOO_COMMON <= len(pieces)}
    return {piece: math.log((1 + len(pieces)) / (1 + n)) for piece, n in telling.items()}


def _as_guesses(votes: Mapping[str, float], best: float) -> Sequence[TopicGuess]:
    """Shares of the vote, scaled by how alike the best phrasing is at all."""
    total = sum(votes.values())
    if not total:
        return (TopicGuess(Topic.OUT_OF_SCOPE, 0.0),)
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])[:MOST_GUESSES]
    return [TopicGuess(topic, vote / total * min(1.0, best)) for topic, vote in ranked]


@functools.cache
def shared_retrieval(nlu_folder: Path) -> PlainRetrieval:
    """One retrieval a folder and process; building it takes a fraction of a second."""
    return PlainRetrieval(nlu_folder)
