from __future__ import annotations

import re
from uuid import UUID

import pytest

from courier.domain import short_codes
from courier.domain.scanned import CodeKind, code_in, receipt_address, recognise
from courier.domain.short_codes import ReceiptFacts

KEY = b"k" * 32
SLIP = short_codes.make_slip_code(KEY, 341521, "0123456789")
RECEIPT = short_codes.make_receipt_code(KEY, 341521, 1, ReceiptFacts(UUID(int=1), 2027, 1))
VISIT = "VADGHVTQN9EV"  # a fixed one: the test is named by it
CARD = "CADGHW6TDQQF"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SLIP, CodeKind.SLIP),
        (short_codes.grouped(SLIP).lower(), CodeKind.SLIP),
        (RECEIPT, CodeKind.RECEIPT),
        (f"HTTPS://X.EXAMPLE/R/{RECEIPT}", CodeKind.RECEIPT),
        (f"https://x.example/r/{RECEIPT.lower()}?from=wx", CodeKind.RECEIPT),
        ("HTTPS://X.EXAMPLE/C/2KCE3IQBEYCEQM7T", CodeKind.CARD),
        (CARD, CodeKind.CARD),
        (VISIT, CodeKind.VISIT),
        ("weixin://wxpay/bizpayurl?pr=abc", CodeKind.PAYMENT),
        ("wxp://f2f0abcdef", CodeKind.PAYMENT),
        ("https://qr.alipay.com/fkx123", CodeKind.PAYMENT),
        ("134567890123456789", CodeKind.PAYMENT),
        ("2812345678901234", CodeKind.PAYMENT),
        ("3301234567890123456789012345", CodeKind.HEALTH_CODE),
        ("https://fuwu.nhsa.gov.cn/x", CodeKind.HEALTH_CODE),
        ("11010519491231002X", CodeKind.ID_NUMBER),
        ("https://example.com/", CodeKind.OTHER),
        ("https://evil.example/?u=qr.alipay.com", CodeKind.OTHER),
        ("https://[broken", CodeKind.OTHER),
        ("你好", CodeKind.OTHER),
        ("", CodeKind.OTHER),
        ("A" * 5000, CodeKind.OTHER),
    ],
)
def test_a_scanner_can_say_what_a_code_is(text, kind):
    assert recognise(text).kind is kind


def test_the_bare_code_comes_out_of_an_address():
    address = receipt_address("https://kuaidi.example/", RECEIPT)
    assert address == f"HTTPS://KUAIDI.EXAMPLE/R/{RECEIPT}"
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", address)
    assert code_in(address) == RECEIPT
