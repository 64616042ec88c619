"""Signed status lists: what is read back, and what is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import cbor2
import cwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.adapters.card_office import CoseCardOffice
from courier.domain.errors import BadInput
from courier.domain.status_lists import MEDIA_TYPE, PlaceState, pack
from tests.factories.vector_lists import NOT_BELIEVED, lists
from tests.factories.vector_world import (
    CARD,
    ISSUER,
    KID,
    REVOKED_ISSUER,
    list_of,
    public_pem,
    signed_list,
)

OFFICE = CoseCardOffice()
KEYS = {KID: public_pem(ISSUER)}
MADE = list_of(990_011)
SIGNED = signed_list(MADE)
REFUSED = {"card_unreadable", "card_forged", "card_unknown_issuer"}


def read(data: bytes, **revoked):
    return OFFICE.read_list(data, public_pems=KEYS, **revoked)


def fault(data: bytes, **revoked) -> str:
    with pytest.raises(BadInput) as caught:
        read(data, **revoked)
    return caught.value.code


def test_a_signed_list_reads_back():
    assert read(SIGNED) == MADE


def test_another_implementation_of_the_standard_reads_our_lists():
    key = cwt.COSEKey.from_pem(KEYS[KID], kid=bytes.fromhex(KID), alg="ES256")
    protected, _, payload = cwt.COSE.new().decode_with_headers(SIGNED, key)
    assert protected[16] == MEDIA_TYPE
    told = cbor2.loads(payload)
    assert told[2] == "https://yibao.example/c/status/990011"
    assert told[4] - told[6] == 6 * 3600
    assert told[65533]["bits"] == 2


def test_no_single_changed_bit_of_a_list_goes_unnoticed():
    for place in range(len(SIGNED) * 8):
        changed = bytearray(SIGNED)
        changed[place // 8] ^= 1 << place % 8
        assert fault(bytes(changed)) in REFUSED


@pytest.mark.parametrize("county", sorted(NOT_BELIEVED.keys() - {990_022, 990_025, 990_033}))
def test_what_is_no_right_list_is_refused(county):
    assert fault(lists()[county]) in REFUSED


def test_a_card_is_no_list_and_a_list_no_card():
    assert fault(CARD) == "card_unreadable"
    with pytest.raises(BadInput, match="card_unreadable"):
        OFFICE.read(SIGNED, public_pems=KEYS)


def test_a_list_of_a_revoked_key_is_refused():
    assert fault(SIGNED, revoked={KID}) == "card_key_revoked"
    assert fault(signed_list(MADE, REVOKED_ISSUER)) == "card_unknown_issuer"


def test_a_list_of_a_hundred_thousand_is_a_few_kilobytes():
    drawn = random.Random(2026)  # noqa: S311 - where they lie decides how far they shrink
    places = drawn.sample(range(100_000), 2_500)
    states = (
        (PlaceState.REVOKED, places[:2_000]),
        (PlaceState.SUSPENDED, places[2_000:]),
        (PlaceState.IN_ORDER, sorted(set(range(100_000)) - set(places))),
    )
    full = replace(MADE, places=pack(states))
    assert len(full.places) == 25_000
    assert len(signed_list(full)) < 6_000
    assert read(signed_list(full)) == full


@pytest.mark.parametrize("size", [0, 1_000, 300_000, 10_000_000])
def test_rubbish_of_any_size_is_refused(size):
    assert fault(b"\xd2" + bytes(size)) == "card_unreadable"


@given(st.binary(max_size=300))
def test_rubbish_is_refused_calmly(data):
    assert fault(data) in REFUSED
