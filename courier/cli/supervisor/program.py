"""One program to keep running, and how to see that it is ready."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

Ready = Callable[[], Awaitable[bool]]
ASK_SECONDS = 2.0
WARM_UP_SECONDS = 20.0


async def at_once() -> bool:
    """For a program that nobody calls: ready as soon as it runs."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program of its own process group. ``ready`` is asked until it says yes.

    The product can be used as soon as all that are ``essential`` are ready; the others start then.
    """

    name: str
    command: tuple[str, ...]
    ready: Ready = at_once
    essential: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


def port_answers(port: int) -> Ready:
    """Ready when something accepts connections at the port of this machine."""

    async def ask() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        return True

    return ask


def page_answers(url: str) -> Ready:
    """Ready when the page answers with success."""
    return _answers(url, lambda client: client.get(url, timeout=ASK_SECONDS))


def chat_answers(url: str) -> Ready:
    """Ready when the assistant has answered a first message, which is its slowest."""
    said = {"sender": "warm-up", "message": "医保"}
    return _answers(url, lambda client: client.post(url, json=said, timeout=WARM_UP_SECONDS))


def _answers(url: str, send: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]) -> Ready:
    listens = port_answers(httpx.URL(url).port or 80)

    async def ask() -> bool:
        if not await listens():  # far cheaper than a client
            return False
        try:
            async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501 - loopback
                return (await send(client)).is_success
        except httpx.HTTPError:
            return False

    return ask
