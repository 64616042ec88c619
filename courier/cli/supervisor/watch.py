"""The watch over all programs: start, show, restart, stop."""

from __future__ import annotations

import asyncio
import os
import time
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from courier.cli.supervisor.group import end_group, end_with_parent, has_ended
from courier.cli.supervisor.program import Program
from courier.cli.supervisor.screen import Screen
from courier.cli.terminal import Style

LONGEST_LINE = 1 << 16
LAST_WORDS_SECONDS = 1.0
PROGRESS_SLOWS = 1.25


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between readiness questions, between progress lines, before restarts, to end."""

    ask: float = 0.2
    progress: float = 5.0
    first_restart: float = 1.0
    longest_restart: float = 30.0
    grace: float = 10.0
    steady: float = 60.0  # who ran for so long starts again with the shortest wait


class Watch:
    """Keeps programs running until ``stop`` is set. ``pids`` shows who runs."""

    def __init__(
        self, programs: Sequence[Program], screen: Screen, patience: Patience = Patience()
    ) -> None:
        self.stop = asyncio.Event()
        self.pids: dict[str, int] = {}
        self._programs = programs
        self._screen = screen
        self._patience = patience
        self._ready = {program.name: asyncio.Event() for program in programs}
        self._essential = [self._ready[one.name] for one in programs if one.essential]
        self._started = time.monotonic()

    async def run(self, when_ready: Callable[[], None]) -> None:
        """Start all; call ``when_ready`` once when the essential ones are; return at the end."""
        async with asyncio.TaskGroup() as tasks:
            for program in self._programs:
                tasks.create_task(self._keep(program))
            tasks.create_task(self._greet(when_ready))
            tasks.create_task(self._show_progress())

    async def _keep(self, program: Program) -> None:
        if not program.essential:  # so that the pages are there first, on however slow a machine
            await self._all_of(self._essential)
        wait = self._patience.first_restart
        while not self.stop.is_set():
            begun = time.monotonic()
            code = await self._run_once(program)
            if self.stop.is_set():
                return
            if time.monotonic() - begun > self._patience.steady:
                wait = self._patience.first_restart
            title = self._screen.title(program.name)
            facts = {"program": title, "code": str(code), "seconds": round(wait)}
            self._screen.tell("crashed", Style.BAD, **facts)
            await self._sleep(wait)
            wait = min(wait * 2, self._patience.longest_restart)

    async def _run_once(self, program: Program) -> int | None:
        """Run until the program ends by itself or is told to; answers its exit code."""
        try:
            process = await _start(program)
        except OSError as error:
            self._screen.heard(program.name, str(error))
            return None
        self.pids[program.name] = process.pid
        listening = asyncio.create_task(self._listen(program.name, process))
        asking = asyncio.create_task(self._await_ready(program))
        try:
            await _first_of(has_ended(process), self.stop.wait())
        finally:
            await end_group(process, grace_seconds=self._patience.grace)
            await asyncio.wait([listening], timeout=LAST_WORDS_SECONDS)
            await _finish([listening, asking])
        return process.returncode

    async def _listen(self, name: str, process: Process) -> None:
        if process.stdout is None:
            return
        while line := await _read_line(process.stdout):
            self._screen.heard(name, line.decode("utf-8", "replace").rstrip())

    async def _await_ready(self, program: Program) -> None:
        while not await program.ready():
            await asyncio.sleep(self._patience.ask)
        known = self._ready[program.name]
        key = "ready_again" if known.is_set() else "ready"
        known.set()
        title = self._screen.title(program.name)
        self._screen.tell(key, Style.GOOD, program=title, seconds=self._seconds())

    async def _greet(self, when_ready: Callable[[], None]) -> None:
        await self._all_of(self._essential)
        if not self.stop.is_set():
            when_ready()
        await self._all_of(self._ready.values())
        if not self.stop.is_set():
            self._screen.tell("all_ready", Style.GOOD, seconds=self._seconds())

    async def _all_of(self, events: Iterable[asyncio.Event]) -> None:
        """Until all have happened, or the stop has."""
        await _first_of(asyncio.gather(*(event.wait() for event in events)), self.stop.wait())

    async def _show_progress(self) -> None:
        pause = self._patience.progress
        while not self.stop.is_set():
            await self._sleep(pause)
            pause = min(pause * PROGRESS_SLOWS, self._patience.longest_restart)
            waiting = [name for name, ready in self._ready.items() if not ready.is_set()]
            if not waiting or self.stop.is_set():
                return
            done = len(self._ready) - len(waiting)
            self._screen.tell(
                "waiting",
                Style.FAINT,
                done=done,
                all=len(self._ready),
                programs=" · ".join(map(self._screen.title, waiting)),
                seconds=self._seconds(),
            )

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop.wait(), seconds)

    def _seconds(self) -> int:
        return round(time.monotonic() - self._started)


async def _start(program: Program) -> Process:
    """In a session of its own, so that Ctrl-C reaches us first and the group ends as one."""
    return await asyncio.create_subprocess_exec(
        *program.command,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        cwd=program.folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **program.environment},
        start_new_session=True,
        preexec_fn=end_with_parent,
        limit=LONGEST_LINE,
    )


async def _read_line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # longer than we keep
        return b"...\n"


async def _first_of(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await _finish(tasks)


async def _finish(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
