"""One plain form of what people type, so that the rules look at one spelling only."""

from __future__ import annotations

import re
import unicodedata

from courier.domain.understanding.traditional import to_simplified

LONGEST = 500  # characters; a question is shorter, and what is longer is not read to its end
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """``text`` with half-width forms, simplified characters, lower case and single blanks.

    Cut to LONGEST characters. Invisible and control characters are dropped, so that nobody
    hides a number from the masking between them.
    """
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if _is_seen(c))
    return to_simplified(_BLANKS.sub(" ", shown).strip().lower())[:LONGEST]


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs"}
