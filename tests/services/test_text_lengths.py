"""Each text to a phone is as short as it can be: the carrier charges by the piece."""

from __future__ import annotations

import pytest

from courier.domain.outgoing import LONGEST_IN_TWO, LONGEST_TEXT, TextKind, short_name
from courier.texts import Locale, say

WITH_ADDRESS = {TextKind.RECEIPT, TextKind.PAYMENT_LINK}
LONGEST = {
    "address": "https://yibao.example.gov.cn/l/" + 40 * "x",
    "courier": short_name("买买提江·阿卜杜热合曼"),
    "number": "VXXX-XXXX-XXXX",
    "phone": "0551-12345678",
    "people": "20",
    "year": "2027",
    "amount": "12,345.67元",
    "code": "123456",
    "name": "买买提江·*",
    "link": "https://kuaidi.shouxian.example/r/YR1AD3H0000002A0123ABCD",
}


@pytest.mark.parametrize("kind", list(TextKind))
@pytest.mark.parametrize("locale", [Locale.ZH_HANS, Locale.ZH_HANT])
def test_every_text_in_chinese_fits_into_one_message(kind, locale):
    words = say(f"outgoing.{kind}", locale, **LONGEST)
    most = LONGEST_IN_TWO if kind in WITH_ADDRESS else LONGEST_TEXT
    assert len(words) <= most, words


def test_an_english_text_is_not_endless():
    for kind in TextKind:
        most = 306 if kind in WITH_ADDRESS else 153
        assert len(say(f"outgoing.{kind}", Locale.EN, **LONGEST)) <= most
