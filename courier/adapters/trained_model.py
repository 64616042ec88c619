"""The assistant's trained model in a process of our own, for when no server runs it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from pydantic import TypeAdapter, ValidationError

from courier.domain.errors import OutsideFailed
from courier.domain.topics import Topic
from courier.domain.understanding.spoken import plain
from courier.ports import TopicGuess

MOST_GUESSES = 10
ENDS_WITHIN_S = 10.0
_RANKING = TypeAdapter(list[tuple[str, float]])
_TOPICS = frozenset(Topic)


class TrainedModel:
    """Trains when the data changed, loads the model once, then answers line by line.

    The first question waits for all that (some seconds on a quiet machine, a minute at most
    when it has to train); each further one takes milliseconds. ``close`` ends the process.
    """

    def __init__(self, bot: Path) -> None:
        self._bot, self._python = bot, bot / ".venv" / "bin" / "python"
        self._process: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()

    @property
    def is_installed(self) -> bool:
        """Whether the assistant's own environment is there."""
        return self._python.exists()

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:  # noqa: ARG002 - the port's
        """Topics, best first, at most ten. Raises OutsideFailed ``assistant_unreachable``."""
        said = plain(masked_text)
        if not said:
            return ()
        with self._turn:
            told = self._ask(json.dumps(said))
        try:
            ranking = _RANKING.validate_json(told)
        except ValidationError as error:  # it ended, or said something else
            raise OutsideFailed("assistant_unreachable") from error
        known = [TopicGuess(topic, sure) for topic, sure in ranking if topic in _TOPICS]
        return known[:MOST_GUESSES]

    def close(self) -> None:
        """End the process; a next question would start another."""
        if self._process is None:
            return
        asked, told = _pipes(self._process)
        with suppress(OSError):  # it may have ended before it read what was written
            asked.close()
        try:
            self._process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        told.close()
        self._process = None

    def _ask(self, line: str) -> str:
        asked, told = _pipes(self._running())
        try:
            asked.write(f"{line}\n")
            asked.flush()
        except OSError as error:
            raise OutsideFailed("assistant_unreachable") from error
        return told.readline()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = self._started()
        return self._process

    def _started(self) -> subprocess.Popen[str]:
        if not self.is_installed:
            raise OutsideFailed("assistant_unreachable")
        train_and_rank = '"$0" -W ignore train.py >&2 && exec "$0" -W ignore rank.py'
        return subprocess.Popen(  # noqa: S603 - our own programs
            ["/bin/sh", "-c", train_and_rank, str(self._python)],
            cwd=self._bot,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    return cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
