"""Each number of each answer stands in its pack or follows from it; a changed pack changes it."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest

from courier.domain.money import Money
from courier.domain.topics import Topic
from courier.services.answer_notes import is_said_plainly
from courier.services.answers import answer
from courier.texts import Locale, catalogue
from tests.factories.answers import (
    ASKERS,
    PACKS,
    PHONE,
    SHELF,
    all_answers,
    allowed,
    every_answer,
    numbers_in,
    question,
    words_of,
)

LANGUAGES = (Locale.ZH_HANS, Locale.EN)
TABLES = (
    "premiums", "subsidies", "aid", "windows", "waiting", "incentives", "reimbursements",
    "coverage", "facts",
)  # fmt: skip
NOT_FIGURES = {"source", "level", "tier"}  # ids and names of rows


def strange_numbers(pack, locale, answers):
    """Numbers of a pack's answers that nothing accounts for, by where they stand."""
    known, strange = allowed(pack, locale), {}
    for where, _, _, said, bubble in answers:
        spoken = words_of(bubble) + "".join(link.title for link in bubble.links)
        loose = numbers_in(spoken + "".join(bubble.sources)) - known - numbers_in(said)
        if loose:
            strange[where] = loose
    return strange


@pytest.mark.parametrize("locale", LANGUAGES)
def test_each_number_of_each_answer_stands_in_the_pack_or_follows_from_it(locale, tell):
    strange = {}
    for pack in PACKS:
        answers = [one for one in all_answers(locale) if one[1] is pack]
        assert len(answers) == len(Topic) * len(ASKERS)
        strange |= strange_numbers(pack, locale, answers)
    count = len(all_answers(locale))
    tell(f"{count} answers rendered in {locale}: {len(PACKS)} packs, {len(ASKERS)} askers")
    assert not strange


def test_traditional_chinese_tells_the_same_numbers():
    first = slice(0, 1)
    simplified = every_answer(Locale.ZH_HANS, askers=ASKERS[first])
    traditional = every_answer(Locale.ZH_HANT, askers=ASKERS[first])
    for (where, *_, here), (*_, there) in zip(simplified, traditional, strict=True):
        assert numbers_in(words_of(here)) == numbers_in(words_of(there)), where


@pytest.mark.parametrize("number", ["437", "3.5", "2031", "23,456"])
@pytest.mark.parametrize("part", ["text", "more"])
def test_a_planted_number_is_found(number, part):
    pack = SHELF.get("demo-2027")
    planted = [
        (where, *rest, replace(bubble, **{part: f"{getattr(bubble, part)}另交{number}元。"}))
        for where, *rest, bubble in every_answer(Locale.ZH_HANS, [pack], [""])
    ]
    found = strange_numbers(pack, Locale.ZH_HANS, planted)
    assert found == {where: numbers_in(number) for where, *_ in planted}


def test_a_figure_of_another_pack_is_found():
    pack, other = SHELF.get("demo-2027"), SHELF.get("taian-2026")
    answers = every_answer(Locale.ZH_HANS, [other], [""])
    strange = strange_numbers(pack, Locale.ZH_HANS, answers)
    assert {"390", "530"} <= set().union(*strange.values())


@pytest.mark.parametrize("locale", Locale)
def test_no_figure_stands_in_the_catalogue(locale):
    rooms = ("answers.", "premiums.", "policy.")
    bare = {key: re.sub(r"\{.*?\}", "", text) for key, text in catalogue(locale).items()}
    figures = {
        key: text
        for key, text in bare.items()
        if key.startswith(rooms) and re.search(r"\d", text) and not is_a_name(key)
    }
    assert not figures


def is_a_name(key):
    """Degrees of a disability, an age in a condition's name and hospital levels are names."""
    return key.startswith(("premiums.kind_disabled", "policy.condition_aged"))


@functools.singledispatch
def altered(thing):
    """Every way to alter one figure of a pack's table, each once."""
    if is_dataclass(thing):
        for field in fields(thing):
            if field.name not in NOT_FIGURES:
                for other in altered(getattr(thing, field.name)):
                    yield replace(thing, **{field.name: other})


@altered.register
def _(thing: Money):
    yield Money(thing.fen + 1300)


@altered.register(Decimal)
@altered.register(int)
def _(thing):
    if type(thing) is not bool:
        yield thing + 7


@altered.register
def _(thing: dt.date):
    yield thing.replace(day=13 if thing.day != 13 else 14)


@altered.register
def _(thing: Mapping):
    for name, value in thing.items():
        yield from ({**thing, name: other} for other in altered(value))


@altered.register
def _(thing: tuple):
    for at, value in enumerate(thing):
        yield from ((*thing[:at], other, *thing[at + 1 :]) for other in altered(value))


def all_words(pack):
    return {
        (topic, said): words_of(answer(question(topic, pack, said=said)))
        for topic in Topic
        for said in ("", "我爸一级残疾")
    }


@pytest.mark.parametrize(
    ("pack_id", "fewest"),
    [("demo-2027", 45), ("national-2026", 40), ("taian-2026", 6), ("lizhou-2024", 4),
     ("shouxian-2021", 4)],
)  # fmt: skip
def test_each_altered_figure_of_a_pack_alters_an_answer(pack_id, fewest):
    pack = SHELF.get(pack_id)
    before, count, silent = all_words(pack), 0, []
    for table in TABLES:
        for other in altered(getattr(pack, table)):
            count += 1
            if all_words(replace(pack, **{table: other})) == before:
                silent.append((table, other))
    assert count >= fewest
    assert not silent


def test_an_altered_price_takes_the_place_of_the_old_one():
    pack = SHELF.get("demo-2027")
    dearer = replace(
        pack, premiums=tuple(replace(rule, amount=Money(43000)) for rule in pack.premiums)
    )
    assert "400元" in answer(question(Topic.PAY_AMOUNT, pack)).text
    changed = answer(question(Topic.PAY_AMOUNT, dearer)).text
    assert "430元" in changed
    assert "400元" not in changed


@pytest.mark.parametrize("locale", Locale)
def test_each_fact_of_each_pack_has_its_sentence_with_the_numbers_of_its_note(locale):
    quoted = [
        f"{pack.id} {fact.code}"
        for pack in PACKS
        for fact in pack.facts
        if not is_said_plainly(fact, locale)
    ]
    assert not quoted, "write policy.fact_<code>, and each number of the note into its figures"


def test_a_note_with_another_figure_than_its_sentence_is_quoted():
    pack = SHELF.get("demo-2027")
    (fact,) = pack.facts
    later = replace(fact, note="外出务工的人可以缴到2028年3月31日。")
    said = words_of(answer(question(Topic.PAY_DEADLINE, replace(pack, facts=(later,)))))
    assert "2028年3月31日" in said


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_answer_with_a_figure_names_its_document_and_keeps_its_pack(locale):
    lacking = []
    for where, pack, _, _, bubble in all_answers(locale):
        figures = numbers_in(words_of(bubble)) - numbers_in(PHONE)
        if figures - {str(pack.coverage_year)} and not bubble.sources and bubble.pack_id is None:
            lacking.append((where, figures))
        if bubble.pack_id is not None:
            told_by = SHELF.get(bubble.pack_id)
            assert bubble.pack_fingerprint == told_by.fingerprint
            assert bubble.sources
            assert bubble.source
    assert not [one for one in lacking if not only_names_the_asker(one)]


def only_names_the_asker(lacking):
    """«一级» and the like in the asker's own name are no figures of a pack."""
    where, figures = lacking
    return figures <= numbers_in(where)
