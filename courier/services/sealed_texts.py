"""What is personal in a dialogue, as the conversation's memory may keep it: sealed, as text."""

from __future__ import annotations

import base64

from courier.ports import FieldKind
from courier.services.core import Core


def sealed(core: Core, kind: FieldKind, text: str) -> str:
    """The text sealed; empty stays empty."""
    return base64.b64encode(core.sealer.seal(kind, text)).decode("ascii") if text else ""


def opened(core: Core, kind: FieldKind, kept: str | None) -> str:
    """The text again; empty for what was not told."""
    return core.sealer.open(kind, base64.b64decode(kept)) if kept else ""
