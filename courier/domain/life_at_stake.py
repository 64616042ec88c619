"""Words of somebody whose life is in danger this moment: no insurance matter comes before it."""

from __future__ import annotations

import re
from enum import StrEnum

from courier.domain.understanding.spoken import plain

_ILL = re.compile(
    "(?:胸口|心口|胸)(?:好|很|特别|突然)?[疼痛闷]|[喘透出]不(?:上|过)?来?气|晕倒|昏倒|昏迷|昏过去|"
    "叫不醒|不省人事|没(?:有)?呼吸|大出血|止不住血|抽搐|口吐白沫|喝(?:了)?农药|吃(?:了)?老鼠药|"
    r"chest pain|can'?t breathe|unconscious|collapsed|fainted"
)
_DESPAIR = re.compile(
    "不想活|活不下去|想死(?!你)|去死算了|死了算了|自杀|轻生|寻短见|"
    r"kill myself|suicide|want to die"
)
_OF_MONEY = re.compile("报|医保|花了|多少|费|[交缴]|门诊|以前|去年|上次|上个?月|保险|鉴定|买药")


class Peril(StrEnum):
    """What is at stake; the sentence is ``chat.peril_<value>``."""

    ILL = "ill"
    DESPAIR = "despair"


def peril_in(text: str) -> Peril | None:
    """The danger that a message tells of; None where it asks about money or an old illness."""
    said = plain(text)
    if _DESPAIR.search(said):
        return Peril.DESPAIR
    return Peril.ILL if _ILL.search(said) and not _OF_MONEY.search(said) else None
