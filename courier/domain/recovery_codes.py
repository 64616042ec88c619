"""Codes on paper that stand in for a lost phone, each once: «7K4Q-2M8X-9PTD».

The first four characters say which code it is, the other eight (40 random bits, behind the password
and the lock of five tries) are secret and kept as a slow hash alone.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable

from courier.domain.short_codes import ALPHABET

HOW_MANY = 10
LABEL, WHOLE, GROUP = 4, 12, 4
_CODE = re.compile(f"[{ALPHABET}]{{{WHOLE}}}")
_SEPARATORS = re.compile(r"[\s\-‐-―_.·]+")
_LOOKALIKES = str.maketrans("OIL", "011")


def new_codes(choice: Callable[[str], str] = secrets.choice) -> tuple[str, ...]:
    """Ten codes as they are stored and compared, each with a label of its own."""
    codes: dict[str, str] = {}
    while len(codes) < HOW_MANY:
        code = "".join(choice(ALPHABET) for _ in range(WHOLE))
        codes.setdefault(label_of(code), code)
    return tuple(codes.values())


def label_of(code: str) -> str:
    """The part that is no secret."""
    return code[:LABEL]


def in_groups(code: str) -> str:
    """As it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, WHOLE, GROUP))


def typed_code(text: str) -> str | None:
    """What somebody typed from the paper; None for what cannot be such a code."""
    plain = unicodedata.normalize("NFKC", text[: WHOLE * GROUP]).upper()
    code = _SEPARATORS.sub("", plain).translate(_LOOKALIKES)
    return code if _CODE.fullmatch(code) else None
