"""Somebody puts right what she told before: «不对，是李大爷», «电话写错了», «改到后天下午»."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.understanding.traditional import to_simplified


class Told(StrEnum):
    """What is put right."""

    NAME = "name"
    PHONE = "phone"
    VILLAGE = "village"
    PLACE = "place"
    DAY = "day"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong, if it was named, and what takes its place, if it was told."""

    told: Told | None
    value: str


_NAMES = {
    Told.PHONE: r"(?:电话|手机)号?码?|号码|phone(?: number)?|number",
    Told.NAME: r"名字|姓名|称呼|联系人|联系|name",
    Told.VILLAGE: r"村名|村子|村|village",
    Told.PLACE: r"位置|地址|门牌号?|住址|住处|地方|地点|房子|place|address|house",
    Told.DAY: r"日子|日期|时间|上门时间|天数|哪天|day|date|time",
    Told.STORY: r"事情|经过|内容|说的事|story|what happened",
}
_THING = "(?P<thing>" + "|".join(_NAMES.values()) + ")"
_HEAD = (
    r"^(?:哦|噢|哎呀|哎|等等|等一下|对不起|不好意思|oh|sorry)?[,，、 ]*"
    r"(?:我|俺)?(?:刚才|刚刚|前面|上面)?(?:的|那个|里)?(?:他的?|她的?)?"
)
_WRONG = r"(?:写|说|打|填|记|搞|弄|报|留)?(?:错了?|不对|反了)|不是(?:这个|那个)"
_NOW = r"[,，、。;；:：了啦啊呀哦 ]*(?:应该|其实)?(?:是|在|改成|改到|改为|换成|换到|叫)?[:： ]*"
_DENIED = (
    rf"{_HEAD}(?:不对|不是|错了?|(?:写|说|打|填|记|搞|弄|报)错了?)[,，、。!！了啦啊呀哦 ]*"
    r"(?:应该|还是|我要|要)?(?:是|改成|改到|改为|换成|换到|找|去|到|在|叫)?(?P<value>.+)$"
)
_DENIED_EN = (
    r"^(?:no|actually|sorry|wrong|make it|change it to)[,. ]+(?:it'?s|it is|make it|to)? ?"
    r"(?P<value>.+)$"
)
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_HEAD}{_THING}(?:我|也|都)?(?:{_WRONG}|要改一?下?|改一?下?|换一?个?|变了){_NOW}(?P<value>.*)$",
        rf"{_HEAD}(?:想|要)?(?:改|换|更正|修改)(?:一?下|一?个)?{_THING}{_NOW}(?P<value>.*)$",
        rf"{_HEAD}(?:写|说|打|填|记|搞|弄|报)错了?{_THING}{_NOW}(?P<value>.*)$",
        rf"{_HEAD}(?:不对[,， ]*)?不是[^,，是]+[,， ]*(?:而|应该)?是(?P<value>.+)$",
        _DENIED,
        rf"{_HEAD}(?:还是|应该|要|想)?(?:改|换)(?:成|到|为|去|在)?(?P<value>.+)$",
        rf"{_HEAD}(?:还是|应该是)(?P<value>.+)$",
        rf"^(?:change|wrong)(?: the| my| his| her)? {_THING}(?: to| is|,)? ?(?P<value>.*)$",
        rf"^(?:the |my |his |her )?{_THING} is wrong[,.]?(?: it is| it's)? ?(?P<value>.*)$",
        _DENIED_EN,
    )
)
_TAIL = "。，,.!！、 吧"
_ALONE = re.compile(
    r"^(?:我?(?:要|想)?(?:改|修改|更正)(?:一?下|改|了)?|有错|写错了|说错了|填错了|搞错了|记错了)[吧了。!！]*$"
)


def correction_in(text: str) -> Correction | None:
    """What a message puts right, None if it does not.

    The value is as it was written. A message that only says that something is wrong gives none.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).split())
    said = to_simplified(written.lower())
    if len(said) != len(written) or _ALONE.match(said):
        return None
    for shape in _SHAPES:
        match = shape.match(said)
        if match is not None:
            value = written[match.start("value") : match.end("value")].strip(_TAIL)
            told = _told(match.groupdict().get("thing"))
            if value or told:
                return Correction(told, value)
    return None


def thing_named(text: str) -> Correction | None:
    """«电话» alone, after somebody was asked what is wrong."""
    said = to_simplified(text.strip(_TAIL + "的").lower())
    told = next((told for told, words in _NAMES.items() if re.fullmatch(words, said)), None)
    return Correction(told, "") if told else None


def wants_to_correct(text: str) -> bool:
    """«改», «写错了» alone: something is wrong, and it was not said what."""
    return bool(_ALONE.match(to_simplified(text.strip().lower())))


def _told(thing: str | None) -> Told | None:
    if thing is None:
        return None
    return next(told for told, words in _NAMES.items() if re.fullmatch(words, thing))
