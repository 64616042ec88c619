"""SECURITY.md names the tests that would fail; they exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(test_\w+)`")
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)\(", re.MULTILINE)


def missing(page: str) -> set[str]:
    """Tests that the page names and nobody has written."""
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in DEFINED.findall(path.read_text("utf-8"))
    }
    return set(NAMED.findall(page)) - defined


def test_every_test_that_the_security_page_names_exists():
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    assert len(NAMED.findall(page)) > 50
    assert not missing(page), "SECURITY.md promises tests that are not there"


def test_a_test_that_nobody_wrote_is_missed():
    assert missing("`test_nobody_ever_wrote_" + "this_one`")
