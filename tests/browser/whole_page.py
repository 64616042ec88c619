"""Looking at a page: it fits, can be read and pressed, on a phone and on a desk."""

from __future__ import annotations

from axe import overflow, small_targets, small_text, violations
from look import DESK, keep_picture
from playwright.sync_api import Page
from stage import PHONE


def whole(page: Page, name: str) -> None:
    """The same at both sizes; a picture where ``YIBAO_SCREENSHOTS`` wants one."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert not overflow(page), name
        assert not small_text(page), name
        assert not small_targets(page), name
        assert not violations(page), name
        keep_picture(page, f"{name} {size['width']}")
    page.set_viewport_size(PHONE)


def office(page: Page, name: str) -> None:
    """The same for a page of the console, whose text and targets may be smaller."""
    for width in (PHONE["width"], DESK["width"]):
        page.set_viewport_size({"width": width, "height": 800})
        keep_picture(page, f"{name} {width}")
        assert not overflow(page), name
        assert not small_text(page, 16), name
        assert not small_targets(page, 24), name
        assert not violations(page), name
