"""Which sentences the code asks for, and whether all catalogues hold them.

Used are: a key that stands as a string in Python, SQL or a template; ``errors.<code>`` of a code
that stands there; and a key made of parts (``f"visits.step_{state}"``) whose parts stand there,
in a policy pack or are digits.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from courier.settings import ROOT
from courier.texts import LOCALES_DIR, Locale

Pattern = tuple[str | None, ...]
DEEPEST = 2  # a part may itself be made of parts
SHORTEST_PATTERN = 4  # letters that are said; fewer would fit anything
SOURCES = ("courier", "field_app", "bot/actions")
SPEAKERS = frozenset({"t", "say", "tell", "words", "has"})
ERRORS = frozenset({"BadInput", "NotFound", "NotAllowed", "Conflict", "Refused", "OutsideFailed"})
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"""
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
QUOTED = re.compile(r"""["']([\w.]+)["']""")
SPOKEN_IN_TEMPLATE = re.compile(r"""\bt\(\s*["']([^"']+)["']\s*[,)]""")
JOINED_IN_TEMPLATE = re.compile(r"""["'][\w.]+["'](?:\s*~\s*(?:["'][\w.]*["']|[\w.]+))+""")


@dataclass
class Asked:
    """What the sources ask for: ``said`` and ``codes`` must exist, the rest may.

    A pattern is a key made of parts; None stands where something is put in.
    """

    said: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    patterns: set[Pattern] = field(default_factory=set)

    def uses(self, key: str) -> bool:
        """Whether anything may ask for this key."""
        return self._knows(key, DEEPEST) or self._knows(key.partition(".")[2], DEEPEST)

    def _knows(self, text: str, depth: int) -> bool:
        if text in self.words or text.isdigit():
            return True
        return depth > 0 and any(self._fits(text, pattern, depth) for pattern in self.patterns)

    def _fits(self, text: str, pattern: Pattern, depth: int) -> bool:
        if not pattern:
            return not text
        first, rest = pattern[0], pattern[1:]
        if first is not None:
            return text.startswith(first) and self._fits(text[len(first) :], rest, depth)
        if not all(part in text for part in rest if part):
            return False
        return any(
            self._fits(text[end:], rest, depth) and (end == 0 or self._knows(text[:end], depth - 1))
            for end in range(len(text) + 1)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is wrong, as (locale, key) or key, and how many keys the source catalogue has."""

    missing: tuple[tuple[Locale, str], ...]
    empty: tuple[tuple[Locale, str], ...]
    unused: tuple[str, ...]
    count: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.empty or self.unused)


def compare() -> Comparison:
    """Compare all three catalogues with the sources."""
    asked = asked_for()
    held = {locale: dict(sentences(locale)) for locale in Locale}
    everywhere = set().union(*held.values())
    needed = everywhere | asked.said | {f"errors.{code}" for code in asked.codes}
    return Comparison(
        missing=tuple((at, key) for at in Locale for key in sorted(needed - held[at].keys())),
        empty=tuple((at, key) for at in Locale for key, text in held[at].items() if not text),
        unused=tuple(key for key in sorted(everywhere) if not asked.uses(key)),
        count=len(held[Locale.ZH_HANS]),
    )


def add_missing(found: Comparison) -> None:
    """Add missing keys, untranslated, at the end of their room's catalogue."""
    for locale, key in found.missing:
        path = LOCALES_DIR / locale.value / f"{key.partition('.')[0]}.po"
        start = "" if path.exists() else HEADER.format(language=locale.value)
        with path.open("a", encoding="utf-8") as file:
            file.write(f'{start}\nmsgid "{key}"\nmsgstr ""\n')


def sentences(locale: Locale) -> Iterator[tuple[str, str]]:
    """All keys and sentences of a locale, the empty ones too."""
    for path in sorted((LOCALES_DIR / locale.value).glob("*.po")):
        for message in _read(path, locale):
            if message.id:
                yield str(message.id), str(message.string or "")


def asked_for() -> Asked:
    """Read all sources."""
    asked = Asked()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            _read_python(path, asked)
        for path in sorted((ROOT / folder).rglob("*.html")):
            _read_template(path, asked)
        for path in sorted((ROOT / folder).rglob("*.sql")):
            asked.words |= set(QUOTED.findall(path.read_text("utf-8")))
    for path in (ROOT / "courier" / "policies").glob("*.json"):
        asked.words |= set(_strings(json.loads(path.read_text("utf-8"))))
    return asked


def _read_python(path: Path, asked: Asked) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Constant(value=str(text)):
                asked.words |= {text, *QUOTED.findall(text)}
            case ast.JoinedStr():
                _add_pattern(asked, _pattern(node))
            case ast.Call(func=function, args=[ast.Constant(value=str(text)), *_]):
                _note_call(_name(function), text, asked)


def _note_call(function: str, text: str, asked: Asked) -> None:
    if function in SPEAKERS and KEY.fullmatch(text):
        asked.said.add(text)
    elif function in ERRORS:
        asked.codes.add(text)


def _read_template(path: Path, asked: Asked) -> None:
    source = path.read_text("utf-8")
    asked.said |= {key for key in SPOKEN_IN_TEMPLATE.findall(source) if KEY.fullmatch(key)}
    asked.words |= set(QUOTED.findall(source))
    for joined in JOINED_IN_TEMPLATE.findall(source):
        parts = [part.strip() for part in joined.split("~")]
        _add_pattern(asked, [part.strip("\"'") if part[0] in "\"'" else None for part in parts])


def _add_pattern(asked: Asked, parts: list[str | None]) -> None:
    if sum(len(part) for part in parts if part) >= SHORTEST_PATTERN:
        asked.patterns.add(tuple(parts))


def _pattern(node: ast.JoinedStr) -> list[str | None]:
    return [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _strings(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for key, value in data.items():
                yield str(key)
                yield from _strings(value)
        case list():
            for value in data:
                yield from _strings(value)


def _read(path: Path, locale: Locale) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale.value)
