"""Live codes: a card and what the phone signed."""

from __future__ import annotations

import datetime as dt

import cbor2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from courier.adapters.card_crypto import generate_issuer_key
from courier.adapters.card_office import CoseCardOffice
from courier.domain.credentials import CardClaims, HolderKey, LiveProof, from_address, to_address
from courier.domain.errors import BadInput
from tests.factories.live_codes import PhoneKey

OFFICE = CoseCardOffice()
ISSUER = generate_issuer_key()
PHONE, OTHER_PHONE = PhoneKey(), PhoneKey()
NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


def card_of(phone: PhoneKey | None) -> bytes:
    claims = CardClaims(
        county_id=341521,
        card_number="CAD3H7K2M9PX",
        courier_number="SX-0012",
        name="阿卜杜热西提·买买提明江",
        region_codes=("341521104", "341521104201"),
        issued_at=NOW,
        valid_from=NOW,
        valid_until=NOW + dt.timedelta(hours=72),
        status_index=1234,
        holder_key=phone.public if phone else None,
    )
    return OFFICE.sign(claims, kid=ISSUER.kid, private_pem=ISSUER.private_pem)


CARD = card_of(PHONE)
CODE = PHONE.code(CARD, NOW, 4711)


def read(data: bytes):
    return OFFICE.read(data, public_pems={ISSUER.kid: ISSUER.public_pem})


def fault(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read(data)
    return caught.value.code


def test_a_live_code_tells_its_card_its_moment_and_its_answer():
    shown = read(from_address(to_address("https://kuaidi.example.gov.cn", CODE)))
    assert shown.claims.holder_key == PHONE.public
    assert shown.proof == LiveProof(NOW, "4711")
    assert read(PHONE.code(CARD, NOW)).proof == LiveProof(NOW, None)
    assert read(PHONE.code(CARD, NOW, 7)).proof.answer == "0007"


def test_a_card_alone_proves_nothing_more():
    assert read(CARD).proof is None


def test_it_fits_a_code_that_a_cheap_camera_reads():
    address = to_address("https://kuaidi.example.gov.cn", CODE)
    assert segno.make(address, error="l", mode="alphanumeric").version <= 15


def test_no_single_changed_bit_goes_unnoticed():
    passed = []
    for place in range(len(CODE)):
        for bit in range(8):
            changed = bytearray(CODE)
            changed[place] ^= 1 << bit
            try:
                read(bytes(changed))
            except BadInput:
                continue
            passed.append((place, bit))
    assert not passed


@given(st.binary(max_size=400))
def test_rubbish_is_refused_calmly(data):
    assert fault(b"\x84" + data) in {"card_unreadable", "card_forged", "card_unknown_issuer"}


@pytest.mark.parametrize("cut", [1, 2, 64, 100])
def test_what_is_cut_or_doubled_is_unreadable(cut):
    assert fault(CODE[:-cut]) == "card_unreadable"
    assert fault(CODE + CODE) == "card_unreadable"


def test_a_copied_card_in_another_phone_is_forged():
    assert fault(OTHER_PHONE.code(CARD, NOW)) == "card_forged"


def test_a_card_that_names_no_key_cannot_be_live():
    assert fault(PHONE.code(card_of(None), NOW)) == "card_forged"


def test_a_signature_for_another_moment_or_answer_is_forged():
    card, seconds, answer, signature = cbor2.loads(CODE)
    assert fault(cbor2.dumps([card, seconds + 1, answer, signature])) == "card_forged"
    assert fault(cbor2.dumps([card, seconds, answer + 1, signature])) == "card_forged"
    assert fault(cbor2.dumps([card, seconds, None, signature])) == "card_forged"


@pytest.mark.parametrize(
    "parts",
    [
        [CARD, 1, 10_000, b"s" * 64],
        [CARD, 1, -1, b"s" * 64],
        [CARD, True, None, b"s" * 64],
        [CARD, 1, None, b""],
        [CARD, 2**60, None, b"s" * 64],
        [CARD, -1, None, b"s" * 64],
        ["card", 1, None, b"s" * 64],
        [CARD, 1, None, None],
        [CODE, 1, None, b"s" * 64],
    ],
)
def test_other_shapes_are_refused(parts):
    assert fault(cbor2.dumps(parts)) in {"card_unreadable", "card_forged"}


@pytest.mark.parametrize(
    "key", [HolderKey(b"", b""), HolderKey(b"x" * 32, b"y" * 32), HolderKey(b"\0" * 32, b"\0" * 32)]
)
def test_what_is_no_point_of_the_curve_is_no_key(key):
    assert not OFFICE.is_key(key)
    assert OFFICE.is_key(PHONE.public)
