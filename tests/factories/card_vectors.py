"""Makes the test vectors of cards anew: ``python -m tests.factories.card_vectors``.

The keys are no secret: they follow from two phrases. The vectors speak of the year 2001, and the
product believes their issuer about that year alone, when it is asked about a list.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

import cbor2
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from courier.adapters.card_crypto import CardSigner, kid_of
from courier.domain.credentials import CardClaims, CardStatus, Colour, Reason, to_address
from courier.services.card_vectors import FOLDER, ISSUER_FILE, VECTORS_FILE
from tests.factories.live_codes import PhoneKey

HOST = "https://yibao.example"
NOON = dt.datetime(2001, 6, 1, 4, tzinfo=dt.UTC)
SUSPENDED, REVOKED, NEVER_ISSUED = 3, 4, 99
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key_of(phrase: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hashlib.sha256(phrase.encode()).digest(), "big") % P256_ORDER
    return ec.derive_private_key(number, ec.SECP256R1())


def pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii")
    )


ISSUER, STRANGER = key_of("yibao card vectors: issuer"), key_of("yibao card vectors: a stranger")
KID = kid_of(ISSUER.public_key())
PHONE = PhoneKey(key_of("yibao card vectors: phone"))
ROGUE = PhoneKey(key_of("yibao card vectors: a rogue's phone"))
CLAIMS = CardClaims(
    county_id=990_001,
    card_number="CY7012345678",
    courier_number="100001",
    name="阿卜杜热西提·买买提",
    region_codes=("990001101", "990001101203"),
    issued_at=NOON - dt.timedelta(days=1),
    valid_from=NOON - dt.timedelta(days=1),
    valid_until=NOON + dt.timedelta(days=2),
    status_index=0,
    holder_key=PHONE.public,
)
PRINTED = replace(CLAIMS, holder_key=None, valid_until=NOON + dt.timedelta(days=200))


def signed(claims: CardClaims, key=ISSUER, kid: str = KID) -> bytes:
    return CardSigner(pem(key), kid).sign(claims)


CARD, LIVE = signed(PRINTED), signed(CLAIMS)
CODE = PHONE.code(LIVE, NOON)


def vector(name: str, data: bytes | str, at: dt.datetime, colour: Colour, reason: Reason) -> dict:
    return {
        "name": name,
        "text": data if isinstance(data, str) else to_address(HOST, data),
        "at": at.isoformat().replace("+00:00", "Z"),
        "verdict": colour.value,
        "reason": reason.value,
    }


def later(**steps: float) -> dt.datetime:
    return NOON + dt.timedelta(**steps)


def vectors() -> Iterator[dict]:
    """All of them, in the order in which they are written."""
    yield from of_time()
    yield from of_register()
    yield from of_copies()
    yield from of_rubbish()


def of_time() -> Iterator[dict]:
    live, green = (Colour.GREEN, Reason.LIVE), "live code"
    yield vector("live code, this second", CODE, NOON, *live)
    yield vector("live code with an answer", PHONE.code(LIVE, NOON, 815), NOON, *live)
    yield vector(f"{green}, 45 seconds old", CODE, later(seconds=45), *live)
    yield vector(f"{green}, 15 seconds ahead", CODE, later(seconds=-15), *live)
    for name, at, reason in (
        ("46 seconds old", later(seconds=46), Reason.CODE_OLD),
        ("a screenshot of 65 seconds", later(seconds=65), Reason.CODE_OLD),
        ("the clock five minutes slow", later(minutes=5), Reason.CODE_OLD),
        ("16 seconds ahead", later(seconds=-16), Reason.CODE_AHEAD),
        ("the clock five minutes fast", later(minutes=-5), Reason.CODE_AHEAD),
    ):
        yield vector(f"{green}, {name}", CODE, at, Colour.AMBER, reason)
    yield vector(f"{green}, five days later", CODE, later(days=5), Colour.RED, Reason.EXPIRED)
    early = later(days=-5)
    yield vector(f"{green}, five days early", CODE, early, Colour.RED, Reason.NOT_YET_VALID)
    yield vector("card in order", CARD, NOON, Colour.AMBER, Reason.MAY_BE_A_COPY)
    copy = (Colour.AMBER, Reason.MAY_BE_A_COPY)
    yield vector("card from the phone without its code", LIVE, NOON, *copy)
    yield vector("card in lower case", to_address(HOST, CARD).lower(), NOON, *copy)
    yield vector("card, four minutes before it begins", CARD, later(days=-1, minutes=-4), *copy)
    begins = later(days=-1, minutes=-6)
    yield vector("card, not yet valid", CARD, begins, Colour.RED, Reason.NOT_YET_VALID)
    yield vector("card, expired", CARD, later(days=200), Colour.RED, Reason.EXPIRED)


def of_register() -> Iterator[dict]:
    for name, index, reason in (
        ("suspended", SUSPENDED, Reason.SUSPENDED),
        ("revoked", REVOKED, Reason.REVOKED),
        ("never issued", NEVER_ISSUED, Reason.UNKNOWN),
    ):
        card = signed(replace(CLAIMS, status_index=index))
        red = (Colour.RED, reason)
        yield vector(f"live code, {name}", PHONE.code(card, NOON), NOON, *red)
        yield vector(f"card, {name}", signed(replace(PRINTED, status_index=index)), NOON, *red)
    county = signed(replace(CLAIMS, county_id=990_002))
    shown = PHONE.code(county, NOON)
    yield vector("live code of another county", shown, NOON, Colour.RED, Reason.UNKNOWN)


def of_copies() -> Iterator[dict]:
    forged = (Colour.RED, Reason.FORGED)
    yield vector("copied card in a rogue's phone", ROGUE.code(LIVE, NOON), NOON, *forged)
    yield vector("printed card shown as live", PHONE.code(CARD, NOON), NOON, *forged)
    card, seconds, answer, signature = cbor2.loads(CODE)
    moved = cbor2.dumps([card, seconds + 30, answer, signature])
    yield vector("old code under a new moment", moved, later(seconds=30), *forged)
    answered = cbor2.dumps([card, seconds, 815, signature])
    yield vector("answer put in by somebody else", answered, NOON, *forged)
    yield vector("our key's name, a stranger's signature", signed(PRINTED, STRANGER), NOON, *forged)
    other = signed(PRINTED, STRANGER, kid_of(STRANGER.public_key()))
    yield vector("card of an unknown issuer", other, NOON, Colour.RED, Reason.UNKNOWN)
    renamed = CARD.replace("阿卜杜".encode(), "巴卜杜".encode())
    yield vector("card with another name", renamed, NOON, *forged)


def of_rubbish() -> Iterator[dict]:
    unknown = (Colour.RED, Reason.UNKNOWN)
    address = to_address(HOST, CODE)
    for name, text in (
        ("nothing", ""),
        ("words", "你好"),
        ("another address", "HTTPS://YIBAO.EXAMPLE/"),
        ("cut off", address[:-20]),
        ("doubled", address + address.rsplit("/", 1)[1]),
        ("empty card", "HTTPS://YIBAO.EXAMPLE/C/"),
        ("characters of no base32", "HTTPS://YIBAO.EXAMPLE/C/0189"),
        ("five thousand letters", "HTTPS://YIBAO.EXAMPLE/C/" + "A" * 5000),
    ):
        yield vector(name, text, NOON, *unknown)
    yield vector("bytes after the end", CODE + b"\x00", NOON, *unknown)
    yield vector("a card inside a live code inside", PHONE.code(CODE, NOON), NOON, *unknown)


def register() -> dict:
    """The vectors' own register: which issuer, and what is not in order."""
    statuses = {str(index): CardStatus.ACTIVE.value for index in range(5)}
    statuses |= {
        str(SUSPENDED): CardStatus.SUSPENDED.value,
        str(REVOKED): CardStatus.REVOKED.value,
    }
    return {
        "kid": KID,
        "public_pem": public_pem(ISSUER),
        "county_id": CLAIMS.county_id,
        "statuses": statuses,
    }


def files() -> dict[str, str]:
    """Their contents by name."""
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in vectors())
    return {ISSUER_FILE: json.dumps(register(), indent=2) + "\n", VECTORS_FILE: lines}


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(content, "utf-8")
