"""The one action: report which topics the message may be about.

Served from the product's environment on loopback by ``python -m rasa_sdk --actions
actions``. Words and figures are the conversation's business (courier.services), so this
says only what was understood. Only masked text ever gets here, and none of it leaves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from courier.domain.topics import Topic
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

MODEL_STAMP = Path(__file__).parent.parent / "models" / "assistant.sha256"
MOST_GUESSES = 10
TOPICS = frozenset(Topic)


class ActionAnswer(Action):
    """Dispatches ``{"guesses": [{"topic", "confidence"}, …], "text_version": model}``."""

    def name(self) -> str:
        """As the rules call it."""
        return "action_answer"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - the signature is the server's
    ) -> list[dict[str, Any]]:
        """Hand over the ranking of the latest message, best first, at most ten."""
        ranking = tracker.latest_message.get("intent_ranking") or []
        guesses = [
            {"topic": guess["name"], "confidence": guess["confidence"]}
            for guess in ranking
            if guess["name"] in TOPICS
        ]
        dispatcher.utter_message(
            json_message={"guesses": guesses[:MOST_GUESSES], "text_version": model_version()}
        )
        return []


def model_version() -> str:
    """The model's data hash, shortened; ``unknown`` before the first training."""
    try:
        return MODEL_STAMP.read_text().strip()[:12]
    except FileNotFoundError:
        return "unknown"
