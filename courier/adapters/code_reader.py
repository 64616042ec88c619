"""Reads codes in other processes: a decoder that falls over a picture takes nobody along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any, cast

import structlog

from courier.adapters.pictures.outside import MAX_BYTES, check_outside
from courier.domain.errors import BadInput

WORKER = (sys.executable, "-m", "courier.adapters.code_worker")
PROCESSES = 2
ANSWERS_WITHIN_S = 20.0
_NEEDED = ("PATH", "PYTHONPATH", "LANG")  # nothing else of our environment: it holds secrets

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of all codes found, and the milliseconds of processor that it took."""

    texts: tuple[str, ...]
    ms_cpu: float


class CodeWorkers:
    """A CodeReader over at most ``processes`` workers, started when they are first needed."""

    def __init__(
        self,
        command: Sequence[str] = WORKER,
        *,
        processes: int = PROCESSES,
        within_s: float = ANSWERS_WITHIN_S,
    ) -> None:
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for _ in range(processes):
            worker = _Worker(command, within_s)
            weakref.finalize(self, worker.stop)
            self._idle.put(worker)

    def read(self, picture: bytes) -> Sequence[str]:
        """Texts of all QR codes found. Raises BadInput ``picture_*``."""
        return self.measure(picture).texts

    def measure_file(self, path: Path) -> Reading:
        """The same of a file. Raises BadInput as ``measure``; ``picture_not_found``."""
        try:
            with path.open("rb") as file:
                return self.measure(file.read(MAX_BYTES + 1))
        except OSError as error:
            raise BadInput("picture_not_found") from error

    def measure(self, picture: bytes) -> Reading:
        """The same with what it cost.

        Raises BadInput ``picture_*``; ``picture_too_hard`` for what no worker survives.
        """
        check_outside(picture)
        worker = self._idle.get()  # those before us are done within their limits
        try:
            answer = worker.ask(picture)
        finally:
            self._idle.put(worker)
        if "refused" in answer:
            raise BadInput(answer["refused"], **answer["facts"])
        return Reading(tuple(answer["texts"]), answer["ms_cpu"])


class _Worker:
    """One process, started anew after each that fell."""

    def __init__(self, command: Sequence[str], within_s: float) -> None:
        self._command = command
        self._within_s = within_s
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, picture: bytes) -> Mapping[str, Any]:
        process = self._running()
        watch = threading.Timer(self._within_s, process.kill)
        watch.start()
        line = _exchange(process, picture)
        watch.cancel()
        if not line.endswith(b"\n"):
            self.stop()
            log.warning("code_worker_lost", returncode=process.returncode)
            raise BadInput("picture_too_hard")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        if self._process is None:
            environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
            self._process = subprocess.Popen(  # noqa: S603 our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                start_new_session=True,  # our Ctrl-C is not its own; it ends with the pipe
            )
        return self._process


def _exchange(process: subprocess.Popen[bytes], picture: bytes) -> bytes:
    """The answer's line; whatever came of it if the process ended meanwhile."""
    asked, answered = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        asked.write(len(picture).to_bytes(4))
        asked.write(picture)
        asked.flush()
        return answered.readline()
    except OSError:
        return b""
