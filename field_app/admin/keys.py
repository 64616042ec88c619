"""Where a list goes on, as an address carries it."""

from __future__ import annotations

from uuid import UUID


def key_in(text: str) -> UUID | None:
    """The key after which a list goes on; None for the beginning, and for what is no key."""
    try:
        return UUID(text)
    except ValueError:
        return None
