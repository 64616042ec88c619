"""What somebody wants of a visit that was asked for already: another day, another place, none."""

from __future__ import annotations

import re
from enum import StrEnum

from courier.domain.dialogue_words import is_question
from courier.domain.dialogues import Quick
from courier.domain.understanding.spoken import plain


class VisitWish(StrEnum):
    """What is to become of the visit."""

    DAY = "day"
    PLACE = "place"
    CANCEL = "cancel"


OF_BUTTON = {
    Quick.CHANGE_DAY: VisitWish.DAY,
    Quick.CHANGE_PLACE: VisitWish.PLACE,
    Quick.CALL_OFF: VisitWish.CANCEL,
}
_DAY = re.compile(
    r"(?:改|换|挪|推|调)(?:一?[个下到成])?.{0,4}"
    r"(?:日子|日期|时间|天|明天|后天|周|星期|礼拜|[月号日])"
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
    r"|(?:不用|不要|别|甭).{0,4}(?:上门|来了|过来|来人)|cancel"
)
_ALL = ((VisitWish.DAY, _DAY), (VisitWish.PLACE, _PLACE), (VisitWish.CANCEL, _CANCEL))
_OF_VISIT = re.compile(r"上门|快递员|预约|约[的好]|visit|courier")


def visit_wish_in(text: str) -> VisitWish | None:
    """The wish in a button or a message, None if there is none."""
    if text in set(OF_BUTTON):
        return OF_BUTTON[Quick(text)]
    said = plain(text)
    return next((wish for wish, words in _ALL if words.search(said)), None)


def changes_a_visit(text: str) -> bool:
    """Whether somebody who has asked for a visit means that one, without its number.

    «换个地方» or «搬家了» alone may be about insurance; another day can only be the visit's.
    """
    wish = visit_wish_in(text)
    if wish is None:
        return False
    said = plain(text)
    return bool(_OF_VISIT.search(said)) or (wish is VisitWish.DAY and not is_question(text))
