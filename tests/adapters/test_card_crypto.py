from __future__ import annotations

import datetime as dt

import cbor2
import cwt
import pytest
import segno
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from courier.adapters.card_crypto import CardReader, CardSigner, generate_issuer_key
from courier.domain.credentials import CardClaims, HolderKey, from_address, to_address
from courier.domain.errors import BadInput

KEY, OTHER = generate_issuer_key(), generate_issuer_key()
SIGNER = CardSigner(KEY.private_pem, KEY.kid)
READER = CardReader({KEY.kid: KEY.public_pem})
START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def claims(**changes) -> CardClaims:
    facts = {
        "county_id": 341521,
        "card_number": "CAD3H7K2M9PX",
        "courier_number": "SX-0012",
        "name": "阿卜杜热西提·买买提明江",
        "region_codes": ("341521104", "341521104201"),
        "issued_at": START,
        "valid_from": START,
        "valid_until": START.replace(year=2027),
        "status_index": 1234,
        "holder_key": HolderKey(b"\x01" * 32, b"\x02" * 32),
    }
    return CardClaims(**{**facts, **changes})


CARD = SIGNER.sign(claims())


def fault(data: bytes, reader: CardReader = READER) -> str:
    with pytest.raises(BadInput) as caught:
        reader.read(data)
    return caught.value.code


def resigned(change) -> bytes:
    """The card after a change of its parts [protected, unprotected, payload, signature]."""
    parts = cbor2.loads(CARD).value
    change(parts)
    return cbor2.dumps(cbor2.CBORTag(18, parts))


@pytest.mark.parametrize("holder_key", [None, HolderKey(b"\x01" * 32, b"\x02" * 32)])
def test_a_signed_card_reads_back_through_its_address(holder_key):
    card = claims(holder_key=holder_key)
    address = to_address("https://kuaidi.example.gov.cn", SIGNER.sign(card))
    assert READER.read(from_address(address)) == card


def test_the_longest_card_fits_a_code_of_version_thirteen():
    longest = claims(name="阿" * 17, region_codes=("341521104201",) * 8)
    address = to_address("https://kuaidi.example.gov.cn", SIGNER.sign(longest))
    assert segno.make(address, error="l", mode="alphanumeric").version <= 13


def test_another_implementation_of_the_standard_reads_our_cards():
    key = cwt.COSEKey.from_pem(KEY.public_pem, kid=bytes.fromhex(KEY.kid), alg="ES256")
    plain = SIGNER.sign(claims(valid_until=dt.datetime(2090, 1, 1, tzinfo=dt.UTC)))
    read = cwt.decode(plain, key)
    assert (read[1], read[2]) == ("341521", "CAD3H7K2M9PX")


@pytest.mark.parametrize("card", [CARD, SIGNER.sign(claims(holder_key=None))], ids=len)
def test_no_changed_bit_goes_unnoticed(card):
    for place in range(len(card) * 8):
        changed = bytearray(card)
        changed[place // 8] ^= 1 << place % 8
        assert fault(bytes(changed)) in {"card_forged", "card_unreadable", "card_unknown_issuer"}


def test_a_changed_name_is_forged():
    def change(parts):
        packed = cbor2.loads(parts[2])
        packed[-65537] = "李四"
        parts[2] = cbor2.dumps(packed, canonical=True)

    assert fault(resigned(change)) == "card_forged"


def test_a_card_of_an_unknown_issuer_is_said_to_be_so():
    assert fault(CardSigner(OTHER.private_pem, OTHER.kid).sign(claims())) == "card_unknown_issuer"


def test_a_card_that_names_our_key_but_was_signed_by_another_is_forged():
    assert fault(CardSigner(OTHER.private_pem, KEY.kid).sign(claims())) == "card_forged"


@pytest.mark.parametrize("algorithm", [None, -8, -35, 5])
def test_a_card_that_asks_for_another_algorithm_is_unreadable(algorithm):
    def change(parts):
        parts[0] = cbor2.dumps({1: algorithm, 4: bytes.fromhex(KEY.kid)})

    assert fault(resigned(change)) == "card_unreadable"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"hello",
        cbor2.dumps([1, 2]),
        cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b""])),
        cbor2.dumps(cbor2.CBORTag(17, cbor2.loads(CARD).value)),
        CARD + b"\x00",
        b"\x81" * 900,
        bytes(5000),
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        bytes.fromhex("c5821b400000000000000003"),  # 3 times 2 to the 2**62th
        bytes.fromhex("c4823b3fffffffffffffff03"),
        bytes.fromhex("d81e820100"),  # one divided by nought
    ],
)
def test_what_is_no_card_is_unreadable(data):
    assert fault(data) == "card_unreadable"


@pytest.mark.parametrize(
    "payload",
    [{}, {1: "341521"}, [], {**cbor2.loads(cbor2.loads(CARD).value[2]), 4: 10**30}],
)
def test_a_signed_token_of_another_shape_is_unreadable(payload, monkeypatch):
    monkeypatch.setattr("courier.adapters.card_claims.pack", lambda _claims: payload)
    assert fault(SIGNER.sign(claims())) == "card_unreadable"


def test_a_key_of_another_curve_is_refused():
    pem = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(ValueError, match="P-256"):
        CardSigner(pem, "00")


def test_a_card_of_a_revoked_key_is_told_apart_from_a_forged_one():
    reader = CardReader({KEY.kid: KEY.public_pem, OTHER.kid: OTHER.public_pem}, {OTHER.kid})
    assert fault(CardSigner(OTHER.private_pem, OTHER.kid).sign(claims()), reader) == (
        "card_key_revoked"
    )
    assert fault(CardSigner(KEY.private_pem, OTHER.kid).sign(claims()), reader) == "card_forged"
    assert reader.read(CARD) == claims()


def test_a_private_key_is_never_shown():
    assert "PRIVATE" not in repr(KEY)
