"""The same cards, the same verdicts in Python and in a real browser's JavaScript."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from verifier import Case, Verifier, case, with_list

from courier.adapters.card_office import CoseCardOffice
from courier.domain.credentials import CardClaims, CardStatus, to_address
from courier.services import card_vectors
from courier.services.card_vectors import FOLDER, ISSUER_FILE
from courier.services.offline_check import Pinned, listed_status, verify_by
from tests.factories.card_mutations import CARD, LIST, LIVE, Mutation, mutation
from tests.factories.sites import serving_static
from tests.factories.vector_lists import GOOD
from tests.factories.vector_world import HOST, NOON, PHONE

pytestmark = pytest.mark.timeout(600)
WORLD = json.loads((FOLDER / ISSUER_FILE).read_text("utf-8"))
OFFICE = CoseCardOffice()
KEYS = Pinned(
    {key["kid"]: key["public_pem"].encode("ascii") for key in WORLD["keys"]},
    frozenset(key["kid"] for key in WORLD["keys"] if key["revoked"]),
)
NOON_MS = int(NOON.timestamp()) * 1000
CODE = PHONE.code(LIVE, NOON)
FUZZ_SECONDS, BATCH = int(os.environ.get("YIBAO_FUZZ_SECONDS", "65")), 400


@pytest.fixture(scope="module")
def verifier(browser: Browser) -> Iterator[Verifier]:
    with serving_static() as site:
        page = browser.new_page()
        page.goto(f"{site}/manifest.webmanifest")
        yield Verifier(page, WORLD)
        page.close()


def milliseconds(moment: str) -> int:
    return round(dt.datetime.fromisoformat(moment).timestamp() * 1000)


def shown(vector: card_vectors.Vector) -> Case:
    seen = milliseconds(vector.seen) // 1000 if vector.seen else None
    return case(vector.text, milliseconds(vector.at), vector.asked, seen)


def test_every_vector_has_its_verdict(verifier: Verifier) -> None:
    vectors = card_vectors.vectors() + card_vectors.situations()
    said = verifier.verdicts([shown(vector) for vector in vectors])
    wrong = [
        f"{vector.name}: {verdict}"
        for vector, verdict in zip(vectors, said, strict=True)
        if verdict != (vector.verdict, vector.reason)
    ]
    assert not wrong


@pytest.mark.parametrize(("name", "data"), [("card", CARD), ("code", CODE)])
def test_no_single_bit_of_a_card_or_code_may_change(
    verifier: Verifier, name: str, data: bytes
) -> None:
    whole = case(to_address(HOST, data), NOON_MS)
    (untouched,) = verifier.verdicts([whole])
    assert untouched[0] == {"card": "amber", "code": "green"}[name]
    cases = [case(to_address(HOST, other), NOON_MS) for other in all_flips(data)]
    assert {colour for colour, _ in verifier.verdicts(cases)} == {"red"}


def test_a_list_with_any_bit_changed_is_not_believed(verifier: Verifier) -> None:
    good = case(to_address(HOST, CODE), NOON_MS)
    cases = [with_list(good, other) for other in all_flips(LIST)]
    assert set(verifier.verdicts(cases)) == {("amber", "status_unchecked")}


def all_flips(data: bytes) -> Iterator[bytes]:
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


@pytest.mark.parametrize("length", [3_001, 100_000, 10_000_000])
def test_a_monstrous_address_is_unknown_at_once(verifier: Verifier, length: int) -> None:
    for text in ("A" * length, "HTTPS://YIBAO.EXAMPLE/C/" + "A" * length, "/C/A" * (length // 4)):
        assert verifier.verdicts([case(text, NOON_MS)]) == [("red", "unknown")]


def test_mutations_are_judged_alike_and_none_is_green(
    verifier: Verifier, tell: Callable[[str], None]
) -> None:
    """``YIBAO_SEED`` repeats a run, ``YIBAO_FUZZ_SECONDS`` makes it longer."""
    seed = int(os.environ["YIBAO_SEED"])
    number, count, colours = random.Random(seed), 0, {"green": 0, "amber": 0, "red": 0}  # noqa: S311
    end = time.monotonic() + FUZZ_SECONDS
    while time.monotonic() < end:
        batch = [mutation(number) for _ in range(BATCH)]
        said = verifier.verdicts([as_case(one) for one in batch])
        for one, verdict in zip(batch, said, strict=True):
            assert verdict == by_python(one), f"seed {seed}: JavaScript says {verdict} of {one}"
            if not (one.is_signed or one.shows_the_code):
                assert verdict[0] != "green", f"seed {seed}: green: {one}"
            colours[verdict[0]] += 1
        count += BATCH
    assert min(colours.values()) > 0, "some colour was never reached"
    tell(f"verifier fuzzed with seed {seed}: {count} cases, {colours}")


def as_case(one: Mutation) -> Case:
    return with_list(case(one.text, one.at_ms, one.asked, one.seen), one.list)


def by_python(one: Mutation) -> tuple[str, str]:
    at = dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(milliseconds=one.at_ms)
    newest = {} if one.seen is None else {GOOD: dt.datetime.fromtimestamp(one.seen, dt.UTC)}
    pinned = replace(KEYS, lists={GOOD: one.list}, newest=newest)

    def status_of(claims: CardClaims) -> CardStatus:
        if claims.county_id != GOOD:
            return CardStatus.UNKNOWN
        return listed_status(OFFICE, pinned, claims, at)

    verdict = verify_by(OFFICE, pinned, status_of, text=one.text, at=at, asked=one.asked)
    return verdict.colour.value, verdict.reason.value
