"""Everything that the small rules read in one message, together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.bills import SpokenBill, bill_in
from courier.domain.understanding.categories_spoken import (
    categories_in,
    degree_is_missing,
    denied_in,
)
from courier.domain.understanding.double_cover import PaidAt, paid_at
from courier.domain.understanding.english import (
    english_age,
    english_categories,
    english_degree_missing,
    english_relation,
    is_english,
)
from courier.domain.understanding.gaps import missed_years_in
from courier.domain.understanding.households import people_in
from courier.domain.understanding.people_placed import SpokenPerson
from courier.domain.understanding.people_spoken import (
    adds_people,
    asks_for_sum,
    people_spoken,
    tells_of_family,
)
from courier.domain.understanding.relations import Relation, relation_in
from courier.domain.understanding.scripts import Script, script_of
from courier.domain.understanding.spoken import plain
from courier.domain.understanding.years import SpokenYear, year_in

_ALIKE = re.compile("都[是吃有享低五特残]|全是|[低五]保户|贫困户|脱贫户|监测户")
_ONE_OF_THEM = re.compile("[有一]个|其他|其余|别的|剩下")
_INSTEAD = re.compile("(?:呢|咧|嘞)[?？。!！]*$|^(?:那|换|要是|如果|假如)")
_LIKEWISE = re.compile("也(?:是|有|吃|一样)(?:的|了)?(?:$|[,，。!！])")
_CORRECTS = re.compile("^不对|^不是|[弄搞说写记]错|错了|应该是")
_ASKS = re.compile("多少|好多|多久|多长|几|吗|呢|[?？]|咋|怎么|什么|啥|不$")
_PRONOUN = re.compile("[她他]")


@dataclass(frozen=True, slots=True)
class SpokenFacts:
    """What a message says about whom; None and empty mean that it does not say."""

    about: Relation | None = None
    age: SpokenAge | None = None
    categories: frozenset[Category] = frozenset()
    disability_degree_missing: bool = False
    people: int | None = None
    year: SpokenYear | None = None
    alike: bool = False  # «两个人都是低保», «我家是低保户»
    denied: frozenset[Category] = frozenset()
    instead: bool = False  # «那五保户呢» leaves what was said before
    corrects: bool = False  # «不对，是五保»
    likewise: bool = False  # «我哥也是»
    members: tuple[SpokenPerson, ...] = ()
    family: bool = False  # the members are to be reckoned one by one
    asks_sum: bool = False
    adds: bool = False  # «再加上我爸»
    asks: bool = False  # it asks something, and does not only tell
    she: bool | None = None  # 她 or 他 for somebody named before
    bill: SpokenBill | None = None
    missed_years: int | None = None
    paid_at: PaidAt | None = None


NOTHING_SAID = SpokenFacts()


def facts_in(text: str, today: dt.date) -> SpokenFacts:
    """Read a message, masked or not, in any script and width."""
    said = plain(text)
    if is_english(said) and script_of(said) is Script.LATIN:
        return SpokenFacts(
            about=english_relation(said),
            age=english_age(said),
            categories=english_categories(said),
            disability_degree_missing=english_degree_missing(said),
            year=year_in(said, today),
        )
    members, asks_sum = people_spoken(said), asks_for_sum(said)
    denied = denied_in(said)
    year = year_in(said, today)
    is_past = year is not None and not year.named and year.year < today.year
    return SpokenFacts(
        about=_about(members, said, denied),
        age=age_in(said),
        categories=categories_in(said),
        disability_degree_missing=degree_is_missing(said),
        people=people_in(said),
        year=None if denied and is_past else year,  # «低保去年取消了» asks about no last year
        alike=bool(_ALIKE.search(said) and not _ONE_OF_THEM.search(said)),
        denied=denied,
        instead=_INSTEAD.search(said) is not None,
        corrects=_CORRECTS.search(said) is not None,
        likewise=_LIKEWISE.search(said) is not None,
        members=members,
        family=tells_of_family(members, asks_sum=asks_sum),
        asks_sum=asks_sum,
        adds=adds_people(said),
        asks=_ASKS.search(said) is not None,
        she=_she(said),
        bill=bill_in(said),
        missed_years=missed_years_in(said),
        paid_at=paid_at(said),
    )


def _about(
    members: tuple[SpokenPerson, ...], said: str, denied: frozenset[Category]
) -> Relation | None:
    """The one who is asked about: «我妈说孩子要交» is about the child.

    «不是低保，我弄错了» is about whoever was spoken of before, «我家有个低保户» about nobody
    who is named.
    """
    if len(members) == 1 and members[0].relation is not None:
        return members[0].relation
    named = relation_in(said)
    speaker_errs = denied and not members and named is Relation.SELF
    one_of_household = len(members) == 1 and named is Relation.HOUSEHOLD
    return None if speaker_errs or one_of_household else named


def _she(said: str) -> bool | None:
    found = _PRONOUN.search(said)
    return found[0] == "她" if found else None
