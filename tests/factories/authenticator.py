"""A passkey in software: what a phone or a security key answers, and what a forger would."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url as written

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
P256, ES256 = 1, -7


@dataclass
class Authenticator:
    """One key pair at one address; ``changes`` of its methods make it answer wrongly."""

    origin: str = "https://courier.test"
    rp_id: str = "courier.test"
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(20))
    user_handle: bytes = b""
    count: int = 0

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str, **changes) -> str:
        """The answer to the question for a new passkey."""
        asked = json.loads(options)
        self.user_handle = base64url_to_bytes(asked["user"]["id"])
        data = self._data(ATTESTED, changes) + self._attested()
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked, changes)
        return self._answer({"clientDataJSON": client, "attestationObject": whole})

    def sign(self, options: str, **changes) -> str:
        """The answer to the question to sign in."""
        asked = json.loads(options)
        self.count = changes.get("count", self.count + 1)
        data = self._data(0, changes)
        client = self._client("webauthn.get", asked, changes)
        signed = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        facts = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        return self._answer({**facts, "userHandle": changes.get("user_handle", self.user_handle)})

    def _data(self, flags: int, changes: dict) -> bytes:
        rp_hash = hashlib.sha256(changes.get("rp_id", self.rp_id).encode()).digest()
        flags |= changes.get("flags", PRESENT | VERIFIED)
        return rp_hash + bytes([flags]) + self.count.to_bytes(4, "big")

    def _attested(self) -> bytes:
        point = self._key.public_key().public_numbers()
        x, y = (part.to_bytes(32, "big") for part in (point.x, point.y))
        key = cbor2.dumps({1: 2, 3: ES256, -1: P256, -2: x, -3: y})
        length = len(self.credential_id).to_bytes(2, "big")
        return bytes(16) + length + self.credential_id + key

    def _client(self, kind: str, asked: dict, changes: dict) -> bytes:
        facts = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps({**facts, **changes.get("client", {})}).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        identity = written(self.credential_id)
        said = {name: written(data) for name, data in response.items()}
        return json.dumps(
            {"id": identity, "rawId": identity, "type": "public-key", "response": said}
        )
