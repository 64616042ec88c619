"""What a message is about where plain rules can tell: a bill, a family's sum, a double payment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from courier.domain.topics import Topic
from courier.domain.understanding.double_cover import PaidAt
from courier.domain.understanding.facts import SpokenFacts
from courier.domain.understanding.relations import Relation
from courier.domain.understanding.spoken import plain

# Whose premium is asked for: here an ear that hears only «how much» is set right by the rules.
ABOUT_MONEY = frozenset({Topic.PAY_AMOUNT, Topic.SUBSIDY, Topic.ELDERLY_EXEMPT})
LONGEST_FOLLOW_UP = 16
_ABOUT_CARE = frozenset({Topic.REIMBURSE_RATE, Topic.OUTPATIENT})
_WHERE = re.compile(
    "(?:医院|卫生院|卫生室|诊所|省城|县里|市里|镇上|乡里)(?:的?话|住院|看病)?[呢咧嘞呐哩]"
)
_GROWN_UP = 30  # nobody asks for so old a child without calling it a son or a daughter
_SOMEBODY = re.compile("老人|老太太?|老头|老汉|老爷子|老奶奶|老爷爷|别人|一般人|普通人|村里人|孤寡")
_HOW_MUCH = re.compile("多少|几百|几块|几钱|好多|咋交|怎么交|交几")
_OTHER_SUBJECT = re.compile(
    "报|住院|看病|门诊|退|卡|到账|查|补|取(?!消)|余额|上门|骗|养老|工资|[水电气油话房车]费|领|赔"
)
_PREMIUM = re.compile("[交缴]|医保|农合|合作医疗|低保|五保|特困|残")
_HOW_LONG = re.compile("等|多久|多长|几个月|几月|时候能|能用|能报|生效|管用")
_MUST_PAY = re.compile("交不交|[要用需得]不?[要用]?交|免不免|能免|免交")
_LONGEST_TELLING = 14
_MISHEARD_BILL = frozenset(
    {*ABOUT_MONEY, Topic.WORTH_IT, Topic.PAY_FAILURE, Topic.REIMBURSE_PROCESS, Topic.NOT_COVERED}
)
_OF_ITS_OWN = frozenset(
    {
        Topic.CHRONIC_DISEASE,
        Topic.SERIOUS_ILLNESS,
        Topic.MATERNITY,
        Topic.ACCIDENT_INJURY,
        Topic.REMOTE_CARE,
        Topic.DRUG_LIST,
    }
)
_MISHEARD_SUM = ABOUT_MONEY | {
    Topic.STUDENT,
    Topic.NEWBORN,
    Topic.PAY_FOR_OTHERS,
    Topic.FAMILY_ACCOUNT,
    Topic.OUT_OF_SCOPE,
}
_TWICE = re.compile(
    "[交缴扣买]了?(?:重|两[份次遍回])|重复[交缴扣]|多[交缴扣]了?一[份次遍]|[交缴扣]了?双份"
)
_MISHEARD_TWICE = ABOUT_MONEY | {Topic.PAY_FOR_OTHERS, Topic.PAY_CHANNEL}
_MISHEARD_GAP = ABOUT_MONEY | {Topic.COURIER_TRACK, Topic.CHECK_STATUS, Topic.OUT_OF_SCOPE}
_PAID_TWICE = {PaidAt.SCHOOL: Topic.STUDENT, PaidAt.WORK: Topic.EMPLOYEE_VS_RESIDENT}


def subject_told(text: str, facts: SpokenFacts, *, heard: Topic | None, sure: bool) -> Topic | None:
    """The subject that rules tell better than the ear, which heard ``heard``; None if none."""
    rules: Mapping[Callable[[str, SpokenFacts, Topic | None], Topic | None], frozenset[Topic]] = {
        _bill: _MISHEARD_BILL,
        _paid_twice: ABOUT_MONEY,
        _twice: _MISHEARD_TWICE,
        _family_sum: _MISHEARD_SUM,
        _gap: _MISHEARD_GAP,
        _hardship: frozenset(),
    }
    for rule, misheard in rules.items():
        topic = rule(plain(text), facts, heard) if not sure or heard in misheard else None
        if topic is not None:
            return topic
    return None


def speaks_of_somebody_else(text: str, facts: SpokenFacts, before: Relation | None) -> bool:
    """«七十岁老人还交吗» after one's own child: whose facts were told before is not meant."""
    if facts.about is not None or before is None:
        return False
    is_grown = facts.age is not None and facts.age.years >= _GROWN_UP
    return (is_grown and before is Relation.CHILD) or bool(_SOMEBODY.search(plain(text)))


def goes_on_about_care(text: str, before: Topic | None) -> bool:
    """«在省城医院呢» after what a hospital's bill brings back: the subject stays."""
    said = plain(text)
    return before in _ABOUT_CARE and len(said) <= LONGEST_FOLLOW_UP and bool(_WHERE.search(said))


def goes_on_about_people(text: str, facts: SpokenFacts, before: Topic | None) -> bool:
    """«一共多少», «不是低保，弄错了» after a premium was told: the subject stays."""
    said = plain(text)
    if before not in ABOUT_MONEY or len(said) > LONGEST_FOLLOW_UP or _OTHER_SUBJECT.search(said):
        return False
    return facts.asks_sum or facts.adds or bool(facts.denied)


def _bill(_: str, facts: SpokenFacts, heard: Topic | None) -> Topic | None:
    if facts.bill is None or heard in _OF_ITS_OWN:
        return None
    return Topic.OUTPATIENT if facts.bill.inpatient is False else Topic.REIMBURSE_RATE


def _paid_twice(_: str, facts: SpokenFacts, heard: Topic | None) -> Topic | None:
    if facts.paid_at is None or heard in {Topic.DUPLICATE_ENROLMENT, Topic.REFUND}:
        return None
    return _PAID_TWICE[facts.paid_at]


def _twice(said: str, _facts: SpokenFacts, _heard: Topic | None) -> Topic | None:
    return Topic.DUPLICATE_ENROLMENT if _TWICE.search(said) else None


def _family_sum(said: str, facts: SpokenFacts, heard: Topic | None) -> Topic | None:
    is_sum = facts.asks_sum or _HOW_MUCH.search(said)
    is_asked = facts.family and is_sum and not _OTHER_SUBJECT.search(said)
    is_premium = heard is not Topic.OUT_OF_SCOPE or _PREMIUM.search(said)
    return Topic.PAY_AMOUNT if is_asked and is_premium else None


def _gap(said: str, facts: SpokenFacts, _heard: Topic | None) -> Topic | None:
    is_asked = facts.missed_years is not None and _HOW_LONG.search(said)
    return Topic.INTERRUPTION_WAITING if is_asked else None


def _hardship(said: str, facts: SpokenFacts, _heard: Topic | None) -> Topic | None:
    """«我妈残疾», alone: whose hardship is told is asked after for the help."""
    tells = facts.disability_degree_missing or any(one.is_aid for one in facts.categories)
    is_told = not facts.asks and facts.about is not None
    is_all = len(said) <= _LONGEST_TELLING and (is_told or _MUST_PAY.search(said))
    return Topic.SUBSIDY if tells and is_all and not _OTHER_SUBJECT.search(said) else None
