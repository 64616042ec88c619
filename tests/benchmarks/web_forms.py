"""Forms of a page, as a browser without scripts would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None and given.get("name"):
            self._take(self._open, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    @staticmethod
    def _take(form: Form, tag: str, given: Attributes) -> None:
        name, value, kind = given["name"], given.get("value", ""), given.get("type", "")
        if tag == "button":
            form.buttons.setdefault(name, []).append(value)
        elif tag == "input" and kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif tag in {"input", "textarea"} and (kind != "checkbox" or "checked" in given):
            form.fields.append((name, value))


@dataclass
class Page:
    """A page's forms and links."""

    forms: list[Form]
    links: list[str]

    def form(self, ending: str) -> Form | None:
        """The form whose address ends so, if there is one."""
        return next(
            (one for one in self.forms if one.action.partition("?")[0].endswith(ending)), None
        )


def read_page(html: str) -> Page:
    """All forms and links of a page."""
    reader = _Reader()
    reader.feed(html)
    return Page(reader.forms, reader.links)
