"""How messages of the WeChat Official Account are signed and sealed.

Plain: SHA-1 over the sorted token, timestamp and nonce; the body itself is not covered, so a nonce
is good for one message only (its digest tells). Sealed: the signature covers the ciphertext
too, and the account's own number stands inside. Where a key is set, plain messages are refused.
"""

from __future__ import annotations

import datetime as dt
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, WeChatException
from wechatpy.utils import WeChatSigner

from courier.domain.errors import BadInput
from courier.ports import Clock

FRESH = dt.timedelta(minutes=5)
MAX_BYTES = 64 * 1024
DEEPEST = 6
_TIMESTAMP = re.compile(r"[0-9]{10}")
_NONCE = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ECHO = re.compile(r"[0-9A-Za-z+/=_-]{1,512}")
_BROKEN = (WeChatException, ValueError, KeyError, IndexError, TypeError, struct.error)


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """Our account at WeChat. Without ``encoding_aes_key`` messages come and go in the clear."""

    appid: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    account_id: str = ""
    encoding_aes_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and under which nonce a message came; both are signed."""

    timestamp: str
    nonce: str

    @property
    def mark(self) -> str:
        """Both in one word: other in every try."""
        return f"{self.timestamp}.{self.nonce}"


def stamp_of(mark: str) -> Stamp:
    """The stamp of a mark."""
    timestamp, _, nonce = mark.partition(".")
    return Stamp(timestamp, nonce)


class Envelope:
    """Opens and seals messages. Raises BadInput ``message_*`` for what cannot be believed.

    Raises ValueError when it is made with a key that is none.
    """

    def __init__(self, keys: AccountKeys, clock: Clock) -> None:
        self._keys, self._clock = keys, clock
        self._crypto = None
        if keys.encoding_aes_key:
            if not re.fullmatch(r"[0-9A-Za-z]{43}", keys.encoding_aes_key):
                raise ValueError("the key for messages has 43 letters and digits")
            self._crypto = WeChatCrypto(keys.token, keys.encoding_aes_key, keys.appid)

    def prove(self, query: Mapping[str, str]) -> str:
        """What WeChat sends to be sent back, once its signature is right."""
        stamp = self._stamp(query)
        self._check(query.get("signature", ""), stamp.timestamp, stamp.nonce)
        echo = query.get("echostr", "")
        if not _ECHO.fullmatch(echo):
            raise BadInput("message_unreadable")
        return echo

    def open(self, query: Mapping[str, str], body: bytes) -> tuple[Stamp, str]:
        """The message's own XML, after everything about it was checked."""
        if len(body) > MAX_BYTES:
            raise BadInput("message_too_large")
        stamp = self._stamp(query)
        if self._crypto is None:
            self._check(query.get("signature", ""), stamp.timestamp, stamp.nonce)
            return stamp, _text(body)
        sealed = read_xml(_text(body)).findtext("Encrypt") or ""
        self._check(query.get("msg_signature", ""), stamp.timestamp, stamp.nonce, sealed)
        return stamp, self._opened(self._crypto, query, stamp, sealed)

    def seal(self, xml: str, stamp: Stamp) -> str:
        """An answer as WeChat wants it, under the message's nonce."""
        if self._crypto is None:
            return xml
        now = str(int(self._clock.now().timestamp()))
        return str(self._crypto.encrypt_message(xml, stamp.nonce, now))

    def _stamp(self, query: Mapping[str, str]) -> Stamp:
        stamp = Stamp(query.get("timestamp", ""), query.get("nonce", ""))
        if not (_TIMESTAMP.fullmatch(stamp.timestamp) and _NONCE.fullmatch(stamp.nonce)):
            raise BadInput("message_forged")
        said_at = dt.datetime.fromtimestamp(int(stamp.timestamp), dt.UTC)
        if abs(self._clock.now() - said_at) > FRESH:
            raise BadInput("message_stale")
        return stamp

    def _check(self, signature: str, *signed: str) -> None:
        signer = WeChatSigner()
        signer.add_data(self._keys.token, *signed)
        if not hmac.compare_digest(signer.signature.encode(), signature.encode()):
            raise BadInput("message_forged")

    def _opened(
        self, crypto: WeChatCrypto, query: Mapping[str, str], stamp: Stamp, sealed: str
    ) -> str:
        try:
            xml: str = crypto.decrypt_message(
                {"Encrypt": sealed}, query.get("msg_signature", ""), stamp.timestamp, stamp.nonce
            )
        except InvalidAppIdException as error:
            raise BadInput("message_not_ours") from error
        except _BROKEN as error:
            raise BadInput("message_unreadable") from error
        return xml


def read_xml(text: str) -> Element:
    """A flat ``<xml>`` whose parts stand there once. Raises BadInput ``message_unreadable``.

    Document types are refused before anything is expanded: no entities, no outside files.
    """
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BadInput("message_unreadable") from error
    names = [part.tag for part in root]
    if root.tag != "xml" or len(names) != len(set(names)) or _is_deeper(root, DEEPEST):
        raise BadInput("message_unreadable")
    return root


def _is_deeper(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [part for whole in level for part in whole]
    return bool(level)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadInput("message_unreadable") from error
