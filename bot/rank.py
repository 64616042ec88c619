"""Rank topics for texts, for measuring. Runs in the assistant's own environment.

Reads one JSON string a line from standard input; writes one JSON list of
``[topic, confidence]`` a line to standard output, best first.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import TYPE_CHECKING, Any

from train import MODEL, be_quiet_and_private

if TYPE_CHECKING:
    from rasa.core.agent import Agent


def parse(agent: Agent, line: str) -> dict[str, Any]:
    """What the model makes of one line."""
    return asyncio.run(agent.parse_message(json.loads(line)))


def main() -> None:
    """Load the model once and rank every line."""
    be_quiet_and_private()
    from rasa.core.agent import Agent  # noqa: PLC0415

    with contextlib.redirect_stdout(sys.stderr):
        agent = Agent.load(str(MODEL))
        parsed_messages = [parse(agent, line) for line in sys.stdin]
    for parsed in parsed_messages:
        ranked = [
            [guess["name"], guess["confidence"]]
            for guess in parsed["intent_ranking"]
            if guess["name"] != "nlu_fallback"
        ]
        print(json.dumps(ranked))


if __name__ == "__main__":
    main()
