"""How people answer when they are asked: yes, no, never mind, a question back."""

from __future__ import annotations

import re

from courier.domain.dialogues import Quick
from courier.domain.understanding.facts import SpokenFacts
from courier.domain.understanding.spoken import plain

LONGEST_FOLLOW_UP = 16
_CANCEL = re.compile(
    r"^(?:还是)?(?:(?:算了|不约了|取消|不要了|不用了|不办了|不弄了|先不约|不想约了|不说了|不报了|不问了|"
    r"不投诉了|不举报了|不查了|不改了|"
    r"cancel|stop|never ?mind|forget it)(?:吧|了|啦)?[，,、。.!！ ]*){1,3}$"
)
_YES = re.compile(
    r"^(?:对的?|是的?|好的?|行|可以|嗯+|没错|对的没错|就这样|确定|确认|约吧|要得|中|要的?|需要|麻烦你?|"
    r"都对|全对|没问题|正确|"
    r"(?:那就)?(?:报上去|报|转|记下来|记)|"
    r"yes|ok(?:ay)?|sure|right)(?:了|吧|啊|呀|嘛)?[。.!！]?$"
)
_NO = re.compile(r"^(?:不对|不是|错了?|不行|改一?下|不好|no|wrong)(?:了|的|吧)?[。.!！]?$")
_QUESTION = re.compile(
    r"[?？]|吗|多少|怎么|咋|什么|啥|哪|为何|能不能|可不可以|要不要|是不是|有没有|呢$|几[点号天时]|谁$|"
    r"\b(?:what|how|when|who|why|where|which|can|do|does|is)\b"
)
_FOLLOW_UP = re.compile(
    r"(?:呢|咧|嘞|呐|哩)[?？。!！]*$|^那|^(?:换成?|要是|如果是?|假如)|"
    r"^(?:and|what about|how about)\b"
)
_THE_SAME_FOR = re.compile(r"也(?:是|一样|要|用|能|可以|行|得|算)")
_OWN_SUBJECT = re.compile(
    r"报|交|缴|退|办|补|查|领|丢|钱|截止|生效|上门|怎么|咋|如何|多少|几|哪|什么|啥|啷个|为何|能不能|看病|住院|登记|"
    r"\b(?:how|when|where|pay|cost)\b"
)
_OTHER_PLACE = re.compile(r"换(?:个|一个)?(?:地方|县|村|地区)|(?:地方|县|村)(?:不对|错了)")
_ONLY_A_PLACE = re.compile(
    r"^(?:(?:不对|错了)?[,， ]*(?:我|俺|咱)?(?:家|们)?不(?:是|在|住)[^,，。]{1,12}[,，。 ]+)?"
    r"(?:我|俺|咱)?(?:家|们)?(?:是|在|住|住在)?[\u3400-\u9fff]{1,12}(?:村|社区|屯|寨|镇|乡|县)(?:的|人)?[。.!！]?$"
)
_DEGREE = re.compile(r"^(?:是|他是|她是)?([一二三四1-4])级[。了的]*$")
_CALL_OFF = re.compile(
    r"(?:取消|不用|别|不要|改).{0,6}(?:上门|快递员|来了)|(?:cancel|change).{0,12}visit"
)
_WHO_ANSWERS = re.compile(
    "^(?:喂|哎|请问|那)?[你您](?:到底|究竟)?(?:是|不是|是不是)(?:一?个)?"
    "(?:真?人|活人|机器人?|ai|人工智能|电脑|软件)(?:还是|吗|嘛|么|吧|啊|呀|不是|$)"
    r"|^are you (?:a |an )?(?:\w+ )?(?:human|robot|bot|machine|person|ai)\b"
)


def wants_cancel(text: str) -> bool:
    """Whether somebody gives up what is being asked."""
    return text in {Quick.CANCEL, Quick.NEVER_MIND} or bool(_CANCEL.match(plain(text)))


def asks_who_answers(text: str) -> bool:
    """Whether somebody wants to know if a person or a machine answers."""
    return bool(_WHO_ANSWERS.search(plain(text)))


def says_yes(text: str) -> bool:
    """A plain yes."""
    return text == Quick.YES or bool(_YES.match(plain(text)))


def says_no(text: str) -> bool:
    """A plain no."""
    return bool(_NO.match(plain(text)))


def is_question(text: str) -> bool:
    """Whether it asks something rather than answers."""
    return bool(_QUESTION.search(plain(text)))


def is_follow_up(text: str, facts: SpokenFacts) -> bool:
    """«那我爸呢», «明年呢», «低保户也一样吗»: another person or year, and the subject stays.

    «那孩子怎么报销呢» brings a subject of its own and is no follow-up.
    """
    said = plain(text)
    names_other = facts.about or facts.year or facts.age or facts.categories or facts.missed_years
    if not names_other or len(said) > LONGEST_FOLLOW_UP:
        return False
    if _THE_SAME_FOR.search(said):
        return True
    return bool(_FOLLOW_UP.search(said)) and not _OWN_SUBJECT.search(said)


def names_only_a_place(text: str) -> bool:
    """«演示县桃花村», alone."""
    return bool(_ONLY_A_PLACE.match(plain(text)))


def wants_other_place(text: str) -> bool:
    """«换地方»."""
    return text == Quick.OTHER_PLACE or bool(_OTHER_PLACE.search(plain(text)))


def degree_told(text: str) -> str | None:
    """«二级» alone, after somebody was asked for the degree of a disability, said in full."""
    match = _DEGREE.match(plain(text))
    return f"{match[1]}级残疾" if match else None


def wants_visit_called_off(text: str) -> bool:
    """«取消上门»: about a visit that was asked for already."""
    return bool(_CALL_OFF.search(plain(text)))
