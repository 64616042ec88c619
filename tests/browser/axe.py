"""What axe-core finds wrong with a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One line for every fault: rule, what it wants, the first element at fault."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(SOURCE)
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html']}" for fault in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@contextmanager
def mirrored(page: Page) -> Iterator[bool]:
    """The page from right to left; whether its name has changed sides."""
    place = "() => document.querySelector('.brand').getBoundingClientRect().left"
    turn = "(way) => { document.documentElement.dir = way }"
    before = page.evaluate(place)
    page.evaluate(turn, "rtl")
    yield page.evaluate(place) > before
    page.evaluate(turn, "ltr")


def small_targets(page: Page, least: int = 48) -> list[str]:
    """What can be pressed and is under ``least`` pixels; links within a sentence are excepted."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll(
              'a, button, input:not([type=hidden]), select, textarea, summary')]
            .filter((part) => part.checkVisibility() && !part.closest('p, .skip'))
            .map((part) => [part, (part.closest('label') ?? part).getBoundingClientRect()])
            .filter(([, box]) => box.width < least || box.height < least)
            .map(([part, box]) => `${Math.round(box.width)}x${Math.round(box.height)} `
              + part.outerHTML.slice(0, 90))""",
        least,
    )


def crowded(page: Page, least: int = 6) -> list[str]:
    """What stands less than ``least`` pixels above the next button, box or list."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll(':is(main, section) > *')]
            .filter((part) => part.matches('.button, .card, .notice, .list, .empty, .row, .table'))
            .map((part) => [part, part.nextElementSibling])
            .filter(([part, next]) => next && part.checkVisibility() && next.checkVisibility())
            .map((two) => [two[0], ...two.map((part) => part.getBoundingClientRect())])
            .filter(([, above, below]) => below.height && below.top >= above.bottom - 1
              && below.top - above.bottom < least && below.left < above.right)
            .map(([part]) => `crowded: ${part.outerHTML.slice(0, 90)}`)""",
        least,
    )


def small_text(page: Page, least: int = 18) -> list[str]:
    """Text under ``least`` pixels."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll('body *')]
            .filter((part) => part.checkVisibility() && [...part.childNodes]
              .some((child) => child.nodeType === 3 && child.data.trim()))
            .filter((part) => parseFloat(getComputedStyle(part).fontSize) < least)
            .map((part) => part.outerHTML.slice(0, 90))""",
        least,
    )
