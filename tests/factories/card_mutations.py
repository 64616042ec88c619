"""Cards, live codes and lists that went wrong in every way we can think of, from one seed.

The keys of the vectors are known, so what is wrong may also be rightly signed.
"""

from __future__ import annotations

import datetime as dt
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import cbor2

from courier.adapters import card_claims
from courier.adapters.card_crypto import kid_of
from courier.adapters.card_live import signed_part
from courier.adapters.card_status_lists import MEDIA_TYPE
from courier.adapters.cose_sign1 import Signer
from courier.domain.credentials import from_address, to_address
from courier.domain.errors import BadInput
from courier.domain.status_lists import LONGEST_PACKED
from tests.factories.vector_lists import GOOD
from tests.factories.vector_world import (
    CLAIMS,
    HOST,
    ISSUER,
    KID,
    NOON,
    PHONE,
    PRINTED,
    RETIRED,
    REVOKED_ISSUER,
    ROGUE,
    STRANGER,
    list_of,
    pem,
    signed,
    signed_list,
)

LIVE = signed(replace(CLAIMS, county_id=GOOD))
CARD = signed(replace(PRINTED, county_id=GOOD))
CODES = (PHONE.code(LIVE, NOON), PHONE.code(LIVE, NOON, 815))
LIST = signed_list(list_of(GOOD))
ISSUERS = (ISSUER, ISSUER, ISSUER, RETIRED, REVOKED_ISSUER, STRANGER)
ODD_VALUES = (
    *(None, True, False, 0, 1, -1, 2**31, 2**33 - 1, 2**33, 2**53 + 1, 2**64 - 1, -(2**64)),
    *(2**64, 0.0, 1.5, float("nan"), float("inf"), "", "990011", "99001１", "\ufeff990011"),
    *("x" * 900, "\u0000", b"", b"\x00" * 32, [], [1, [2, [3, [4, [5, [6, [7, [8]]]]]]]]),
    *({}, {1: 1}, {"a": b""}, cbor2.undefined, cbor2.CBORTag(18, []), cbor2.CBORTag(61, 1)),
)
WORDS = ("\u212a", "\u017f", "I", "0", " ", "\n", "\u2028", "\x1c", "%32", "/", "?a", "#b", "=")
OFFSETS_MS = (0, 1, -1, 44_999, 45_000, 45_001, -15_000, -15_001, 65_000, 300_000, -300_000)
DAYS_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is shown, when (milliseconds), what was asked; ``list`` is the county's list at hand."""

    name: str
    text: str
    at_ms: int
    asked: str | None
    seen: int | None
    list: bytes | None
    is_signed: bool  # by the holders of the keys themselves: it may be green

    @property
    def shows_the_code(self) -> bool:
        """Whether its text is only another way to write an untouched code."""
        try:
            return from_address(self.text) in CODES
        except BadInput:
            return False


def mutation(number: random.Random) -> Mutation:
    """The next one."""
    make = number.choice(MAKERS)
    text, is_signed = make(number)
    kept, list_name = _list(number)
    at = int(NOON.timestamp()) * 1000
    if number.random() < 0.5:
        at += number.choice(OFFSETS_MS) + number.choice((0, 0, 0, DAYS_MS, -DAYS_MS, 5 * DAYS_MS))
    asked = number.choice((None, None, None, "0815", "0000", "4711"))
    seen = number.choice((None, None, None, None, at // 1000, at // 1000 - 3600))
    name = f"{make.__name__}, {list_name}"
    return Mutation(name, text, at, asked, seen, kept, is_signed)


def untouched(number: random.Random) -> tuple[str, bool]:
    """Time, digits and list alone are wrong."""
    return _address(number.choice(CODES)), True


def flipped(number: random.Random) -> tuple[str, bool]:
    return _address(_flip(number, _shown(number), number.randint(1, 3))), False


def cut(number: random.Random) -> tuple[str, bool]:
    data = _shown(number)
    return _address(data[: number.randrange(len(data))]), False


def doubled(number: random.Random) -> tuple[str, bool]:
    data = _shown(number)
    return _address(data + number.choice((data, b"\x00", data[:7], CARD))), False


def spliced(number: random.Random) -> tuple[str, bool]:
    """A piece of one in another."""
    data, other = _shown(number), _shown(number)
    start, length = number.randrange(len(data)), number.randint(1, 40)
    piece = other[start : start + length]
    return _address(data[:start] + piece + data[start + number.choice((0, length)) :]), False


def exchanged(number: random.Random) -> tuple[str, bool]:
    """Parts of live codes put together anew."""
    card, seconds, answer, signature = cbor2.loads(CODES[0])
    parts = [
        number.choice((card, CARD, b"", CODES[0])),
        number.choice((seconds, seconds + 30, *ODD_VALUES)),
        number.choice((answer, 815, 10_000, *ODD_VALUES)),
        number.choice((signature, signature[:-1], signature[32:] + signature[:32], bytes(64))),
    ]
    number.random() < 0.1 and parts.append(0)
    return _address(_written(parts)), False


def respelled(number: random.Random) -> tuple[str, bool]:
    """The same values in another spelling of CBOR."""
    data = bytearray(_shown(number))
    place = number.randrange(len(data))
    kind, mark = data[place] >> 5, data[place] & 31
    if mark < 24:
        data[place : place + 1] = bytes([kind << 5 | 24, mark])
    elif kind in (2, 3, 4, 5):
        data[place] = kind << 5 | 31
        data += b"\xff"
    return _address(bytes(data)), False


def wrapped(number: random.Random) -> tuple[str, bool]:
    tags = number.choices((18, 61, 24, 55_799), k=number.randint(1, 9))
    data = cbor2.loads(number.choice((CARD, LIVE)))
    for tag in tags:
        data = cbor2.CBORTag(tag, data)
    return _address(_written(data)), True


def claimed(number: random.Random) -> tuple[str, bool]:
    """An issuer signed nonsense."""
    claims = card_claims.pack(replace(CLAIMS, county_id=GOOD))
    for _ in range(number.randint(1, 2)):
        _spoil(number, claims)
    card = _resigned(number, claims)
    return _address(number.choice((card, PHONE.code(card, NOON)))), True


def held(number: random.Random) -> tuple[str, bool]:
    """An issuer signed a card for a key that is none."""
    claims = card_claims.pack(replace(CLAIMS, county_id=GOOD))
    key = claims[8][1]
    place = number.choice((-1, -2, -3, 1))
    key[place] = number.choice((bytes(32), b"\xff" * 32, b"\x01" * 31, *ODD_VALUES))
    return _address(PHONE.code(_resigned(number, claims), NOON)), True


def answered(number: random.Random) -> tuple[str, bool]:
    """A phone signed nonsense."""
    phone = number.choice((PHONE, PHONE, ROGUE))
    card = number.choice((LIVE, LIVE, CARD))
    seconds = int(NOON.timestamp()) + number.choice((0, 30, -30, 2**33, -(2**40)))
    answer = number.choice((None, 0, 815, 9999, 10_000, -1))
    try:
        code = cbor2.loads(phone.code(card, NOON))
        code[1:3] = [seconds, answer]
        code[3] = phone.sign(signed_part(card, seconds, answer))
    except OverflowError:
        code = []
    return _address(_written(code)), True


def noise(number: random.Random) -> tuple[str, bool]:
    start = number.choice((b"", b"\x84", b"\xd2\x84", b"\xd8\x3d\xd2"))
    return _address(start + number.randbytes(number.randint(0, 1030))), False


def written_otherwise(number: random.Random) -> tuple[str, bool]:
    """The right bytes in another text."""
    text = _address(_shown(number))
    place = number.randrange(len(text) + 1)
    ways: tuple[Callable[[], str], ...] = (
        text.lower,
        lambda: text.rsplit("/", 1)[1],
        lambda: f"\u3000{text}\x1c\n",
        lambda: text[:place] + number.choice(WORDS) + text[place:],
        lambda: text + number.choice(("/", "?lang=en", "#x", "?a\nb", "=", "==", " x")),
        lambda: text.replace("HTTPS://YIBAO.EXAMPLE", number.choice(("", "ftp://x", "http://x y"))),
        lambda: text[:-1] + chr((ord(text[-1]) - 64) % 26 + 65),
        lambda: "\U0001f600" * number.choice((10, 2900)) + text,
        lambda: text * number.choice((2, 8)),
    )
    return number.choice(ways)(), False


MAKERS = (
    *(untouched, untouched, flipped, cut, doubled, spliced, exchanged, respelled),
    *(wrapped, claimed, held, answered, noise, written_otherwise),
)


def _list(number: random.Random) -> tuple[bytes | None, str]:
    """The list at hand, as it is or spoiled."""
    made = list_of(GOOD, NOON - dt.timedelta(minutes=number.choice((60, 0, 359, 361, -5, -6))))
    way = number.randrange(10)
    if way == 0:
        return None, "no list"
    if way == 1:
        return _flip(number, signed_list(made), 1), "list flipped"
    if way == 2:
        return signed_list(made)[: number.randrange(200)], "list cut"
    if way == 3:
        return _odd_list(number), "list odd"
    return signed_list(made, number.choice(ISSUERS)), "list"


def _odd_list(number: random.Random) -> bytes:
    made = list_of(GOOD)
    packed = zlib.compress(made.places)
    told = {
        2: made.address,
        6: int(made.made_at.timestamp()),
        4: int(made.valid_until.timestamp()),
        65534: 300,
        65533: {"bits": 2, "lst": packed},
    }
    if number.random() < 0.5:
        bomb = zlib.compress(bytes(number.choice((LONGEST_PACKED, LONGEST_PACKED + 1))))
        raw = zlib.compress(made.places)[2:-4]
        odd = (packed[:-1], packed + b"\x00", packed * 2, raw, b"", bomb, packed[:-2] + b"ab")
        told[65533]["lst"] = number.choice(odd)
    else:
        _spoil(number, told)
    return _resigned(number, told, number.choice((MEDIA_TYPE, MEDIA_TYPE, None, "text/plain")))


def _spoil(number: random.Random, claims: dict) -> None:
    way = number.randrange(4)
    key = number.choice(list(claims))
    if way == 0:
        del claims[key]
    elif way == 1:
        claims[number.choice((3, 7, -65541, 2**40, "x", b"k", True))] = number.choice(ODD_VALUES)
    else:
        claims[key] = number.choice(ODD_VALUES)


def _resigned(number: random.Random, payload: object, media_type: str | None = None) -> bytes:
    key = number.choice(ISSUERS)
    signer = Signer(pem(key), number.choice((kid_of(key.public_key()), KID)))
    return signer.sign(payload, media_type=media_type)


def _shown(number: random.Random) -> bytes:
    return number.choice((*CODES, LIVE, CARD))


def _flip(number: random.Random, data: bytes, times: int) -> bytes:
    changed = bytearray(data)
    for _ in range(times):
        changed[number.randrange(len(changed))] ^= 1 << number.randrange(8)
    return bytes(changed)


def _address(data: bytes) -> str:
    return to_address(HOST, data)


def _written(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)
