"""Cards drawn and verified per second, beside what the cryptography alone can do, in one run.

``courier bench cards``. Drawing: a batch, both sides finished PNG, all processors, from a cold
start. Verifying: reading a card (signature, claims, place) as a check does, in Python and in
Chromium. The limits: ES256 verifications by `cryptography` and by the browser's WebCrypto.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from courier.adapters.card_office import CoseCardOffice
from courier.adapters.pictures.maker import PillowPictures
from courier.adapters.pictures.photos import clean_photo
from courier.domain.credentials import CardClaims
from courier.domain.status_lists import LASTS, PlaceState, StatusList, list_path, pack
from courier.ports import IssuerKeyPair
from tests.benchmarks.browser_checks import browser_speed
from tests.factories.live_codes import PhoneKey
from tests.factories.pictures import PUBLIC_URL, card_face, portrait

COUNTY_ID = 990101
PLACES = 100_000
REVOKED, SUSPENDED = 2_000, 500  # of the places, by chance
ROUNDS = 5
NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "秀英桂兰玉建国志明华䶮㛃"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; ``ratio`` is to ``limit``."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card and a live code of one courier, and the key that signed them."""

    key: IssuerKeyPair
    card: bytes
    code: bytes


def drawn_a_second(count: int) -> float:
    """A batch with names, numbers and codes of its own each, from the first process to the last."""
    faces = [face(number) for number in range(count)]
    began = time.perf_counter()
    drawn = sum(1 for _ in PillowPictures().cards(faces, "zh_Hans"))
    took = time.perf_counter() - began
    assert drawn == count
    return count / took


def face(number: int):
    """A card's face that no other has, with an address as long as a signed card's."""
    chance = random.Random(number)  # noqa: S311 - the same cards each time
    signed = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=420))
    return card_face(
        name=chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=2)),
        courier_number=f"{100_000 + number}",
        address=f"{PUBLIC_URL.upper()}/C/{signed}",
        photo=PHOTOS[number % len(PHOTOS)],
    )


PHOTOS = [clean_photo(portrait(480 + 10 * n, 640 + 10 * n)) for n in range(8)]


def shown() -> Shown:
    """As the issue of a card and its phone make them."""
    office, phone = CoseCardOffice(), PhoneKey()
    key = office.new_key()

    def signed(holder=None) -> bytes:
        claims = CardClaims(
            county_id=COUNTY_ID,
            card_number="CAD3H7K2M9PX",
            courier_number="100001",
            name="张秀兰",
            region_codes=("990101101001", "990101101002"),
            issued_at=NOW,
            valid_from=NOW,
            valid_until=NOW + dt.timedelta(days=365),
            status_index=42,
            holder_key=holder,
        )
        return office.sign(claims, kid=key.kid, private_pem=key.private_pem)

    return Shown(key, signed(), phone.code(signed(phone.public), NOW))


def python_rates(made: Shown, seconds: float) -> tuple[float, float, float]:
    """Raw verifications, static and live cards a second; medians of rounds in turn."""
    office, pems = CoseCardOffice(), {made.key.kid: made.key.public_pem}
    private = ec.generate_private_key(ec.SECP256R1())
    public = load_pem_public_key(made.key.public_pem)
    assert isinstance(public, ec.EllipticCurvePublicKey)
    data, how = bytes(300), ec.ECDSA(hashes.SHA256())
    signature, own = private.sign(data, how), private.public_key()
    turns = [
        lambda: own.verify(signature, data, how),
        lambda: office.read(made.card, public_pems=pems),
        lambda: office.read(made.code, public_pems=pems),
    ]
    share = seconds / ROUNDS
    rounds = [[rate(turn, share) for turn in turns] for _ in range(ROUNDS)]
    raw, static, live = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    return raw, static, live


def rate(once: Callable[[], object], seconds: float) -> float:
    """How often a second."""
    began, count = time.perf_counter(), 0
    while (took := time.perf_counter() - began) < seconds:
        once()
        count += 1
    return count / took


def list_size(made: Shown) -> int:
    """Bytes of the signed list of so many places, some of them not in order."""
    chance = random.Random(PLACES)  # noqa: S311 - the same list each time
    out = chance.sample(range(PLACES), REVOKED + SUSPENDED)
    stated = {PlaceState.REVOKED: out[:REVOKED], PlaceState.SUSPENDED: out[REVOKED:]}
    rest = sorted(set(range(PLACES)) - set(out))
    places = pack([*stated.items(), (PlaceState.IN_ORDER, rest)])
    address = PUBLIC_URL + list_path(COUNTY_ID)
    found = StatusList(address, NOW, NOW + LASTS, places)
    key = made.key
    return len(CoseCardOffice().sign_list(found, kid=key.kid, private_pem=key.private_pem))


def figures(*, cards: int, seconds: float) -> list[Figure]:
    """All of them."""
    made = shown()
    drawn = drawn_a_second(cards)
    raw, static, live = python_rates(made, seconds)
    browser = browser_speed()
    own, web = "ES256 by cryptography", "ES256 by WebCrypto"
    return [
        Figure("cards drawn, both sides PNG", drawn, "/s"),
        Figure(own, raw, "/s"),
        Figure("printed cards verified, Python", static, "/s", static / raw, own),
        # A live code bears two signatures.
        Figure("live codes verified, Python", live, "/s", 2 * live / raw, f"{own}, two each"),
        Figure(web, browser.signatures, "/s", browser.signatures / raw, own),
        Figure(
            "live codes verified, Chromium",
            browser.checks,
            "/s",
            2 * browser.checks / browser.signatures,
            f"{web}, two each",
        ),
        Figure(f"status list of {PLACES:,} places", list_size(made), "bytes"),
    ]


def main(*, cards: int, seconds: float, as_json: bool) -> None:
    """Print the table."""
    found = figures(cards=cards, seconds=seconds)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
        return
    print(f"{cards:,} cards, {os.cpu_count()} cores, one run")
    for one in found:
        ratio = f"{one.ratio:6.2f} of {one.limit}" if one.ratio is not None else ""
        print(f"{one.name:34} {one.value:10,.0f} {one.unit:6} {ratio}")
