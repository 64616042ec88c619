"""What somebody leaves as proof of a consent: a signature, a slip shown again, a witness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import dist

from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput

LONGEST_NAME = 40
LONGEST_SIGNATURE = 20_000  # characters; a long name drawn slowly has some three thousand
SHORTEST_STROKES = 120  # in thousandths of the field's width: a tap is no signature
EVIDENCE_YEARS = 1  # after the end of the coverage year; then nobody may complain any more

_POINT = r"\d{1,4} \d{1,4}"
_DRAWN = re.compile(rf"(?:M{_POINT}(?:L{_POINT})*)+")
_STROKE = re.compile(rf"M{_POINT}(?:L{_POINT})*")


class ConsentMethod(StrEnum):
    """How somebody agreed."""

    SPOKEN = "spoken"
    SIGNATURE = "signature"
    SLIP = "slip"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was given with a consent; of each method its own part, the rest stays empty.

    ``signature`` is the path of an SVG, ``slip`` a slip's code as it was scanned or typed.
    """

    signature: str = ""
    slip: str = ""
    witness_name: str = ""
    witness_relation: str = ""


NO_PROOF = Proof()


def clean_proof(method: ConsentMethod, proof: Proof) -> Proof:
    """What belongs to the method and nothing else.

    Raises BadInput ``consent_signature_missing``, ``consent_signature_unreadable``,
    ``consent_slip_missing``, ``consent_witness_missing`` or ``consent_witness_long`` (longest).
    """
    if method is ConsentMethod.SIGNATURE:
        return Proof(signature=_signature(proof.signature))
    if method is ConsentMethod.SLIP:
        if not proof.slip.strip():
            raise BadInput("consent_slip_missing")
        return Proof(slip=proof.slip)
    if method is ConsentMethod.WITNESS:
        name, relation = _said(proof.witness_name), _said(proof.witness_relation)
        return Proof(witness_name=name, witness_relation=relation)
    return NO_PROOF


def _signature(path: str) -> str:
    if not path:
        raise BadInput("consent_signature_missing")
    if len(path) > LONGEST_SIGNATURE or not _DRAWN.fullmatch(path):
        raise BadInput("consent_signature_unreadable")
    if sum(map(_length, _STROKE.findall(path))) < SHORTEST_STROKES:
        raise BadInput("consent_signature_missing")
    return path


def _length(stroke: str) -> float:
    places = [tuple(map(int, point.split())) for point in re.findall(_POINT, stroke)]
    return sum(dist(before, after) for before, after in pairwise(places))


def _said(text: str) -> str:
    said = plain_text(text)
    if not said:
        raise BadInput("consent_witness_missing")
    if len(said) > LONGEST_NAME:
        raise BadInput("consent_witness_long", longest=LONGEST_NAME)
    return said
