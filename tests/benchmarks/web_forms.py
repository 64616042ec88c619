"""Forms of a page, as a browser without scripts would send them.

Read by expressions, not by html.parser: a day looks at a hundred thousand pages of our own, which
are well-formed, and would otherwise spend more on reading than the server on answering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

Attributes = dict[str, str]
TAG = re.compile(r"<(/form|a|form|input|textarea|button)\b((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"([\w:-]+)(?:=\"([^\"]*)\")?")


@dataclass
class Form:
    """Where it goes, what it says as it stands, and what may be chosen or pressed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **said: str) -> list[tuple[str, str]]:
        """Its fields with some said anew; a choice that nobody made is the first one."""
        chosen = {name: values[0] for name, values in self.choices.items()} | said
        kept = [(name, value) for name, value in self.fields if name not in chosen]
        return kept + list(chosen.items())

    def take(self, tag: str, given: Attributes) -> None:
        """One of its controls."""
        name, value, kind = given["name"], given.get("value", ""), given.get("type", "")
        if tag == "button":
            self.buttons.setdefault(name, []).append(value)
        elif tag == "input" and kind == "radio":
            self.choices.setdefault(name, []).append(value)
        elif tag in {"input", "textarea"} and (kind != "checkbox" or "checked" in given):
            self.fields.append((name, value))


@dataclass
class Page:
    """A page's forms and links."""

    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def form(self, ending: str) -> Form | None:
        """The form whose address ends so, if there is one."""
        return next(
            (one for one in self.forms if one.action.partition("?")[0].endswith(ending)), None
        )


def read_page(html: str) -> Page:
    """All forms and links of a page."""
    page, is_open = Page(), False
    for tag, written in TAG.findall(html):
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(written)}
        if tag == "a" and "href" in given:
            page.links.append(given["href"])
        elif tag == "form":
            page.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif is_open and given.get("name"):
            page.forms[-1].take(tag, given)
        is_open = tag == "form" or (is_open and tag != "/form")
    return page
