"""Rank topics for texts without a server. Runs in the assistant's own environment.

Reads one JSON string a line from standard input and answers each at once with one JSON list
of ``[topic, confidence]`` a line on standard output, best first; ends with its input.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import Any

from train import MODEL, be_quiet_and_private


def ranked(parsed: dict[str, Any]) -> list[tuple[str, float]]:
    """The topics of what the model made of a text, as the served action reports them."""
    return [
        (guess["name"], guess["confidence"])
        for guess in parsed["intent_ranking"]
        if guess["name"] != "nlu_fallback"
    ]


def main() -> None:
    """Load the model once and rank every line as it comes."""
    be_quiet_and_private()
    from rasa.core.agent import Agent  # noqa: PLC0415

    with contextlib.redirect_stdout(sys.stderr):
        agent = Agent.load(str(MODEL))
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            with contextlib.redirect_stdout(sys.stderr):
                parsed = runner.run(agent.parse_message(json.loads(line)))
            print(json.dumps(ranked(parsed)), flush=True)


if __name__ == "__main__":
    main()
