"""Gateways of telephone companies: signed messages in, a short text out (docs/message_api.md)."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from courier.domain.errors import BadInput
from courier.domain.message_pages import segments_of
from courier.ports import Written
from courier.services.channel_turns import answer
from courier.services.channels import TEXTS, Admission, Letter, admit
from courier.services.core import Core

FRESH = dt.timedelta(minutes=5)
MAX_BYTES = 16 * 1024
_NONCE = re.compile(r"[0-9A-Za-z_-]{8,64}")
_TIMESTAMP = re.compile(r"[0-9]{10}")
_SENDER = re.compile(r"\+?[0-9A-Za-z_.@-]{1,64}")
_ID = re.compile(r"[\x21-\x7e]{1,128}")
_FIELDS = {"from", "text", "id"}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a gateway signs with its key: HMAC-SHA256 over time, nonce and body, by lines."""

    gateway: str
    timestamp: str
    nonce: str
    signature: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """What is to be sent back; empty for silence. ``segments`` as telephone companies count."""

    text: str

    @property
    def segments(self) -> int:
        """How many text messages it is."""
        return segments_of(self.text)


def signature(key: bytes, *, timestamp: str, nonce: str, body: bytes) -> str:
    """The signature of a message, in hexadecimal."""
    signed = f"{timestamp}\n{nonce}\n".encode() + body
    return hmac.new(key, signed, hashlib.sha256).hexdigest()


def answer_gateway(core: Core, signed: Signed) -> ShortAnswer:
    """Answer a gateway's message; the same id always gets the same answer.

    Raises BadInput ``message_*`` for what cannot be believed or read, and Conflict
    ``message_in_work`` while the same message is being answered.
    """
    letter = _letter(signed, _believed(core, signed))
    channel = f"{TEXTS}:{signed.gateway}"
    admitted = admit(core, channel=channel, letter=letter)
    if admitted.outcome is not Admission.NEW:
        return ShortAnswer(admitted.text)
    return ShortAnswer(answer(core, channel=channel, key=admitted.key))


def _believed(core: Core, signed: Signed) -> bytes:
    if len(signed.body) > MAX_BYTES:
        raise BadInput("message_too_large")
    key = core.gateway_keys.get(signed.gateway)
    expected = signature(
        key or bytes(32), timestamp=signed.timestamp, nonce=signed.nonce, body=signed.body
    )
    is_right = hmac.compare_digest(expected.encode(), signed.signature.encode())
    if key is None or not is_right or not _NONCE.fullmatch(signed.nonce):
        raise BadInput("message_forged")
    if not _TIMESTAMP.fullmatch(signed.timestamp):
        raise BadInput("message_stale")
    said_at = dt.datetime.fromtimestamp(int(signed.timestamp), dt.UTC)
    if abs(core.clock.now() - said_at) > FRESH:
        raise BadInput("message_stale")
    return signed.body


def _letter(signed: Signed, body: bytes) -> Letter:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput("message_unreadable") from error
    if not isinstance(told, Mapping) or set(told) != _FIELDS:
        raise BadInput("message_unreadable")
    sender, key = told["from"], told["id"]
    if not all(isinstance(value, str) for value in told.values()):
        raise BadInput("message_unreadable")
    if not (_SENDER.fullmatch(sender) and _ID.fullmatch(key)):
        raise BadInput("message_unreadable")
    return Letter(
        key=key,
        mark=f"{signed.timestamp}.{signed.nonce}",
        digest=hashlib.sha256(body).digest(),
        sender=sender,
        kind=Written.TEXT,
        said=told["text"].encode("utf-8", "replace").decode(),  # no half characters
    )
