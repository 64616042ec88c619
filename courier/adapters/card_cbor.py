"""CBOR (RFC 8949) as cards use it: few kinds of values, each written in one way only.

Anything else is refused before it is looked at, so that every verifier, whatever it is written in,
takes the same bytes for the same card (``static/js/verify/cbor.js`` is the other one).
"""

from __future__ import annotations

import functools
from typing import Any

import cbor2

from courier.domain.credentials import MAX_CARD_BYTES
from courier.domain.errors import BadInput

SIGN1_TAG, CWT_TAG = 18, 61
DEEPEST = 8
_LARGEST = 2**64 - 1
# What cbor2 raises for strangers' bytes: fractions by zero, numbers beyond all bounds, …
_FAULTS = (
    cbor2.CBORError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError,
    AssertionError, RecursionError, MemoryError,
)  # fmt: skip


def decoded(data: bytes, *, at_most: int = MAX_CARD_BYTES) -> Any:  # noqa: ANN401 - callers match its shape
    """The value of whole, canonical CBOR of at most ``at_most`` bytes.

    Allowed are whole numbers of 64 bits, byte and text strings, null, lists, maps with numbers or
    texts for keys, and the tags of COSE_Sign1 and CWT. Raises BadInput ``card_unreadable``.
    """
    if len(data) > at_most:
        raise BadInput("card_unreadable")
    try:
        value = cbor2.loads(data)
        # Bytes after the end, or a second way to write the same, come out otherwise.
        is_whole = _is_plain(value, DEEPEST) and cbor2.dumps(value) == data
    except _FAULTS as error:
        raise BadInput("card_unreadable") from error
    if not is_whole:
        raise BadInput("card_unreadable")
    return value


def _is_plain(value: object, depth: int) -> bool:
    kind = type(value)
    if kind is int:
        return _is_word(value)
    if kind in (bytes, str) or value is None:
        return True
    if depth == 0:
        return False
    if isinstance(value, list):
        return all(_is_plain(part, depth - 1) for part in value)
    if isinstance(value, cbor2.CBORTag):
        return value.tag in (SIGN1_TAG, CWT_TAG) and _is_plain(value.value, depth - 1)
    return isinstance(value, dict) and _is_plain_map(value, depth - 1)


def _is_plain_map(value: dict[object, object], depth: int) -> bool:
    """Whether its keys are numbers or texts in their one order, and its values plain."""
    before = (0, b"")
    for key, part in value.items():
        if not (_is_word(key) or type(key) is str) or not _is_plain(part, depth):
            return False
        rank = _rank(key)
        if rank <= before:
            return False
        before = rank
    return True


@functools.lru_cache(maxsize=256, typed=True)
def _rank(key: object) -> tuple[int, bytes]:
    """Where a key stands in a map: shorter ones first, then by their bytes."""
    written = cbor2.dumps(key)
    return len(written), written


def _is_word(value: object) -> bool:
    return type(value) is int and -_LARGEST - 1 <= value <= _LARGEST
