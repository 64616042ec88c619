"""Categories as villagers name them: 吃低保, 五保, 一级残疾, 建档立卡, 大学生 …"""

from __future__ import annotations

import re

from courier.domain.categories import Category

_SAID = {
    Category.DESTITUTE: r"特困|五保|三无人员|城镇三无|供养人员|\b(?:wu ?bao|te ?kun)\b",
    Category.ORPHAN: "孤儿|无人抚养|父母都?没了|没爹没娘",
    Category.LOW_INCOME_EDGE: "低保边缘|边缘户|低收入家庭",
    Category.LOW_INCOME: (
        r"低保(?!边缘)|最低生活保障|minimum (?:income|living)|income support|\bdi ?bao\b"
    ),
    Category.POVERTY_RETURNED: "返贫致贫|返贫(?!监测)|致贫",
    Category.POVERTY_MONITORED: "监测户|监测对象|防返贫|脱贫不稳定|边缘易致贫|突发严重困难",
    Category.POVERTY_EXITED: "稳定脱贫|脱贫户|脱贫人口|已经?脱贫|脱了贫",
    Category.POVERTY_REGISTERED: "建档立卡|贫困户|贫困人口|扶贫户",
    Category.DISABLED_SEVERE: (
        "重度残疾|重残|(?:[1一2二]|一至二|一、二)级[^0-9一二三四]{0,4}残|"
        "残疾[证]?[是为]?[1一2二]级|残疾[1一2二]级"
    ),
    Category.DISABLED_MILD: (
        "轻度残疾|中度残疾|(?:[3三4四]|三至四|三、四)级[^0-9一二三四]{0,4}残|"
        "残疾[证]?[是为]?[3三4四]级"
    ),
    Category.SEVERE_MENTAL: "(?:重度|重症|严重)精神(?:病|障碍)|精神病人",
    Category.VETERAN_CARE: "优抚|烈属|烈士家属|伤残军人|残疾军人|老复员军人|参战退役|带病回乡",
    Category.FAMILY_PLANNING_SPECIAL: "计生特[殊扶]|计划生育特[殊扶]|失独|特扶",
    Category.ONLY_CHILD_FAMILY: "独生子女|独生女|独生子|独子",
    Category.NEWBORN: "新生儿|刚出生|刚生的?[娃孩宝]|婴儿|落地",
    Category.UNIVERSITY_STUDENT: (
        "大学生|上大学|读大学|念大学|大专|本科生|研究生|大[一二三四](?:学生|了|新生)"
    ),
    Category.STUDENT: "(?<!大)学生|中学|小学|初中|高中|上学|念书|读书|幼儿园",
    Category.NON_LOCAL: (
        "外地户口|外地户籍|户口(?:不在|在外|在老家)|外省户口|非本地|不是本地|居住证|暂住证|外来"
    ),
}
_PATTERNS = {category: re.compile(words) for category, words in _SAID.items()}
_DENIED = re.compile(
    r"(?:不是|没有|没|并非|不算|不属于|不吃|没吃|非)"
    r"(?:吃|享受|办|拿|领|评上|纳入)?(?:什么|啥)?$"
)
_DENIED_AFTER = re.compile(
    r"(?:户|对象|证|资格)?(?:都|已经|早就|今年|去年|被|是)?"
    r"(?:取消|没了|没有了|停了|到期|退出|退了|没批|[弄搞说写记]错|错了)"
)
_FORMERLY = re.compile("(?:原来|以前|之前|过去|曾经|早先|早年|从前|本来)[^,，。]{0,4}$")
_NO_LONGER = re.compile(
    "[^。]{0,6}(?:现在|今年|后来|如今|这会儿?|去年|前年)?(?:已经|就|早)?"
    "(?:不是|不吃|没有|没|不享受|取消|停)了?"
)
_REACH_BACK = 8
_DISABLED = re.compile("残疾(?!军人)")
_DEGREES = frozenset({Category.DISABLED_SEVERE, Category.DISABLED_MILD})


def categories_in(text: str) -> frozenset[Category]:
    """Categories that a text in plain form claims; what it denies («不是低保») is left out."""
    return frozenset(c for c, pattern in _PATTERNS.items() if _claims(pattern, text))


def denied_in(text: str) -> frozenset[Category]:
    """Categories that a text in plain form names only to say that they are not so."""
    named = frozenset(c for c, pattern in _PATTERNS.items() if pattern.search(text))
    if _DISABLED.search(text) and not _claims(_DISABLED, text):
        named |= _DEGREES
    return named - categories_in(text)


def degree_is_missing(text: str) -> bool:
    """Whether somebody is said to be disabled without the degree that the aid depends on."""
    return not categories_in(text) & _DEGREES and _claims(_DISABLED, text)


def _claims(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        not _DENIED.search(text[max(0, match.start() - _REACH_BACK) : match.start()])
        and not _DENIED_AFTER.match(text, match.end())
        and not _is_over(text, match)
        for match in pattern.finditer(text)
    )


def _is_over(text: str, match: re.Match[str]) -> bool:
    """«原来是低保，现在不是了»."""
    before = text[max(0, match.start() - _REACH_BACK) : match.start()]
    return bool(_FORMERLY.search(before) and _NO_LONGER.match(text, match.end()))
