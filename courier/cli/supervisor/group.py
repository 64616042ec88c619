"""Ends a program together with everything that it started."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from asyncio.subprocess import Process
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PAUSE_SECONDS = 0.1


def end_with_parent() -> None:
    """In a fresh child: have the system end it should the supervisor be killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def end_group(process: Process, *, grace_seconds: float) -> None:
    """Ask the whole process group to end; after the grace, end it. Returns when nobody is left."""
    _signal(process.pid, signal.SIGTERM)
    with suppress(TimeoutError):
        async with asyncio.timeout(grace_seconds):
            await has_ended(process)
            while _lives(process.pid):
                await asyncio.sleep(PAUSE_SECONDS)
    _signal(process.pid, signal.SIGKILL)
    await has_ended(process)


async def has_ended(process: Process) -> None:
    """Until the program itself has ended; ``process.wait`` waits for all who hold its pipe."""
    while process.returncode is None:
        await asyncio.sleep(PAUSE_SECONDS)


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
