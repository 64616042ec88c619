"""What a checker keeps for the time without a network: the issuers' keys and the status lists."""

from __future__ import annotations

import base64
import re

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from courier.domain.errors import NotFound
from courier.domain.status_lists import MEDIA_TYPE
from courier.services.issuer_keys import IssuerKey, issuer_keys
from courier.services.status_lists import published_list
from field_app.access import Audience, Room, core
from field_app.limits import limiter

room = Room("published", audience=Audience.PUBLIC)
POLLS = "6000 per minute"  # open pages ask each second; several share an address
_COUNTY = re.compile(r"[0-9]{6}")


@room.after_request
def open_to_all(response: Response) -> Response:
    """Any page may read what is public; nobody keeps it without asking again."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


@room.get("/c/keys")
@limiter.limit(POLLS)
def keys() -> ResponseReturnValue:
    """The public keys, and the time; moments are seconds since 1970."""
    told = [_told(key) for key in issuer_keys(core())]
    return jsonify(now=int(core().clock.now().timestamp()), keys=told)


@room.get("/c/status/<county>")
@limiter.limit(POLLS)
def status_list(county: str) -> ResponseReturnValue:
    """The county's signed list; 304 for whoever has it already."""
    if not _COUNTY.fullmatch(county):
        raise NotFound("county_unknown")
    known = request.if_none_match.as_set(include_weak=True)
    found = published_list(core(), county_id=int(county), known=known)
    if found.signed is None:
        answer = Response(status=304)
    else:
        answer = Response(found.signed, content_type=MEDIA_TYPE)
    answer.set_etag(found.etag)
    return answer


def _told(key: IssuerKey) -> dict[str, object]:
    return {
        "kid": key.kid,
        "x": _text(key.point.x),
        "y": _text(key.point.y),
        "until": key.until and int(key.until.timestamp()),
        "revoked": key.is_revoked,
    }


def _text(number: bytes) -> str:
    """Base64url without padding, as in a JSON Web Key."""
    return base64.urlsafe_b64encode(number).decode("ascii").rstrip("=")
