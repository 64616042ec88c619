"""WeChat's side of signing and sealing, written from its description and not with the product's
library, so that the one proves the other.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import struct
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from defusedxml.ElementTree import fromstring

from courier.sandbox.wechat_account.keys import SandboxAccountKeys

_BLOCK = 32


class AccountEnvelope:
    """Signs what WeChat sends and opens what it gets back."""

    def __init__(self, keys: SandboxAccountKeys) -> None:
        self._keys = keys
        self._key = base64.b64decode(f"{keys.encoding_aes_key}=") if keys.encoding_aes_key else None

    def sign(self, *parts: str) -> str:
        """SHA-1 over the sorted parts and the token."""
        return hashlib.sha1("".join(sorted((self._keys.token, *parts))).encode()).hexdigest()  # noqa: S324 WeChat's

    def post(self, xml: str, timestamp: str, nonce: str) -> tuple[dict[str, str], bytes]:
        """Query and body of a message as WeChat posts it."""
        query = {
            "signature": self.sign(timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
        }
        if self._key is None:
            return query, xml.encode()
        sealed = self.seal(xml)
        query |= {"encrypt_type": "aes", "msg_signature": self.sign(timestamp, nonce, sealed)}
        to = escape(self._keys.account_id)
        return (
            query,
            f"<xml><ToUserName>{to}</ToUserName><Encrypt>{sealed}</Encrypt></xml>".encode(),
        )

    def open_answer(self, body: bytes) -> str | None:
        """The text of a direct answer; None for silence. Raises ValueError for a wrong one."""
        if body in (b"", b"success"):
            return None
        root = fromstring(body.decode())
        if self._key is not None:
            sealed = root.findtext("Encrypt") or ""
            stamp = (root.findtext("TimeStamp") or "", root.findtext("Nonce") or "")
            if self.sign(*stamp, sealed) != root.findtext("MsgSignature"):
                raise ValueError("the answer's signature is wrong")
            root = fromstring(self.unseal(sealed))
        return root.findtext("Content") or ""

    def seal(self, text: str, appid: str | None = None) -> str:
        """AES-256-CBC over sixteen random bytes, the length, the text and the account's number."""
        data = text.encode()
        plain = secrets.token_bytes(16) + struct.pack(">I", len(data)) + data
        plain += (appid or self._keys.appid).encode()
        padding = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def unseal(self, sealed: str) -> str:
        """The text. Raises ValueError for another account's."""
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
        plain = plain[16 : -plain[-1]]
        length = int.from_bytes(plain[:4], "big")
        if plain[4 + length :] != self._keys.appid.encode():
            raise ValueError("sealed for another account")
        return plain[4 : 4 + length].decode()

    def _cipher(self) -> Cipher[CBC]:
        assert self._key is not None  # noqa: S101 an invariant: only sealed accounts come here
        return Cipher(AES256(self._key), CBC(self._key[:16]))
