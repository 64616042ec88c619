"""Opens strangers' pictures in other processes: a decoder that falls takes nobody along."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any, Literal, cast

import structlog

from courier.adapters.pictures.outside import MAX_BYTES, check_outside
from courier.domain.applications import PhotoFrame
from courier.domain.errors import BadInput

WORKER = (sys.executable, "-m", "courier.adapters.picture_worker")
PROCESSES = 2
ANSWERS_WITHIN_S = 20.0
_NEEDED = ("PATH", "PYTHONPATH", "LANG")  # nothing else of our environment: it holds secrets

log = structlog.get_logger(__name__)

Task = Literal["codes", "photo", "paper"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of all codes found, and the milliseconds of processor that it took."""

    texts: tuple[str, ...]
    ms_cpu: float


class PictureWorkers:
    """A CodeReader and PictureCleaner over at most ``processes`` workers, started when needed."""

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
        answer = self._ask("codes", picture)
        return Reading(tuple(answer["texts"]), answer["ms_cpu"])

    def clean_photo(self, picture: bytes, frame: PhotoFrame | None = None) -> bytes:
        """A portrait, 480 x 640 JPEG, upright and without hidden data. Raises as ``measure``."""
        return self._made("photo", picture, frame)

    def clean_paper(self, picture: bytes) -> bytes:
        """A picture of a paper, JPEG, upright and without hidden data. Raises as ``measure``."""
        return self._made("paper", picture)

    def _made(self, task: Task, picture: bytes, frame: PhotoFrame | None = None) -> bytes:
        return base64.b64decode(self._ask(task, picture, frame)["picture"])

    def _ask(
        self, task: Task, picture: bytes, frame: PhotoFrame | None = None
    ) -> Mapping[str, Any]:
        check_outside(picture)
        asked = {"do": task, "frame": frame and asdict(frame)}
        worker = self._idle.get()  # those before us are done within their limits
        try:
            answer = worker.ask(asked, picture)
        finally:
            self._idle.put(worker)
        if "refused" in answer:
            raise BadInput(answer["refused"], **answer["facts"])
        return answer


class _Worker:
    """One process, started anew after each that fell."""

    def __init__(self, command: Sequence[str], within_s: float) -> None:
        self._command = command
        self._within_s = within_s
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, asked: Mapping[str, Any], picture: bytes) -> Mapping[str, Any]:
        process = self._running()
        watch = threading.Timer(self._within_s, process.kill)
        watch.start()
        line = _exchange(process, asked, picture)
        watch.cancel()
        if not line.endswith(b"\n"):
            self.stop()
            log.warning("picture_worker_lost", returncode=process.returncode)
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


def _exchange(process: subprocess.Popen[bytes], asked: Mapping[str, Any], picture: bytes) -> bytes:
    """The answer's line; whatever came of it if the process ended meanwhile."""
    request, answer = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    line = json.dumps({**asked, "bytes": len(picture)}) + "\n"
    try:
        request.write(line.encode("ascii"))
        request.write(picture)
        request.flush()
        return answer.readline()
    except OSError:
        return b""
