"""Whether somebody has paid in one place already and asks if it is to be paid in another."""

from __future__ import annotations

import re
from enum import StrEnum

_SCHOOL = r"学校|大学|幼儿园|中学|小学"
_WORK = r"职工医保|单位|厂里|工厂|公司|城镇职工|五险|上班的地方|工地"
_HAS = r"交|缴|参|买|入|有|扣|收|上了"
_AGAIN = (
    r"(?:又|也|还)(?:来|要|得|去)?(?:收|催|要交)|(?:还|再|又|也)(?:要|用|需要?|得|必须|该)?不?(?:要|用|需要?|得)?(?:再|去)?(?:交|缴|买|参加?|入)|"
    r"(?:还(?:让|叫|催|来收)|要不要|用不用|需不需要|是不是还?要|该不该)(?:再|也)?(?:交|缴|买)|(?:交|缴|买)两(?:份|次|遍)|重复(?:交|缴)"
)


class PaidAt(StrEnum):
    """Where the first premium is paid."""

    SCHOOL = "school"
    WORK = "work"


_PLACES = {
    place: re.compile(
        f"(?:(?:{_HAS})了?.{{0,4}}(?:{words})|(?:{words}).{{0,8}}(?:{_HAS})).*(?:{_AGAIN})|"
        f"(?:{words}).{{0,3}}[和跟与、].{{0,5}}都(?:交|缴)"
    )
    for place, words in ((PaidAt.WORK, _WORK), (PaidAt.SCHOOL, _SCHOOL))
}


def paid_at(text: str) -> PaidAt | None:
    """«在学校交了，家里还要交不»: where it is paid already; None where nobody asks for twice."""
    return next((place for place, pattern in _PLACES.items() if pattern.search(text)), None)
