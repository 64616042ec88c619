"""Looks at a page as a machine can: one h1, a title, a language, form actions, unique ids."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID_OF_TRANSLATION = re.compile(r"\b(?:admin|auth|credentials|errors|layout|cards)\.[a-z_]+\b")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.lang = ""
        self.labels: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.images: list[dict[str, str | None]] = []
        self.forms: list[dict[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags[tag] += 1
        if given.get("id"):
            self.ids[given["id"]] += 1
        if tag == "html":
            self.lang = given.get("lang") or ""
        elif tag == "label":
            self.labels.add(given.get("for") or "")
        elif (
            tag in {"input", "select", "textarea"}
            and given.get("type") != "hidden"
            and "hidden" not in given
        ):
            self.controls.append(given)
        elif tag == "img":
            self.images.append(given)
        elif tag == "form":
            self.forms.append(given)
        assert not any(name == "style" or name.startswith("on") for name in given), given

    def handle_data(self, data):
        self.words.append(data)


def _is_hidden(given: dict[str, str | None]) -> bool:
    return given.get("type") == "hidden" or "hidden" in given


def check_page(response, *, status: int = 200, lang: str = "zh-Hans") -> str:
    """The page's words, after all that every page promises was looked at."""
    assert response.status_code == status, response.status_code
    html = response.get_data(as_text=True)
    reader = _Reader()
    reader.feed(html)
    assert reader.lang == lang
    assert reader.tags["h1"] == 1, "one h1"
    assert reader.tags["title"] == 1
    assert [name for name, times in reader.ids.items() if times > 1] == [], "ids are unique"
    assert all(image.get("alt") is not None for image in reader.images)
    for control in reader.controls:
        named = control.get("id") in reader.labels or control.get("aria-label")
        assert named or control.get("type") in {"checkbox", "radio"}, control
    words = " ".join("".join(reader.words).split())
    assert not VOID_OF_TRANSLATION.search(words), VOID_OF_TRANSLATION.search(words)
    return words
