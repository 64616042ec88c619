"""When something happened, told in a form: «昨天下午», «上周三», «11月20号», «记不清»."""

from __future__ import annotations

import re

from courier.domain.understanding.numbers import NUMBER
from courier.domain.understanding.spoken import plain

_DAY = (
    r"[今昨前]天|大前天|[今昨前][日儿]|今早|今晚|昨晚|昨夜|前晚|"
    r"[上这]个?(?:周|星期|礼拜)[一二三四五六日天]?|"
    rf"(?:周|星期|礼拜)[一二三四五六日天]|{NUMBER}月(?:{NUMBER}[日号])?|{NUMBER}[日号]|"
    rf"(?:20\d\d|今|去|前)年|[上这]个?月(?:初|底|中)?|月初|月底|"
    rf"{NUMBER}个?(?:天|周|星期|礼拜|月|小时|钟头|分钟)多?以?前|"
    r"刚才|刚刚|刚|现在|前几天|前些天|前阵子?|最近|早就|一直|经常|每[天年月次]|"
    r"today|yesterday|just now|last (?:week|month|night|year)|this (?:morning|week)"
)
_CLOCK = (
    rf"上午|下午|早上|早晨|中午|晌午|晚上|傍晚|夜里|半夜|{NUMBER}点(?:半|多|钟|{NUMBER}分?)?|"
    r"\d{1,2}[:：]\d\d|in the (?:morning|afternoon|evening)"
)
_BESIDE = r"左右|大概|差不多|可能|吧|的?时候|的|了|[ ,，、]"
_ONLY_TIME = re.compile(
    rf"^(?:是|在|就|就是|大概|大约|可能|好像)*(?=.*(?:{_DAY}|{_CLOCK}))"
    rf"(?:{_DAY}|{_CLOCK}|{_BESIDE})+[。.!！]*$"
)


def tells_time(text: str) -> bool:
    """Whether a time is told, beside whatever else."""
    return bool(re.search(rf"{_DAY}|{_CLOCK}|[0-9]", plain(text)))


def is_only_time(text: str) -> bool:
    """Whether a message is a time and nothing else."""
    return bool(_ONLY_TIME.match(plain(text)))
