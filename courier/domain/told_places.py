"""Where a house stands, told in a form; and what only stands in its place."""

from __future__ import annotations

import re

from courier.domain.dialogue_words import says_no, says_yes
from courier.domain.dialogues import Quick
from courier.domain.spoken_phones import phone_in, without_phone
from courier.domain.told_names import is_surely_name
from courier.domain.understanding.spoken import plain

SHORTEST = 2
_OF_A_HOUSE = re.compile(
    r"(?<![上部专热])门|[户家组队巷路街院栋楼桥树店庙厂校塘井坡弄湾]|小卖部|旁|边|头|尾|隔壁|对面|后面|前面|"
    r"[0-9一二三四五六七八九十]号|\b(?:house|next to|near|behind|road|street|gate|door|opposite)\b"
)
_OF_A_PLACE = re.compile(
    r"[村镇乡县市区屯寨庄沟坡岭坪洼营集铺港河江湖山桥站场所点社堂里外上下]|学校|医院|银行|网上|微信|电话|手机|短信|"
    r"\b(?:at|in|on|by|village|town|market|phone|home)\b"
)
_NO_ADDRESS = re.compile(
    r"^(?:我?(?:没有?|不知道|不清楚|说不清|记不清|忘了).{0,3}(?:门牌|地址|位置|门号)号?|"
    r"(?:门牌号?|地址|位置)(?:没有?|不知道|不清楚|说不清|记不清|忘了))[了的。.!！]*$"
)
_NO_HOUSE = re.compile(
    r"^(?:(?:今|明|后|大后)[天日儿]?(?:上午|下午|早上|晚上)?|[一早晚]*[上下中]午|(?:下?周|星期|礼拜)[一二三四五六日天]|"
    r"你好|您好|谢谢你?|在吗|在|等等|等一下|快点|随便|都行|都可以|人工|医保|交钱|hello|hi|thanks?|"
    r"tomorrow|today)(?:吧|了|来|啊|呀)?[。.!！]*$"
)


def looks_like_house(text: str) -> bool:
    """Whether words tell by themselves where a house stands: «村头第三家», «三组12号»."""
    return may_be_house(text) and bool(_OF_A_HOUSE.search(plain(text)))


def has_no_address(text: str) -> bool:
    """«没有门牌», «地址说不清»: the courier is to call."""
    return bool(_NO_ADDRESS.match(plain(text)))


def looks_like_place(text: str) -> bool:
    """Whether words tell where something happened: a place, a road, «在我家»."""
    return bool(_OF_A_HOUSE.search(plain(text)) or _OF_A_PLACE.search(plain(text)))


def may_be_house(text: str) -> bool:
    """Whether an answer to «where is the house» may be one; a yes, a day or a name is none."""
    said = plain(without_phone(text)) if phone_in(text) else plain(text)
    if sum(map(str.isalnum, said)) < SHORTEST or said in set(Quick):
        return False
    return not (says_yes(said) or says_no(said) or is_surely_name(said) or _NO_HOUSE.match(said))
