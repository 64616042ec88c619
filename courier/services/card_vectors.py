"""Test vectors of cards: for whoever writes a verifier, and for ours.

Their issuer's key is no secret. It is believed about moments of the year 2001 alone, and only when
a list is checked; a page never asks here.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courier.domain.credentials import (
    CardClaims,
    CardStatus,
    Verdict,
    from_address,
    judge,
    refused,
)
from courier.domain.errors import BadInput
from courier.services.core import Core

FOLDER = Path(__file__).parent / "vectors"
ISSUER_FILE, VECTORS_FILE = "issuer.json", "vectors.jsonl"
YEAR = 2001


@dataclass(frozen=True, slots=True)
class Vector:
    """What is shown, when, and what must be said of it; moments are ISO 8601."""

    name: str
    text: str
    at: str
    verdict: str
    reason: str


@functools.cache
def vectors() -> tuple[Vector, ...]:
    """All of them, in order."""
    lines = (FOLDER / VECTORS_FILE).read_text("utf-8").splitlines()
    return tuple(Vector(**json.loads(line)) for line in lines)


def speaks_of_vectors(at: dt.datetime) -> bool:
    """Whether a moment is one that only vectors speak of."""
    return at.astimezone(dt.UTC).year == YEAR


def vector_verdict(core: Core, *, text: str, at: dt.datetime) -> Verdict:
    """What is to be said of a text at a moment, by the vectors' own issuer and register."""
    register = _register()
    keys = {register["kid"]: register["public_pem"].encode("ascii")}
    try:
        shown = core.card_office.read(from_address(text), public_pems=keys)
    except BadInput as error:
        return refused(error.code)
    return judge(shown.claims, _status(register, shown.claims), at, proof=shown.proof)


def _status(register: Mapping[str, Any], claims: CardClaims) -> CardStatus:
    if claims.county_id != register["county_id"]:
        return CardStatus.UNKNOWN
    known = register["statuses"].get(str(claims.status_index))
    return CardStatus(known) if known else CardStatus.UNKNOWN


@functools.cache
def _register() -> Mapping[str, Any]:
    register: Mapping[str, Any] = json.loads((FOLDER / ISSUER_FILE).read_text("utf-8"))
    return register
