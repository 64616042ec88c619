from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.adapters.cipher import KEY_BYTES, FieldCipher, generate_key
from courier.domain.errors import BadInput
from courier.ports import FieldKind, FieldSealer

CIPHER: FieldSealer = FieldCipher(bytes(range(KEY_BYTES)))
NUMBER = "11010519491231002X"


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_a_sealed_field_opens_to_the_same_text(text):
    sealed = CIPHER.seal(FieldKind.BANK_ACCOUNT, text)
    assert CIPHER.open(FieldKind.BANK_ACCOUNT, sealed) == text


def test_the_same_number_always_seals_to_the_same_bytes():
    again = FieldCipher(bytes(range(KEY_BYTES))).seal(FieldKind.ID_NUMBER, NUMBER)
    assert CIPHER.seal(FieldKind.ID_NUMBER, NUMBER) == again
    assert NUMBER.encode() not in again


def test_another_kind_or_key_seals_differently_and_does_not_open():
    sealed = CIPHER.seal(FieldKind.ID_NUMBER, NUMBER)
    assert sealed != CIPHER.seal(FieldKind.PHONE, NUMBER)
    with pytest.raises(BadInput, match="sealed_field_broken"):
        CIPHER.open(FieldKind.PHONE, sealed)
    with pytest.raises(BadInput, match="sealed_field_broken"):
        FieldCipher(generate_key()).open(FieldKind.ID_NUMBER, sealed)


@pytest.mark.parametrize("place", [0, 15, 16, -1])
def test_a_single_changed_bit_does_not_open(place):
    sealed = bytearray(CIPHER.seal(FieldKind.ID_NUMBER, NUMBER))
    sealed[place] ^= 1
    with pytest.raises(BadInput, match="sealed_field_broken"):
        CIPHER.open(FieldKind.ID_NUMBER, bytes(sealed))


@pytest.mark.parametrize("data", [b"", b"short", bytes(16)])
def test_what_was_never_sealed_does_not_open(data):
    with pytest.raises(BadInput, match="sealed_field_broken"):
        CIPHER.open(FieldKind.PHONE, data)


def test_a_key_of_a_wrong_length_is_refused_at_once_and_never_shown():
    with pytest.raises(ValueError, match="32 bytes"):
        FieldCipher(bytes(32))
    assert repr(CIPHER) == "FieldCipher()"


def test_an_empty_field_is_not_sealed():
    with pytest.raises(ValueError, match="empty"):
        CIPHER.seal(FieldKind.PHONE, "")
