"""Ends a program together with everything that it started."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import Process
from contextlib import suppress

GRACE_SECONDS = 10.0
PAUSE_SECONDS = 0.05


async def end_group(process: Process, *, grace_seconds: float = GRACE_SECONDS) -> None:
    """Ask the whole process group to end; after the grace, end it. Returns when nobody is left."""
    _signal(process.pid, signal.SIGTERM)
    with suppress(TimeoutError):
        async with asyncio.timeout(grace_seconds):
            await process.wait()
            while _lives(process.pid):
                await asyncio.sleep(PAUSE_SECONDS)
    _signal(process.pid, signal.SIGKILL)
    await process.wait()


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
