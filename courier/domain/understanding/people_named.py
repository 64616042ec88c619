"""Where a text names a person who was not introduced: «我妈李秀英», «张三的医保», «李主任».

A surname and one or two characters are a name when they look like one, begin no everyday
word, and stand where people are named. Some names slip through; ordinary words should not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courier.domain.understanding.ordinary_words import begins_word, is_ordinary
from courier.domain.understanding.surnames import CLEAR, COMMON, DOUBLE, SURNAMES, WEAK, is_given

Span = tuple[int, int]

_GIVEN = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0002fa1f]{1,2}"
    # Never in a given name: words of grammar, of money and of this subject.
    r"(?<![的了吗呢吧啊呀么嘛是不没我你您他她它们这那哪谁啥什怎咋多少几个交缴费钱块岁号年去要给跟与或及把被"
    r"就也都还再又很太在得着过对从向于因为所但而且者上里内外前后办查问买卖住院医药病症险卡账码妈爸爹娘爷奶"
    r"姐哥孩人说看做想只该应吃打等每某此其之各两些样种次点时候间分半比例型式单证据票款额度率类级别岗退补报"
    r"销扣取领付消算错用到出回起让叫请找帮替丢坏快慢死怕无未非勿已仅均约共总整区县镇村乡市省州街组社"
    r"机构部门局所处站厅手写签条纸])"
)
_KIN = (
    "[爸妈爹娘爷奶哥姐弟妹娃公婆舅姑姨]|父亲|母亲|姥爷|岳[父母]|丈人|媳妇?|爱人|妻子|丈夫|老伴|对象|孩子|小孩|儿子|女儿|"
    "闺女|姑娘|孙子|孙女|大伯|伯伯|二?叔|婶|嫂子?|女婿|侄子|侄女|外甥|邻居|隔壁|老乡|同事|亲戚|朋友|同学|村民|老人|户主|"
    "本人|家属|患者|病人|参保人|联系人|快递员|志愿者|骗子|自称"
)
_LED = re.compile(
    rf"(?:{_KIN}|[我俺咱他她就也说个]是|我们?|查(?:一下|一查|下|询|查)?|[帮给替找为和跟同与问请喊叫让被托欠见](?:一下|了)?|认识|听说|"
    "[村组队家县镇乡庄沟屯寨湾里]的|有个|那个|这个|[昨今前]天|刚才|[上下]午|早上|晚上|去年|还有|姓名|名字)$"
)
_BEGINS = re.compile(r"(?:^|[\s,，。;；:：!！?？、])(?:请问)?$")
_OF_PERSON = (
    "的|今年|去年|明年|现在|已经|[昨今]天|[交缴][了没过不多医保费钱上完]|到账|来[收我家过要了]|收[了的我过钱费]|参保|医保|"
    "社保|身份证|电话|上门|预约|报销|住院|到[我俺咱家村]|一[起块]|[0-9]|[四五六七八九]十|这个人"
)
_FIRMLY = re.compile(_OF_PERSON)
_FOLLOWED = re.compile(
    rf"{_OF_PERSON}|[他她约办属也还都又就没不要想说在是有打骗让跟给帮住欠该应算]|老人|同志|同学|到没|能不能|可不可以|手机|看病|出生|"
    r"\s*(?:$|[,，。;；:：!！?？、()（）])"
)
_OF_CASE = re.compile(
    "的(?:医保|钱|费|保险|卡|账|参保|缴费|社保|收据|电话|名字|身份证)|[交缴](?:了|没|过|费)|到账|来收|收[了的]|这个人|同志|医保|参保|"
    r"办好"
)
_IS_ALL = re.compile("[。!！?？]?$")
_PLACE = re.compile(
    "[村镇乡县市区省州庄屯寨湾族路街河湖港桥山沟坡岭]|社区|小学|中学|医院|卫生|大学|大街|大道|银行|药房|药店|公司|广场"
)
_OF_A_CLAN = re.compile("家[村镇乡庄屯寨湾河湖港桥山沟坡岭坝坪营堡店集堂口埠洼]")  # 陈家沟
_HONOUR = re.compile(
    "主任|书记|村长|支书|会计|医生|大夫|护士|老师|院长|局长|科长|站长|所长|队长|组长|镇长|乡长|经理|师傅|先生|女士|小姐|"
    "大[爷娘妈伯叔婶嫂姐哥]|婶|叔|阿姨|奶奶|爷爷|老太|老汉|同志|干部|快递员|老伯|伯伯|嫂|[姐哥姨](?![妹弟夫父])"
)
_SELDOM_ALONE = WEAK - frozenset("何方白易文安常钱")  # «从医生», «交钱老师» name nobody
_BEFORE_TITLES = frozenset("小老大二班")  # 老李主任, 班主任
_NEARBY = 8  # characters before a name that may lead to it


def people_named(said: str) -> Iterator[Span]:
    """Where a text in simplified characters names people, from left to right."""
    place = 0
    while place < len(said):
        end = _end_of_name(said, place)
        if end:
            yield place, end
        place = end or place + 1


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A surname and what follows it, where it stands."""

    said: str
    start: int
    given_at: int
    end: int

    @property
    def surname(self) -> str:
        return self.said[self.start : self.given_at]

    @property
    def given(self) -> str:
        return self.said[self.given_at : self.end]

    @property
    def before(self) -> str:
        return self.said[max(self.start - _NEARBY, 0) : self.start]

    @property
    def is_full(self) -> bool:
        """Two characters after the surname: fewer words look like that."""
        return len(self.given) > 1

    @property
    def is_plain(self) -> bool:
        """Whether the characters are those of given names."""
        return is_given(self.given)

    @property
    def is_sure(self) -> bool:
        """Whether surname or length speak for a name."""
        return self.is_full or self.surname not in WEAK

    def is_followed_by(self, words: re.Pattern[str]) -> bool:
        return words.match(self.said, self.end) is not None


def _end_of_name(said: str, start: int) -> int:
    """Where a name ends that begins at ``start``; 0 where none begins."""
    is_double = said[start : start + 2] in DOUBLE
    given_at = start + (2 if is_double else 1)
    if not is_double and (said[start] not in SURNAMES or is_ordinary(said, start)):
        return 0
    if _is_surname_alone(said, start, given_at):
        return given_at
    long, short = (_Candidate(said, start, given_at, given_at + length) for length in (2, 1))
    is_long, is_short = _is_name(long), _is_name(short)
    if is_short and (not is_long or short.is_followed_by(_FIRMLY)):
        return short.end
    return long.end if is_long else 0


def _is_surname_alone(said: str, start: int, given_at: int) -> bool:
    """«李主任», «王大爷»."""
    before = said[max(start - 1, 0) : start]
    is_word = said[start:given_at] in _SELDOM_ALONE or before in _BEFORE_TITLES
    return bool(_HONOUR.match(said, given_at)) and not is_word


def _is_name(it: _Candidate) -> bool:
    if it.end > len(it.said) or not all(map(_GIVEN.fullmatch, it.given)):
        return False
    is_word = it.surname in COMMON and begins_word(it.said, it.given_at)
    if is_word or it.is_followed_by(_PLACE) or _OF_A_CLAN.match(it.said, it.given_at):
        return False
    return _is_unmistakable(it) or _is_in_a_names_place(it)


def _is_unmistakable(it: _Candidate) -> bool:
    """«李秀英», wherever it stands; «张三主任», «于海燕主任»."""
    signs = (it.is_full, it.surname not in WEAK, it.is_followed_by(_HONOUR))
    return it.is_plain and sum(signs) > 1


def _is_in_a_names_place(it: _Candidate) -> bool:
    """Said of somebody («我妈王芳68岁»), at the beginning («张三的医保»), or both."""
    if not (it.is_plain or it.surname in CLEAR | DOUBLE):
        return False
    is_firm = it.is_followed_by(_FIRMLY)
    if _LED.search(it.before):
        is_alone = it.is_plain and it.surname in CLEAR
        return is_firm or is_alone or (it.is_sure and it.is_followed_by(_FOLLOWED))
    if not it.is_sure:
        return False
    if not _BEGINS.search(it.before):
        return is_firm and it.is_plain and it.is_full
    is_likely = it.is_plain and (it.is_full or it.surname in CLEAR | DOUBLE)
    return it.is_followed_by(_OF_CASE) or (is_likely and it.is_followed_by(_IS_ALL))
