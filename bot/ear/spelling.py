"""One spelling for what people of many places write in many ways: 咋, 啷个, 点样 are 怎么."""

from __future__ import annotations

import re

_SAYINGS = (
    ("什么时候", "啥时候|啥前儿|多咱|多会儿|啥子时候|几时|何时|啷个时候|啥时|啥辰光|啥会儿"),
    ("怎么", "咋个|咋样|咋子|咋|啷个|怎样|如何|点样|么样|怎办"),
    ("哪里", "哪儿|哪块儿|哪疙瘩|边度|啥地方|什么地方|何处|哪头"),
    ("什么", "啥子|啥|么子|么事|乜嘢|乜"),
    ("多少", "几多|好多(?=钱|岁|嘛|哦|块)|几个钱|多钱|几块钱|几何"),
    ("我", "俺们|俺|咱们|咱"),
    ("他们", "佢哋|佢"),
    ("没有", "冇得|冇|没得|莫得|木有"),
    ("不", "唔"),
    ("吗", "不咯|嘛|么|咩|不(?=$)"),
    ("我妈", "我娘|老娘|阿妈|娘亲"),
    ("爸", "爹|老汉儿?|老爷子"),
    ("孩子", "奶?娃[娃儿]?|伢子?|崽崽?|细路|小?囡|小孩|毛毛|宝宝"),
    ("老婆", "媳妇|堂客|婆姨|屋里的"),
    ("医保", "(?:城乡)?居民(?:基本)?(?:医疗保险|医保)|(?:新?农合|农村合作医疗|合作医疗|医疗保险)"),
    ("交", "缴纳|缴费|交费|缴"),
    ("家里", "屋里头|屋里|屋头|屋企"),
    ("的", "嘅|滴(?!水)"),
    ("在", "喺"),
    ("给", "畀"),
    ("可以", "要得|得行|得唔得|中不中|行不行|可不可以|能不能|能否|可否"),
)
_PATTERNS = [(usual, re.compile(sayings)) for usual, sayings in _SAYINGS]


def usual(text: str) -> str:
    """A text in plain form with the usual word for each of its many sayings."""
    for word, sayings in _PATTERNS:
        text = sayings.sub(word, text)
    return text
