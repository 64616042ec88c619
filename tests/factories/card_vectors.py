"""Makes the test vectors of cards anew: ``python -m tests.factories.card_vectors``.

Their world (keys, register, lists) is made in ``vector_world.py``. The vectors speak of the year
2001, and the product believes their issuers about that year alone, when it is asked about a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import cbor2

from courier.adapters.card_crypto import kid_of
from courier.domain.credentials import Colour, Reason, to_address
from courier.services.card_vectors import (
    FOLDER,
    ISSUER_FILE,
    SITUATIONS_FILE,
    VECTORS_FILE,
    Vector,
)
from tests.factories.vector_lists import lists, of_lists, situations
from tests.factories.vector_world import (
    CARD,
    CLAIMS,
    CODE,
    HOST,
    KID,
    LIVE,
    NEVER_ISSUED,
    NOON,
    PHONE,
    PRINTED,
    RETIRED,
    REVOKED,
    REVOKED_ISSUER,
    ROGUE,
    STRANGER,
    SUSPENDED,
    later,
    signed,
    vector,
    world,
)


def vectors() -> Iterator[Vector]:
    """All of them, in the order in which they are written."""
    yield from of_time()
    yield from of_register()
    yield from of_copies()
    yield from of_keys()
    yield from of_rubbish()
    yield from of_lists()


def of_time() -> Iterator[Vector]:
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


def of_register() -> Iterator[Vector]:
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


def of_copies() -> Iterator[Vector]:
    forged = (Colour.RED, Reason.FORGED)
    yield vector("copied card in a rogue's phone", ROGUE.code(LIVE, NOON), NOON, *forged)
    yield vector("printed card shown as live", PHONE.code(CARD, NOON), NOON, *forged)
    card, seconds, answer, signature = cbor2.loads(CODE)
    moved = cbor2.dumps([card, seconds + 30, answer, signature])
    yield vector("old code under a new moment", moved, later(seconds=30), *forged)
    answered = cbor2.dumps([card, seconds, 815, signature])
    yield vector("answer put in by somebody else", answered, NOON, *forged)
    strange = signed(PRINTED, STRANGER, KID)
    yield vector("our key's name, a stranger's signature", strange, NOON, *forged)
    other = signed(PRINTED, STRANGER, kid_of(STRANGER.public_key()))
    yield vector("card of an unknown issuer", other, NOON, Colour.RED, Reason.UNKNOWN)
    renamed = CARD.replace("阿卜杜".encode(), "巴卜杜".encode())
    yield vector("card with another name", renamed, NOON, *forged)


def of_rubbish() -> Iterator[Vector]:
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
        ("cut off by one letter", address[:-1]),
        ("cut in half", address[: len(address) // 2]),
        ("two addresses", address + address),
        ("five thousand letters", "HTTPS://YIBAO.EXAMPLE/C/" + "A" * 5000),
    ):
        yield vector(name, text, NOON, *unknown)
    yield vector("bytes after the end", CODE + b"\x00", NOON, *unknown)
    for name, data in (
        ("card, cut off by one byte", CARD[:-1]),
        ("card, doubled", CARD + CARD),
        ("card, a byte too many", CARD + b"\x00"),
        ("answer of five digits", PHONE.code(LIVE, NOON, 10_000)),
        ("answer below nought", PHONE.code(LIVE, NOON, -1)),
        ("a number beyond all bounds", bytes.fromhex("c5821b400000000000000003")),
        ("a fraction by nought", bytes.fromhex("d81e820100")),
        ("a card with something unsigned", with_unsigned()),
    ):
        yield vector(name, data, NOON, *unknown)
    wrapped = b"\xd8\x3d" + CARD
    yield vector("card in a CWT tag", wrapped, NOON, Colour.AMBER, Reason.MAY_BE_A_COPY)
    moment = cbor2.dumps([LIVE, "now", None, bytes(64)])
    yield vector("a moment that is none", moment, NOON, *unknown)
    yield vector("a card inside a live code inside", PHONE.code(CODE, NOON), NOON, *unknown)


def with_unsigned() -> bytes:
    """The card with a member in its unprotected header."""
    parts = cbor2.loads(CARD).value
    parts[1] = {1: -7}
    return cbor2.dumps(cbor2.CBORTag(18, parts))


def of_keys() -> Iterator[Vector]:
    copy, stopped = (Colour.AMBER, Reason.MAY_BE_A_COPY), (Colour.RED, Reason.KEY_REVOKED)
    old = signed(PRINTED, RETIRED)
    yield vector("card of the key before, still good", old, NOON, *copy)
    ended = (Colour.RED, Reason.EXPIRED)
    yield vector("card of the key before, expired", old, later(days=200), *ended)
    yield vector("card of a revoked key", signed(PRINTED, REVOKED_ISSUER), NOON, *stopped)
    live = PHONE.code(signed(CLAIMS, REVOKED_ISSUER), NOON)
    yield vector("live code of a revoked key", live, NOON, *stopped)
    kid = kid_of(REVOKED_ISSUER.public_key())
    forged = (Colour.RED, Reason.FORGED)
    strange = signed(PRINTED, STRANGER, kid)
    yield vector("a revoked key's name, a stranger's signature", strange, NOON, *forged)


def files() -> dict[str, str]:
    """Their contents by name."""
    lines = {VECTORS_FILE: vectors(), SITUATIONS_FILE: situations()}
    written = {name: "".join(one.line() + "\n" for one in all_) for name, all_ in lines.items()}
    return {ISSUER_FILE: json.dumps(world(lists()), indent=2) + "\n", **written}


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(content, "utf-8")
