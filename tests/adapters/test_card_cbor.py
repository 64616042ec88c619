"""CBOR in one spelling: what any verifier takes for a card, ours takes too, and nothing more."""

from __future__ import annotations

import cbor2
import pytest

from courier.adapters.card_cbor import decoded
from courier.domain.credentials import MAX_CARD_BYTES, from_address
from courier.domain.errors import BadInput


@pytest.mark.parametrize(
    "value",
    [0, 23, 24, 2**32, 2**64 - 1, -1, -(2**64), b"", "阿卜杜", None, [], [1, [b"x"]], {}, {1: 2}],
)
def test_plain_values_are_read(value):
    assert decoded(cbor2.dumps(value, canonical=True)) == value


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("bytes after the end", "0000"),
        ("nothing", ""),
        ("a longer head than needed", "1801"),
        ("an indefinite array", "9f01ff"),
        ("an indefinite text", "7f6161ff"),
        ("keys out of order", "a202010102"),
        ("a key twice", "a201010102"),
        ("a key of bytes", "a1410101"),
        ("a key that is true", "a1f501"),
        ("true", "f5"),
        ("a float", "f93c00"),
        ("undefined", "f7"),
        ("a big number", "c249010000000000000000"),
        ("a small big number", "c24101"),
        ("a moment", "c11a514b67b0"),
        ("another tag", "d82001"),
        ("text that is not UTF-8", "61ff"),
        ("half a surrogate pair", "63eda080"),
        ("nine levels", "81" * 9 + "00"),
        ("a thousand levels", "81" * 1000 + "00"),
        ("a length that is not there", "9b7fffffffffffffff"),
        ("too many bytes", "59" + f"{MAX_CARD_BYTES:04x}" + "00" * MAX_CARD_BYTES),
    ],
)
def test_anything_else_is_refused(name, written):
    with pytest.raises(BadInput, match="card_unreadable"):
        decoded(bytes.fromhex(written))


@pytest.mark.parametrize("letter", ["\u212a", "\u017f", "\u0131", "\uff21"])
def test_letters_of_other_alphabets_are_none_of_an_address(letter):
    for text in (f"AAAAAAA{letter}", f"https://courier.test/c/AAAAAAA{letter}"):
        with pytest.raises(BadInput, match="card_unreadable"):
            from_address(text)
