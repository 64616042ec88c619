"""Pages may run from right to left one day: styles say start and end, never left and right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = sorted((Path(__file__).parents[2] / "static" / "css").glob("*.css"))
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)"
    r"(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def physical(sheet: str) -> list[str]:
    """What in a sheet of styles names a side of the screen."""
    return PHYSICAL.findall(COMMENTS.sub("", sheet))


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_styles_name_start_and_end_never_left_and_right(path: Path) -> None:
    found = physical(path.read_text("utf-8"))
    assert not found, f"write inline-start and inline-end instead: {found}"


@pytest.mark.parametrize(
    "sheet",
    [
        "p { margin-left: 1px; }",
        "p { text-align: right; }",
        "p { float: left }",
        "p { left: 0; }",
        "p { border-top-left-radius: 1px; }",
        "p { padding-right : 0 }",
    ],
)
def test_a_side_of_the_screen_would_be_found(sheet: str) -> None:
    assert physical(sheet)


def test_logical_words_and_comments_are_no_sides() -> None:
    fine = "/* left: 0 */ p { inset-inline-start: 0; text-align: start; --left-over: 1px; }"
    assert physical(fine) == []
