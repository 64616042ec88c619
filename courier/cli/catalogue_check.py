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
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from courier.settings import ROOT
from courier.texts import LOCALES_DIR, Locale

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
    """What the sources ask for: ``said`` and ``codes`` must exist, the rest may."""

    said: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def uses(self, key: str) -> bool:
        """Whether anything may ask for this key."""
        bare = key.removeprefix("errors.")
        if key in self.words or bare in self.words:
            return True
        return self._is_made_of_parts(key, key.partition(".")[2])

    def _is_made_of_parts(self, key: str, bare: str) -> bool:
        for pattern in self._compiled:
            found = pattern.fullmatch(key) or pattern.fullmatch(bare)
            if found and all(part.isdigit() or part in self.words for part in found.groups()):
                return True
        return False

    @cached_property
    def _compiled(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern in self.patterns]


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
                asked.words.add(text)
            case ast.JoinedStr():
                asked.patterns.add(_pattern(node))
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
        asked.patterns.add("".join(_template_part(part) for part in parts))


def _template_part(part: str) -> str:
    return re.escape(part.strip("\"'")) if part[0] in "\"'" else "(.+)"


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
        for part in node.values
    )


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
