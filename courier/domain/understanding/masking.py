"""Takes what names a person out of a text before it is stored or sent anywhere.

Runs before everything else. It would rather hide too much than too little: a long row of
digits is hidden whatever it is. A figure of money, a year or an age stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Hidden(StrEnum):
    """What stands in the place of what was hidden."""

    ID_NUMBER = "〔身份证号〕"
    PHONE = "〔手机号〕"
    BANK_CARD = "〔卡号〕"
    NUMBER = "〔号码〕"
    NAME = "〔姓名〕"
    PLACE = "〔住处〕"


_GAP = r"[\s\-－—_.·]*"  # no comma: 380,400,420 are three prices
_ROW = re.compile(rf"[0-9](?:{_GAP}[0-9]){{6,40}}(?:{_GAP}[xX](?![a-zA-Z]))?")
_SPOKEN_ROW = re.compile(
    rf"[零〇一二三四五六七八九幺0-9](?:{_GAP}[零〇一二三四五六七八九幺0-9]){{9,40}}"
)
_DATES = re.compile(r"(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}日?")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:\s*[-—－、,，]\s*(?:19|20)[0-9]{2})+")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢"
    "裴陆荣翁荀羊甄曲封芮储靳邴松井段富巫乌焦巴弓牧山谷车侯全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景"
    "詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳姬申扶堵冉宰"
    "郦雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满"
    "弘匡国文寇广东欧沃利蔚越师巩聂晁勾敖融冷辛阚那简饶空曾沙丰关蒯相查后荆红游竺权盖益桓公肖岳代"
    "陳張劉黃趙吳孫鄭馮蔣韓許呂嚴魏鄒蘇葉蕭閻鄧錢楊羅賈盧鍾馬"
)
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]"
_STOP = '[,，。;；:：!！?？、\\s〔()（）"“”]'
_WHO = (
    "我|俺|他|她|妈|娘|爸|爹|爷|奶|婆|公|孩子|儿子|女儿|闺女|娃|孙子|孙女|人|名字|本人"
    "|老婆|媳妇|老公"
)
_CALLED = rf"(?:{_WHO})(?:的)?(?:名字)?(?:是)?叫(?:做|作)?"
_HEADED = r"(?:姓名|户主|联系人|持卡人|收款人)\s*(?:是|叫|为)?\s*[:：]?\s*"
_NAMED = r"名字\s*(?:[是叫为:：]|\s)\s*"
_TOLD = re.compile(
    rf"(?P<lead>{_CALLED}|{_HEADED}|{_NAMED})"
    rf"(?P<name>{_HAN}{{1,8}}(?:·{_HAN}{{1,8}})+|{_HAN}{{2,4}})"
)
_NOT_A_NAME = re.compile(
    "什么|啥|怎么|咋|哪|谁|交|缴|缴费|报销|医保|快递|不对|错|改|不一样|填|是|的|不|没|来|人|能|吗|参保|上门|登记"
)
_LAST_WORDS = re.compile(
    rf"(?:今年|现在|的医保|身份证|电话|手机|要|想|交|缴|在|住|是|的|有|{_STOP}).*$"
)


def mask(text: str) -> str:
    """``text`` without ID numbers, phones, cards, other long numbers and told names.

    Full-width digits and digits with blanks between them count as digits; the rest of the
    text keeps its words. The result may be stored and sent to the assistant.
    """
    shown = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf"
    )
    without_names = _TOLD.sub(_hide_name, shown)
    return _SPOKEN_ROW.sub(Hidden.NUMBER, _ROW.sub(_hide_row, without_names))


def _hide_row(match: re.Match[str]) -> str:
    row = match[0]
    if _DATES.fullmatch(row) or _YEARS.fullmatch(row):
        return row
    tail = row[len(row.rstrip()) :]
    digits = re.sub(r"[^0-9xX]", "", row)
    return f"{_kind(digits)}{tail}"


def _kind(digits: str) -> Hidden:
    count = len(digits)
    if count in {15, 18} and _has_birth_date(digits):
        return Hidden.ID_NUMBER
    if re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", digits):
        return Hidden.PHONE
    if 16 <= count <= 19 and digits.isdecimal():  # noqa: PLR2004 - lengths of bank cards
        return Hidden.BANK_CARD
    return Hidden.NUMBER


def _has_birth_date(digits: str) -> bool:
    month_day = digits[10:14] if len(digits) == 18 else digits[8:12]  # noqa: PLR2004
    return "01" <= month_day[:2] <= "12" and "01" <= month_day[2:] <= "31"


def _hide_name(match: re.Match[str]) -> str:
    said = match["name"]
    if "·" in said:
        return match["lead"] + Hidden.NAME
    name = _LAST_WORDS.sub("", said)
    if len(name) < 2 or _NOT_A_NAME.search(name) or name[0] not in _SURNAMES:  # noqa: PLR2004
        return match[0]
    return match["lead"] + Hidden.NAME + said[len(name) :]
