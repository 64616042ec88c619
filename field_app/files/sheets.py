"""A face's style sheets as one file: on a poor network each call costs more than its bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ALL = ("tokens", "base", "forms", "cards", "tables")
FACES = {
    "villager": _ALL,
    "courier": (*_ALL, "courier", "phone"),
    "console": (*_ALL, "console"),
}
_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of the face looks like, on a screen and on paper."""

    text: str

    @property
    def version(self) -> str:
        """Sixteen hex digits of the content."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@cache
def sheet(folder: Path, face: str) -> Sheet:
    """Raises KeyError for a face that there is not."""
    parts = [_read(folder, name) for name in FACES[face]]
    return Sheet("".join([*parts, "@media print {\n", _read(folder, "print"), "}\n"]))


def _read(folder: Path, name: str) -> str:
    return _COMMENTS.sub("", (folder / "css" / f"{name}.css").read_text("utf-8"))
