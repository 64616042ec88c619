"""What somebody is to be called: told in a form, and what only stands in the name's place."""

from __future__ import annotations

import re

from courier.domain.dialogue_words import is_question, says_no, says_yes
from courier.domain.understanding.spoken import plain

LONGEST_CONTACT = 20
LONGEST_HAN = 8  # 阿依古丽·买买提 has its dot and may be longer
SHORTEST_HAN = 2
_LEAD = re.compile(
    r"^(?:(?:我|她|他|联系人|名字|姓名)?(?:的名字)?(?:是|叫做?|姓名)|找|就写|写|叫|"
    r"(?:my|her|his) name is|it is|i am)\s*[:：]?\s*",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# Titles by which people in a village are called.
_TITLE = re.compile(
    r"(?:大爷|大妈|大娘|大伯|大叔|大婶|大姐|大哥|大嫂|爷爷?|奶奶?|婆婆?|公公|阿[公婆伯叔姨婶嫂]|"
    r"[叔伯婶姨姑舅嫂哥姐爸爹妈娘]{1,2}|老师|医生|主任|书记|村长|师傅|先生|女士|老人|老太太?|"
    r"媳妇|老婆|家的|他[爸妈]|她[爸妈])$"
)
# Words that no name has: somebody answers something else.
_NO_NAME = re.compile(
    r"[天号日周](?:上午|下午|早上|晚上)|上午|下午|今天|明天|后天|星期|礼拜|周[一二三四五六日]|[明后今]日|"
    r"交|缴|.钱|医保|社保|报销|电话|手机|号码|快递|上门|单号|预约|约[了好]|名字|称呼|"
    r"不|没|别|吧$|了$|啊$|呀$|谢|您好|你好|在吗|快点|等等|等一下|"
    r"随便|都行|都可以|人工|客服|转接|取消|修改|改|换|"
    r"[村镇乡县屯寨]$|社区|.组$|..[沟庄]$|隔壁|旁边|对面|后面|前面|门口|村头|村尾|村口|"
    r"^(?:他|她|你|您|我们|他们|你们)(?!家|[爸妈爹娘叔伯婶姨姑舅])..|骗|收了|给了|拿了|说了|打了|"
    r"第.家|号院|路口|小卖部|怎|咋|什么|啥|哪|谁|吗|呢|个人|一个|那个|这个|知道|清楚"
)
_NOBODY = re.compile(
    r"^(?:我|俺|咱|我自己|自己|本人|我本人|找?我就行|他|她|人|没有|无|家里人?|有人|大家|都在)$"
)
_KIN = re.compile(
    r"^(?:找|是)?(?:[我俺咱](?:们)?家?的?)?(?:老?妈妈?|老?爸爸?|爹|娘|母亲|父亲|爸妈|父母|老婆|媳妇|老公|丈夫|老伴|"
    r"爷爷?|奶奶?|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈母娘|儿子|女儿|闺女|孩子|哥哥?|姐姐?|弟弟?|妹妹?|"
    r"家里老人|老人)$"
)


def contact_in(text: str) -> str | None:
    """What somebody is to be called, None if this is no name.

    «我自己», «我妈» and «明天» are none; «二狗子» and «王家老大» are.
    """
    name = _LEAD.sub("", " ".join(text.split())).strip("。，,.!！、 ")
    if not 0 < len(name) <= LONGEST_CONTACT or is_question(name):
        return None
    if any(c.isdigit() for c in name) or not any(c.isalpha() for c in name):
        return None
    return name if _may_be_name(plain(name)) else None


def is_kin(text: str) -> bool:
    """«我妈»: whom it is for, but no name that a courier could ask for in the village."""
    return bool(_KIN.match(plain(text).strip(" 。.!！,，")))


def is_surely_name(text: str) -> bool:
    """Whether it is a name by its title: «李大爷», «王婶»."""
    name = contact_in(text)
    return name is not None and len(name) <= LONGEST_HAN and bool(_TITLE.search(plain(name)))


def _may_be_name(said: str) -> bool:
    if _NOBODY.match(said) or _KIN.match(said) or says_yes(said) or says_no(said):
        return False
    if not _HAN.search(said):
        return True
    if "·" in said:
        return True
    return SHORTEST_HAN <= len(said) <= LONGEST_HAN and not _NO_NAME.search(said)
