"""Test vectors of cards: for whoever writes a verifier, and for ours.

Their issuers' keys are no secret. They are believed about moments of the year 2001 alone, and only
when a list is checked; a page never asks here.
"""

from __future__ import annotations

import base64
import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from courier.domain.credentials import CardClaims, CardStatus, Verdict
from courier.services.core import Core
from courier.services.offline_check import Pinned, listed_status, verify_by

FOLDER = Path(__file__).parent / "vectors"
ISSUER_FILE = "issuer.json"
VECTORS_FILE, SITUATIONS_FILE = "vectors.jsonl", "situations.jsonl"
YEAR = 2001


@dataclass(frozen=True, slots=True)
class Vector:
    """What is shown, when, and what must be said of it; moments are ISO 8601.

    ``asked`` are the digits that the checker's page showed, ``seen`` is when the newest list was
    made that the checker believed before.
    """

    name: str
    text: str
    at: str
    verdict: str
    reason: str
    asked: str | None = None
    seen: str | None = None

    def line(self) -> str:
        """As it is published."""
        told = {name: value for name, value in asdict(self).items() if value is not None}
        return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class World:
    """The vectors' own keys, register and lists."""

    pinned: Pinned
    register: Mapping[int, Mapping[int, CardStatus]]


@functools.cache
def vectors() -> tuple[Vector, ...]:
    """All that follow from text and moment, in order."""
    return _read(VECTORS_FILE)


@functools.cache
def situations() -> tuple[Vector, ...]:
    """Those for which it matters what the checker did before."""
    return _read(SITUATIONS_FILE)


def speaks_of_vectors(at: dt.datetime) -> bool:
    """Whether a moment is one that only vectors speak of."""
    return at.astimezone(dt.UTC).year == YEAR


def vector_verdict(
    core: Core,
    *,
    text: str,
    at: dt.datetime,
    asked: str | None = None,
    seen: dt.datetime | None = None,
) -> Verdict:
    """What is to be said of a text at a moment, by the vectors' own issuers and registers."""
    world = _world()
    newest = dict.fromkeys(world.pinned.lists, seen) if seen else {}
    pinned = replace(world.pinned, newest=newest)

    def status_of(claims: CardClaims) -> CardStatus:
        if claims.county_id in pinned.lists:
            return listed_status(core.card_office, pinned, claims, at)
        known = world.register.get(claims.county_id, {})
        return known.get(claims.status_index, CardStatus.UNKNOWN)

    return verify_by(core.card_office, pinned, status_of, text=text, at=at, asked=asked)


def _read(name: str) -> tuple[Vector, ...]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return tuple(Vector(**json.loads(line)) for line in lines)


@functools.cache
def _world() -> World:
    told: Mapping[str, Any] = json.loads((FOLDER / ISSUER_FILE).read_text("utf-8"))
    keys = told["keys"]
    pinned = Pinned(
        {key["kid"]: key["public_pem"].encode("ascii") for key in keys},
        frozenset(key["kid"] for key in keys if key["revoked"]),
        {int(county): _bytes(text) for county, text in told["lists"].items()},
    )
    return World(pinned, {int(c): _statuses(places) for c, places in told["register"].items()})


def _statuses(places: Mapping[str, str]) -> Mapping[int, CardStatus]:
    return {int(place): CardStatus(status) for place, status in places.items()}


def _bytes(text: str | None) -> bytes | None:
    """Base64url without padding."""
    return None if text is None else base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
