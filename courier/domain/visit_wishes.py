"""What somebody wants of a visit that was asked for already: another day, another place, none."""

from __future__ import annotations

import re
from enum import StrEnum

from courier.domain.corrections import Told, correction_in
from courier.domain.dialogue_words import is_question, wants_other_place
from courier.domain.dialogues import Quick
from courier.domain.understanding.spoken import plain

LONGEST_WISH = 24  # letters; a longer message tells a story


class VisitWish(StrEnum):
    """What is to become of the visit."""

    DAY = "day"
    PLACE = "place"
    NAME = "name"
    PHONE = "phone"
    CANCEL = "cancel"


OF_BUTTON = {
    Quick.CHANGE_DAY: VisitWish.DAY,
    Quick.CHANGE_PLACE: VisitWish.PLACE,
    Quick.CALL_OFF: VisitWish.CANCEL,
}
_OF_WRONG = {
    Told.DAY: VisitWish.DAY,
    Told.PLACE: VisitWish.PLACE,
    Told.VILLAGE: VisitWish.PLACE,
    Told.NAME: VisitWish.NAME,
    Told.PHONE: VisitWish.PHONE,
}
_DAY = re.compile(
    r"(?:改|换|挪|推|调)(?:一?[个下到成])?.{0,4}"
    r"(?:日子|日期|时间|天|明天|后天|周|星期|礼拜|[月号日]|上午|下午|早上|晚上|中午|傍晚)"
    r"|推迟|延后|提前来|晚几?天|早几?天|改期"
    r"|(?:another|other|later) day|postpone|reschedule|change.{0,12}(?:day|date|time)"
)
_PLACE = re.compile(
    r"(?:改|换|挪)(?:一?[个下到成])?.{0,6}(?:地方|地址|位置|村|家|屋)"
    r"|搬(?:家|到|去)|不在(?:村里|老家|家里?)了"
    r"|(?:another|other) (?:place|village)|change.{0,12}(?:place|address|village)"
)
_CANCEL = re.compile(
    r"(?:取消|退掉|撤).{0,8}(?:上门|快递员|单|预约|约)"
    r"|(?:上门|快递员|单|预约).{0,4}(?:取消|不要了|撤)"
    r"|(?:不用|不要|别|甭|不必).{0,4}(?:上门|来了|过来|来人)|cancel"
)
_ALL = ((VisitWish.DAY, _DAY), (VisitWish.PLACE, _PLACE), (VisitWish.CANCEL, _CANCEL))
_OF_VISIT = re.compile(r"上门|快递员|预约|约[的好]|visit|courier")
_GIVES_UP = re.compile(
    r"^(?:我|俺)?(?:要|想|还是)?(?:帮我|给我)?(?:取消|撤销|退掉|不约了|不要了|不要约了|cancel)"
    r"(?:它|预约|这[个张]单?|了|吧|掉|啦)*[。.!！]*$"
)
_FOLLOWS = re.compile(
    r"^(?:那|请问)?(?:个|我的?)?(?:快递员|师傅|人|他|她|单子?|上门单|上门)?(?:现在|这会儿?)?"
    r"(?:到哪(?:里|儿|一?步)?|走到哪(?:里|儿)?|出发没有?|出发了[吗没]|来了[吗没]|接单了?[吗没]|有人接单?[了吗没]+|"
    r"(?:怎么|咋)还(?:没|不)来|还没来|(?:什么|啥)时候(?:来|到)|多久(?:来|到)|几点(?:来|到)|啥情况)"
    r"(?:了|啊|呀|呢|有)*[?？。!！]*$|^where (?:is|are) (?:he|she|they|the courier|my visit)"
)


def visit_wish_in(text: str) -> VisitWish | None:
    """The wish in a button or a message, None if there is none."""
    if text in set(OF_BUTTON):
        return OF_BUTTON[Quick(text)]
    said = plain(text)
    correction = correction_in(text)
    wrong = _OF_WRONG.get(correction.told) if correction and correction.told else None
    if wrong in {VisitWish.NAME, VisitWish.PHONE}:
        return wrong
    return next((wish for wish, words in _ALL if words.search(said)), wrong)


def changes_a_visit(text: str) -> bool:
    """Whether somebody who has asked for a visit means that one, without its number.

    «换个地方» or «搬家了» alone may be about insurance; another day can only be the visit's.
    """
    wish = visit_wish_in(text)
    if wish is None:
        return False
    said = plain(text)
    return bool(_OF_VISIT.search(said)) or (wish is VisitWish.DAY and not is_question(text))


def wish_for_booked(text: str) -> VisitWish | None:
    """What somebody who has just booked a visit wants of it, in few words: «取消», «电话写错了»."""
    if len(text) > LONGEST_WISH or wants_other_place(text):
        return None
    if _GIVES_UP.match(plain(text)):
        return VisitWish.CANCEL
    wish, correction = visit_wish_in(text), correction_in(text)
    if wish is VisitWish.PLACE and (correction is None or correction.told is None):
        return wish if _OF_VISIT.search(plain(text)) else None
    return None if is_question(text) and wish is not VisitWish.DAY else wish


def follows_visit(text: str) -> bool:
    """«到哪了», «怎么还没来»: said by somebody who waits for a visit."""
    return bool(_FOLLOWS.match(plain(text)))
