"""What a scanned or typed text is, so that a scanner can say so instead of "not valid"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from courier.domain import short_codes
from courier.domain.errors import BadInput

LONGEST_TEXT = 3000  # a QR code holds no more than 2,953 bytes


class CodeKind(StrEnum):
    """What a code is by its looks; nothing is verified here."""

    SLIP = "slip"
    RECEIPT = "receipt"
    CARD = "card"
    VISIT = "visit"
    CASE = "case"
    HEALTH_CODE = "health_code"  # 医保电子凭证
    PAYMENT = "payment"  # somebody's code to pay or be paid
    ID_NUMBER = "id_number"
    OTHER = "other"


# What a picture with several codes is about: ours before others, a paper's own code before all.
_TOLD_FIRST = (
    CodeKind.CARD,
    CodeKind.SLIP,
    CodeKind.RECEIPT,
    CodeKind.VISIT,
    CodeKind.CASE,
    CodeKind.PAYMENT,
    CodeKind.HEALTH_CODE,
    CodeKind.ID_NUMBER,
    CodeKind.OTHER,
)


@dataclass(frozen=True, slots=True)
class Scanned:
    """The kind and the part that matters: the bare code, else the text itself."""

    kind: CodeKind
    text: str


_OUR_PATH = re.compile(r"/(?P<kind>[RC])/(?P<code>[^/?#]+)/?", re.IGNORECASE)
_PAYMENT_START = ("weixin://", "wxp://", "alipays://", "alipayqr://")
_PAYMENT_HOSTS = ("qr.alipay.com", "payapp.weixin.qq.com", "qr.95516.com", "wx.tenpay.com")
# Codes shown to a cashier: WeChat's have 18 digits from 10 to 15, Alipay's 16 to 24 from 25 to 30.
_CASHIER_CODE = re.compile(r"1[0-5]\d{16}|(2[5-9]|30)\d{14,22}")
_HEALTH_HOSTS = ("nhsa.gov.cn",)
_HEALTH_CODE = re.compile(r"\d{28}")
_ID_NUMBER = re.compile(
    r"[1-9]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]", re.ASCII
)


def recognise(text: str) -> Scanned:
    """What this text is. A slip or receipt that is typed with spaces or small letters is one."""
    plain = text.strip()
    if len(plain) > LONGEST_TEXT:
        return Scanned(CodeKind.OTHER, "")
    return _ours(plain) or Scanned(_foreign_kind(plain), plain)


def told_first(texts: Sequence[str]) -> Scanned:
    """Of the codes in one picture, the one that it is about. ``texts`` is not empty."""
    return min(map(recognise, texts), key=lambda code: _TOLD_FIRST.index(code.kind))


def code_in(text: str) -> str:
    """The bare code in a scanned address or typed text."""
    return recognise(text).text


def receipt_address(public_url: str, code: str) -> str:
    """The address in a receipt's QR code, upper case so that the code stays small."""
    return f"{public_url.rstrip('/')}/r/{code}".upper()


def _ours(plain: str) -> Scanned | None:
    path = _OUR_PATH.search(plain) if "://" in plain else None
    if path:
        kind = CodeKind.RECEIPT if path["kind"] in "rR" else CodeKind.CARD
        return Scanned(kind, path["code"].upper())
    return _bare(short_codes.normalised(plain)) if len(plain) <= short_codes.LONGEST_TEXT else None


def _bare(code: str) -> Scanned | None:
    if code.startswith(short_codes.SLIP) and len(code) == short_codes.SLIP_LENGTH:
        return Scanned(CodeKind.SLIP, code)
    if code.startswith(short_codes.RECEIPT) and len(code) == short_codes.RECEIPT_LENGTH:
        return Scanned(CodeKind.RECEIPT, code)
    for kind, read in (
        (CodeKind.VISIT, short_codes.read_visit_number),
        (CodeKind.CARD, short_codes.read_card_number),
        (CodeKind.CASE, short_codes.read_case_number),
    ):
        try:
            return Scanned(kind, read(code)[1])
        except BadInput:
            continue
    return None


def _foreign_kind(plain: str) -> CodeKind:
    host = _host(plain)
    if plain.lower().startswith(_PAYMENT_START) or host.endswith(_PAYMENT_HOSTS):
        return CodeKind.PAYMENT
    if host.endswith(_HEALTH_HOSTS) or _HEALTH_CODE.fullmatch(plain):
        return CodeKind.HEALTH_CODE
    if _ID_NUMBER.fullmatch(plain):
        return CodeKind.ID_NUMBER
    return CodeKind.PAYMENT if _CASHIER_CODE.fullmatch(plain) else CodeKind.OTHER


def _host(plain: str) -> str:
    try:
        return (urlsplit(plain).hostname or "") if "://" in plain else ""
    except ValueError:
        return ""
