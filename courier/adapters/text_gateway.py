"""A gateway for short texts over HTTPS: one POST a text, signed both ways (docs/text_gateway.md).

We sign the body with the moment, so that nobody else sends in our name and an old request cannot
be played again; the gateway signs its answer, so that a page that a proxy put in between is never
taken for "sent". The ``Idempotency-Key`` is the text's own: a repeat is sent once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from courier.domain.errors import OutsideFailed, Refused
from courier.ports import TextToSend

TIMEOUT_S = 10.0
LONGEST_ANSWER = 4096
TIMESTAMP, SIGNATURE, KEY = "X-Yibao-Timestamp", "X-Yibao-Signature", "Idempotency-Key"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# The carrier read the text and will not send it; every other no may be mended on our side.
NEVER = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY})


def signature(secret: bytes, timestamp: str, key: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the moment, the text's key and the body, one line each."""
    signed = b"\n".join([timestamp.encode("ascii"), key.encode("ascii"), body])
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()


class TextGateway:
    """Hands texts to a gateway of the county's or of a carrier."""

    reaches_phones = True

    def __init__(
        self, url: str, secret: bytes, *, now: Callable[[], float] = time.time, **client: object
    ) -> None:
        self._url, self._secret, self._now = url, secret, now
        options: dict[str, object] = {
            "timeout": TIMEOUT_S,
            "follow_redirects": False,
            "trust_env": urlsplit(url).hostname not in LOOPBACK,
            **client,
        }
        self._client = httpx.Client(**options)  # type: ignore[arg-type]

    def send(self, text: TextToSend) -> None:
        """Raises OutsideFailed ``text_gateway_away``, Refused ``text_refused``."""
        told = {"to": text.phone, "text": text.words}
        body = json.dumps(told, ensure_ascii=False).encode("utf-8")
        try:
            answer = self._client.post(
                self._url, content=body, headers=self._headers(text.key, body)
            )
        except httpx.HTTPError as error:
            raise _away(type(error).__name__) from error
        if not self._is_its_own(text.key, answer):
            raise _away(f"unsigned_{answer.status_code}")
        _check(answer)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _headers(self, key: str, body: bytes) -> Mapping[str, str]:
        timestamp = str(int(self._now()))
        return {
            "Content-Type": "application/json; charset=utf-8",
            TIMESTAMP: timestamp,
            KEY: key,
            SIGNATURE: signature(self._secret, timestamp, key, body),
        }

    def _is_its_own(self, key: str, answer: httpx.Response) -> bool:
        """Whether the gateway answered this very text."""
        body, timestamp = answer.content[:LONGEST_ANSWER], answer.headers.get(TIMESTAMP, "")
        if not timestamp.isascii():
            return False
        expected = signature(self._secret, timestamp, key, body)
        given = answer.headers.get(SIGNATURE, "").lower()
        return hmac.compare_digest(expected.encode(), given.encode())


def _check(answer: httpx.Response) -> None:
    if answer.status_code in NEVER:
        raise Refused("text_refused", reason=str(answer.status_code))
    if not answer.is_success:
        raise _away(str(answer.status_code))


def _away(reason: str) -> OutsideFailed:
    return OutsideFailed("text_gateway_away", reason=reason)
