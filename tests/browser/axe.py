"""What axe-core finds wrong with a page."""

from __future__ import annotations

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
