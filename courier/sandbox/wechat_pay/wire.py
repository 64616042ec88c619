"""Signatures and encryption of WeChat Pay v3, from WeChat Pay's side.

Every signature is RSA with SHA-256 (PKCS #1 v1.5) over lines that each end with a
newline; notifications carry their contents in AES-256-GCM under the merchant's key.
"""

from __future__ import annotations

import re
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from courier.sandbox.wechat_pay.keys import SandboxKeys
from courier.sandbox.wechat_pay.records import ApiError

ALGORITHM = "WECHATPAY2-SHA256-RSA2048"
AUTHORIZATION_FIELD = re.compile(r'(\w+)="([^"]*)"')
CLOCKS_MAY_DIFFER_SECONDS = 300


class Wire:
    """Signs as the platform, checks what the merchant signed, and encrypts for it."""

    def __init__(self, keys: SandboxKeys, *, seconds: Callable[[], float] = time.time) -> None:
        self.keys = keys
        self._seconds = seconds
        self._cipher = AESGCM(keys.api_v3_key.encode())
        platform = load_pem_private_key(
            keys.platform_private_key_pem.encode(),
            password=None,
            unsafe_skip_rsa_key_validation=True,  # our own key, and the check is slow
        )
        merchant = load_pem_public_key(keys.merchant_public_key_pem.encode())
        if not isinstance(platform, RSAPrivateKey) or not isinstance(merchant, RSAPublicKey):
            raise TypeError("the sandbox's keys are not RSA")
        self._platform, self._merchant = platform, merchant

    def signed_headers(self, body: str, *, timestamp: int | None = None) -> dict[str, str]:
        """The headers that make ``body`` WeChat Pay's own word."""
        stamp = str(int(self._seconds()) if timestamp is None else timestamp)
        nonce = secrets.token_hex(16)
        lines = f"{stamp}\n{nonce}\n{body}\n".encode()
        signature = self._platform.sign(lines, PKCS1v15(), SHA256())
        return {
            "Wechatpay-Serial": self.keys.platform_public_key_id,
            "Wechatpay-Signature": b64encode(signature).decode(),
            "Wechatpay-Signature-Type": ALGORITHM,
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
        }

    def check_merchant(self, authorization: str, method: str, path: str, body: str) -> None:
        """Raises ApiError ``SIGN_ERROR`` unless the merchant signed this very request lately.

        ``path`` has its query; ``body`` is the raw text, empty for a GET.
        """
        scheme, _, rest = authorization.partition(" ")
        told = dict(AUTHORIZATION_FIELD.findall(rest))
        stamp = told.get("timestamp", "")
        is_known = (
            scheme == ALGORITHM
            and told.get("mchid") == self.keys.mchid
            and told.get("serial_no") == self.keys.merchant_serial
            and stamp.isdecimal()
            and abs(self._seconds() - int(stamp)) <= CLOCKS_MAY_DIFFER_SECONDS
        )
        lines = f"{method}\n{path}\n{stamp}\n{told.get('nonce_str', '')}\n{body}\n"
        if not is_known or not self._merchant_signed(lines, told.get("signature", "")):
            raise ApiError("SIGN_ERROR", 401)

    def encrypt(self, plain: str, associated: str) -> dict[str, str]:
        """The ``resource`` of a notification."""
        nonce = secrets.token_hex(6)
        sealed = self._cipher.encrypt(nonce.encode(), plain.encode(), associated.encode())
        return {
            "algorithm": "AEAD_AES_256_GCM",
            "ciphertext": b64encode(sealed).decode(),
            "associated_data": associated,
            "original_type": associated,
            "nonce": nonce,
        }

    def _merchant_signed(self, lines: str, signature: str) -> bool:
        try:
            given = b64decode(signature)
            self._merchant.verify(given, lines.encode(), PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True
