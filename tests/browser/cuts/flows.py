"""What a courier does at the table, step by step: the calls it makes, and what the pages offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from cuts.kitchen import Home, Kitchen
from cuts.walker import Moves
from playwright.sync_api import Page

Ends = Callable[[Kitchen, Home], None]


@dataclass(frozen=True)
class Flow:
    """``calls`` come in this order when nothing is cut; ``begin`` says where she begins.

    ``moves`` are what she does with the pages, ``agree`` is what must hold at the end. ``who`` does
    it: the courier on her phone, or somebody else.
    """

    calls: tuple[str, ...]
    begin: Callable[[Kitchen, Home], str]
    moves: Callable[[Kitchen, Home], Moves]
    agree: Ends
    who: Callable[[Kitchen], Page] = attrgetter("page")


def once_each(calls: list[str]) -> tuple[str, ...]:
    """The calls in the order in which each came first."""
    return tuple(dict.fromkeys(calls))
