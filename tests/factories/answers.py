"""Questions to every pack on every topic by several askers, and the numbers that may be told."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum

from courier.domain.categories import Category
from courier.domain.families import NO_FAMILY, NOBODY
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.topics import Topic
from courier.domain.understanding.facts import facts_in
from courier.policies import load_shelf
from courier.services.answer_bills import EXAMPLE_BILL
from courier.services.answer_questions import Place, Question
from courier.services.answers import answer
from courier.services.asker_places import national_for
from courier.services.bubbles import Bubble
from courier.texts import Locale, say

TODAY = dt.date(2026, 11, 22)
SHELF = load_shelf()
PACKS = SHELF.all()
PHONE = "0990-0000100"
FAMILY = "我爸82低保，我妈重度残疾，我和老婆，俩娃，一共交多少"
BILL = Money(2_000_000)
MISSED_YEARS = 3
ASKERS = (
    "",
    "俺娘68了吃低保今年交多少",
    "刚出生的娃要交多少",
    "大学生交多少",
    "我爸一级残疾",
    "我家四口人要交多少",
    FAMILY,
    f"县医院花了{BILL.yuan}能报多少自己掏多少",
    f"断了{MISSED_YEARS}年等多久",
    "在学校交了家里还要交不",
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
WAN = 1_000_000  # fen
DAYS_COUNTED = 60


def question(topic, pack, locale=Locale.ZH_HANS, said="", today=TODAY, **more) -> Question:
    """As a villager of the pack's place asks, who says ``said`` of herself."""
    heard = facts_in(said, TODAY)
    family = NO_FAMILY.heard(NOBODY, NOBODY, heard).members if heard.family else ()
    facts = {
        "topic": topic,
        "locale": locale,
        "today": today,
        "year": pack.coverage_year,
        "place": Place(pack.region.name, PHONE),
        "pack": pack,
        "national": national_for(SHELF, pack.coverage_year),
        "who": NOBODY.heard(heard),
        "family": family if topic is Topic.PAY_AMOUNT else (),
        "said": heard,
    }
    return Question(**(facts | more))


def every_answer(
    locale: Locale, packs: Iterable[Pack] = PACKS, askers: Iterable[str] = ASKERS
) -> Iterator[tuple[str, Pack, Topic, str, Bubble]]:
    """Where it stands in words, the pack, the topic, who asks, and the answer."""
    for pack in packs:
        for topic in Topic:
            for said in askers:
                bubble = answer(question(topic, pack, locale, said))
                yield f"{pack.id} {topic} {said}", pack, topic, said, bubble


@functools.cache
def all_answers(locale: Locale) -> tuple[tuple[str, Pack, Topic, str, Bubble], ...]:
    """Every answer to every asker, rendered once."""
    return tuple(every_answer(locale))


def words_of(bubble: Bubble) -> str:
    """Everything that is read first or on request."""
    return "\n".join(part for part in (bubble.text, bubble.more) if part)


def numbers_in(text: str) -> set[str]:
    """Numbers as plain digits: 150,000 and 150000 are one."""
    return {figure.replace(",", "") for figure in FIGURE.findall(text)}


def numbers_of(thing: object) -> set[str]:
    """All numbers that stand in a pack, in the ways in which they may be told."""
    if isinstance(thing, bool | Enum) or thing is None:
        return set()
    if isinstance(thing, Money):
        return {thing.yuan} | ({str(thing.fen // WAN)} if thing.fen % WAN == 0 else set())
    if isinstance(thing, Decimal):
        return {f"{thing:f}"}
    if isinstance(thing, dt.date):
        thing = (thing.year, thing.month, thing.day)
    if is_dataclass(thing):
        thing = [getattr(thing, field.name) for field in fields(thing)]
    if isinstance(thing, dict):
        named = [_figure(str(name), value) for name, value in thing.items()]
        thing = [*thing.keys(), *thing.values(), *named]
    if isinstance(thing, tuple | list | frozenset | set):
        return set().union(*map(numbers_of, thing))
    return numbers_in(str(thing))


def computed(pack: Pack) -> set[str]:
    """What follows from a pack's figures by arithmetic, all of it reasoned here.

    Aids and own shares in fen and percent, four people together, what the government adds
    together with the price, an example's bill and the asker's own, the family's sums, the months
    after the asker's gap, the days that are left of an open window.
    """
    proposed = pack.proposal
    rules = (*pack.premiums, *(proposed.premiums if proposed else ()))
    prices = [rule.amount for rule in rules if rule.amount is not None]
    sums = [Money(price.fen * 4) for price in prices]
    sums += [price + added.amount for price in prices for added in pack.subsidies]
    sums += [part for price in prices for part in _shares(price, pack, prices)]
    sums += [part for row in pack.reimbursements for part in _worked_out(row)]
    sums += [part for price in prices for part in _family_of_six(price, pack, prices)]
    days = {(w.last - TODAY).days for w in pack.windows if w.last is not None}
    months = {str(part) for rule in pack.waiting for part in _months(rule)}
    left = {str(left) for left in days if 0 <= left <= DAYS_COUNTED}
    return numbers_of(sums) | months | left


def allowed(pack: Pack, locale: Locale) -> set[str]:
    """Numbers of procedure, few and each for a reason, and the packs' own."""
    known = numbers_in(PHONE)  # the office's number, from the county's own settings
    known |= {"4"}  # the asker with a household of four
    known |= {"2", "6"}  # the asker's two children, and the six of that family
    known |= {"0"}  # nothing to pay in advance
    # English names of categories hold the degree of a disability.
    known |= numbers_of([say(f"premiums.kind_{one}", locale) for one in Category])
    for one in {pack.id: pack, "national": national_for(SHELF, pack.coverage_year)}.values():
        known |= numbers_of(one) | computed(one)
    return known


def _figure(name: str, value: object) -> object:
    return Money(value) if name.endswith("_fen") and isinstance(value, int) else value


def _shares(price: Money, pack: Pack, prices: list[Money]) -> Iterator[Money]:
    for rule in (*pack.aid, *(pack.proposal.aid if pack.proposal else ())):
        worth = rule.amount or (price.share(rule.percent) if rule.percent else None)
        if rule.own is not None:
            worth = price - rule.own
        cheaper = [other for other in prices if other.fen < price.fen]
        for helped in [worth] if worth else cheaper:  # help up to a tier is that tier's price
            yield from (helped, price - helped)


def _worked_out(row) -> Iterator[Money]:
    if row.percent is None or row.deductible is None:
        return
    for bill in (EXAMPLE_BILL, BILL):
        rest = bill - row.deductible
        paid = rest.share(row.percent)
        yield from (bill, rest, paid, bill - paid)
        if row.ceiling is not None:
            yield bill - row.ceiling


def _family_of_six(price: Money, pack: Pack, prices: list[Money]) -> Iterator[Money]:
    """The father's and the mother's share, each perhaps unknown, and two or four at the price."""
    parents = [
        {Money(0), price, *_own_shares(category, price, pack, prices)}
        for category in (Category.LOW_INCOME, Category.DISABLED_SEVERE)
    ]
    for father, mother in itertools.product(*parents):
        yield from (father + mother + Money(price.fen * others) for others in (2, 4))


def _own_shares(category, price: Money, pack: Pack, prices: list[Money]) -> Iterator[Money]:
    rules = tuple(rule for rule in pack.aid if rule.category is category)
    own_rules = replace(pack, aid=rules, proposal=None)
    yield from (price - helped for helped in _shares(price, own_rules, prices) if helped < price)


def _months(rule) -> Iterator[int]:
    added = MISSED_YEARS * (rule.months_per_missed_year or 0)
    yield from (added, (rule.fixed_months or 0) + added)
