"""The component of Rasa's pipeline that names topics. It reads the text alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ear.features import Features, Marks, Pieces
from ear.ridge import fit, probabilities
from ear.sounds import spelled

RANKED = 10
SPELLED_EVERY = 4  # so many phrasings apart, one is learnt once more in letters alone
MARKS = Path(__file__).parent / "marks.txt"
WORDS_FILE, NUMBERS_FILE = "words.json", "numbers.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicEar(IntentClassifier, GraphComponent):
    """Names the topics of a message, best first, with calibrated confidence."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        """Knows nothing yet: ``train`` or ``load`` gives it what it needs."""
        self._storage, self._resource = storage, resource
        self._topics: list[str] = []
        self._features: Features | None = None
        self._weights = np.zeros((0, 0), np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa's signature, here and below
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> TopicEar:
        """A new one, to be trained."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all phrasings and the marks."""
        learnt = [(one.get(INTENT), one.get(TEXT).lower()) for one in training_data.intent_examples]
        learnt += [(topic, spelled(text)) for topic, text in learnt[::SPELLED_EVERY]]
        texts = [text for _, text in learnt]
        self._topics = sorted({topic for topic, _ in learnt})
        numbers = np.array([self._topics.index(topic) for topic, _ in learnt])
        self._features, rows = Features.learn(texts, read_marks())
        self._weights = fit(rows, numbers, len(self._topics))
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Write the ranking into every message that has a text."""
        for message in messages:
            if self._features is not None and message.get(TEXT):
                ranking = self._ranking(message.get(TEXT).lower())
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        sure = probabilities(self._features.rows([text]), self._weights)[0]
        return [
            {INTENT_NAME_KEY: self._topics[at], PREDICTED_CONFIDENCE_KEY: float(sure[at])}
            for at in np.argsort(-sure)[:RANKED]
        ]

    def _persist(self) -> None:
        """As JSON and plain numbers: loading a model runs none of its contents."""
        known = self._features
        words = {
            "topics": self._topics,
            "looks": list(known.looks.places),
            "sounds": list(known.sounds.places),
            "marks": [mark.pattern for mark in known.marks.patterns],
        }
        with self._storage.write_to(self._resource) as folder:
            (folder / WORDS_FILE).write_text(json.dumps(words, ensure_ascii=False), "utf-8")
            np.savez(
                folder / NUMBERS_FILE,
                weights=self._weights,
                looks=known.looks.weights,
                sounds=known.sounds.weights,
                marks=np.array(known.marks.weights),
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ANN401, ARG003
    ) -> TopicEar:
        """As it was trained."""
        ear = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / WORDS_FILE).read_text("utf-8"))
            with np.load(folder / NUMBERS_FILE, allow_pickle=False) as numbers:
                ear._weights = numbers["weights"]
                ear._features = Features(
                    _pieces(words["looks"], numbers["looks"]),
                    _pieces(words["sounds"], numbers["sounds"]),
                    Marks(tuple(map(re.compile, words["marks"])), tuple(numbers["marks"].tolist())),
                )
        ear._topics = words["topics"]
        return ear


def _pieces(known: list[str], weights: np.ndarray) -> Pieces:
    return Pieces({piece: at for at, piece in enumerate(known)}, weights)


def read_marks() -> list[re.Pattern[str]]:
    """The patterns of marks.txt, one ``name: pattern`` a line; # starts a remark."""
    lines = MARKS.read_text("utf-8").splitlines()
    return [re.compile(line.split(": ", 1)[1]) for line in lines if not line.startswith("#")]
