"""A courier who does with each page what it offers, and goes on where the network left her."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from cable import Cable
from faces.words import words
from playwright.sync_api import Error, Locator, Page
from playwright.sync_api import TimeoutError as WaitedInVain

Act = Callable[["Walker", Locator], None]
Moves = Iterable[tuple[str, Act]]

MOST_LOOKS = 40
NO_NETWORK = "() => location.protocol === 'chrome-error:'"
STANDS = "() => location.protocol === 'chrome-error:' || document.readyState === 'complete'"
LOST, KEPT = "[data-history-back]", "[data-shell] [data-again]"


class Walker:
    """Walks by ``moves``: the first whose mark is on the page is made, until one ends it.

    ``told`` is what the pages said of the network, in order; once told, there is one again.
    """

    def __init__(self, page: Page, cable: Cable, moves: Moves) -> None:
        self.page, self.cable, self.is_done = page, cable, False
        self.told: list[str] = []
        self._moves = (*moves, (LOST, _back), (KEPT, _again))

    def walk(self, address: str) -> None:
        """From this address to the end."""
        self.going(lambda: self.page.goto(address))
        for _ in range(MOST_LOOKS):
            self._look()
            if self.is_done:
                return
        pytest.fail(f"no way on: {self.page.url} {self.told} {self.page.content()[:2000]}")

    def hear(self, told: str) -> None:
        """A page said that there is no network."""
        self.told.append(told)
        self.cable.mend()

    def press(self, button: Locator) -> None:
        """A button or link that leads to another page."""
        self.going(button.click)

    def going(self, act: Callable[[], object]) -> None:
        """A navigation, which the network may end."""
        try:
            with self.page.expect_navigation():
                act()
        except WaitedInVain:
            raise
        except Error:
            self.page.wait_for_function(STANDS)

    def _look(self) -> None:
        if self.page.evaluate(NO_NETWORK):  # the browser's own page, where no worker is
            self.hear("browser")
            return self.going(self.page.reload)
        marks = [mark for mark, _ in self._moves]
        self.page.locator(", ".join(marks)).first.wait_for(state="attached")
        for mark, act in self._moves:
            found = self.page.locator(mark).first
            if found.count():
                return act(self, found)
        return None


def press(walker: Walker, button: Locator) -> None:
    """What the page offers leads on."""
    walker.press(button)


def finish(walker: Walker, _mark: Locator) -> None:
    """She is where she wanted to be."""
    walker.is_done = True


def _back(walker: Walker, button: Locator) -> None:
    """It is not known whether the form arrived: the page says to go back and press again."""
    for said in ("phone.lost_title", "phone.lost_why", "phone.lost_way"):
        assert walker.page.get_by_text(words(said)).is_visible(), said
    walker.hear("lost")
    walker.press(button)


def _again(walker: Walker, link: Locator) -> None:
    """Her kept page: there is a network again."""
    assert walker.page.get_by_text(words("phone.offline_title")).is_visible()
    walker.hear("kept")
    walker.press(link)
