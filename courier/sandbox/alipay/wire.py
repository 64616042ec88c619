"""RSA2 signatures from Alipay's side: over sorted parameters, and over the text of an answer."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from courier.sandbox.alipay.keys import AlipayKeys


class AlipayWire:
    """Signs as Alipay, and checks what the merchant signed."""

    def __init__(self, keys: AlipayKeys) -> None:
        self.keys = keys
        own = load_pem_private_key(
            keys.alipay_private_key_pem.encode(),
            password=None,
            unsafe_skip_rsa_key_validation=True,  # our own key, and the check is slow
        )
        app = load_pem_public_key(keys.app_public_key_pem.encode())
        if not isinstance(own, RSAPrivateKey) or not isinstance(app, RSAPublicKey):
            raise TypeError("the sandbox's keys are not RSA")
        self._own, self._app = own, app

    def sign(self, text: str) -> str:
        """Alipay's signature."""
        return b64encode(self._own.sign(text.encode(), PKCS1v15(), SHA256())).decode()

    def answer(self, method: str, fields: Mapping[str, Any], *, forged: bool = False) -> str:
        """The JSON of an answer with its signature, or with another text's."""
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        signature = self.sign(text + " " if forged else text)
        return f'{{"{method.replace(".", "_")}_response":{text},"sign":"{signature}"}}'

    def merchant_signed(self, asked: Mapping[str, str]) -> bool:
        """Whether our merchant signed these parameters; ``sign_type`` is among the signed here."""
        text = sorted_text({name: value for name, value in asked.items() if name != "sign"})
        try:
            given = b64decode(asked.get("sign", ""))
            self._app.verify(given, text.encode(), PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            return False
        return asked.get("app_id") == self.keys.app_id


def sorted_text(fields: Mapping[str, str]) -> str:
    """What is signed: ``name=value`` in the order of names, joined by ``&``, not encoded."""
    return "&".join(f"{name}={value}" for name, value in sorted(fields.items()) if value)
