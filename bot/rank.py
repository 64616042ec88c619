"""Rank topics for texts, for measuring. Runs in the assistant's own environment.

Reads one JSON string a line from standard input; writes one JSON list of
``[topic, confidence]`` a line to standard output, best first.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from train import HERE, MODEL, keep_word_cache_private


def main() -> None:
    """Load the model once and rank every line."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.chdir(HERE)
    keep_word_cache_private()
    from rasa.core.agent import Agent  # noqa: PLC0415

    agent = Agent.load(str(MODEL))
    for line in sys.stdin:
        parsed = asyncio.run(agent.parse_message(json.loads(line)))
        ranked = [
            [guess["name"], guess["confidence"]]
            for guess in parsed["intent_ranking"]
            if guess["name"] != "nlu_fallback"
        ]
        print(json.dumps(ranked), flush=True)


if __name__ == "__main__":
    main()
