"""What holds for every pack, person and day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from courier.domain.categories import AID, Category
from courier.domain.money import ZERO
from courier.domain.policy import Pack
from courier.domain.premiums import Premium, premium
from courier.policies import load_shelf

# Shared machines are slow at times; what counts here is the answer.
patient = settings(deadline=None)
days = st.dates(dt.date(2005, 1, 1), dt.date(2028, 1, 1))
packs = st.sampled_from(load_shelf().all())
people = st.frozensets(st.sampled_from(sorted(Category)), max_size=4)


@st.composite
def askings(draw: st.DrawFn) -> tuple[Pack, dict[str, object]]:
    pack = draw(packs)
    person = {
        "categories": draw(people),
        "tier": draw(st.sampled_from([None, *pack.tiers])),
        "non_local": draw(st.booleans()),
        "born": draw(st.none() | st.dates(dt.date(1920, 1, 1), dt.date(2027, 12, 31))),
        "on": draw(days),
    }
    return pack, person


def shares_agree(answer: Premium) -> bool:
    if answer.own is None or answer.full is None:
        return True
    if answer.full_at_least:
        return answer.own == ZERO
    paid = answer.aid[0].amount if answer.aid else ZERO
    return paid is not None and answer.own + paid == answer.full


@patient
@given(askings())
def test_own_share_and_the_best_aid_are_the_whole_premium(asking):
    pack, person = asking
    answer = premium(pack, **person)
    assert shares_agree(answer)
    assert answer.proposed is None or shares_agree(answer.proposed)


@patient
@given(askings())
def test_nothing_is_ever_negative(asking):
    pack, person = asking
    answer = premium(pack, **person)
    for amount in (answer.full, answer.own, answer.own_at_most, *(s.amount for s in answer.aid)):
        assert amount is None or amount >= ZERO


@patient
@given(askings())
def test_aid_never_adds_up(asking):
    pack, person = asking
    answer = premium(pack, **person)
    assert answer.own is None or len(answer.aid) <= 1
    assert (answer.deciding is None) == (answer.own is None or not answer.aid)


@patient
@given(askings(), st.sampled_from(sorted(AID)))
def test_another_category_never_makes_it_dearer(asking, more):
    pack, person = asking
    person["tier"] = person["tier"] or (pack.tiers[0] if pack.tiers else None)
    before = premium(pack, **person)
    after = premium(pack, **{**person, "categories": person["categories"] | {more}})
    if before.own is not None and after.own is not None:
        assert after.own <= before.own


@patient
@given(askings())
def test_what_is_unknown_is_named(asking):
    pack, person = asking
    answer = premium(pack, **person)
    gaps = [code for code in answer.unknown if code != "window"]
    assert answer.own is not None or gaps


@patient
@given(askings())
def test_only_the_age_counts_for_those_born_long_ago(asking):
    """So obligations may be computed once for all people of one age."""
    pack, person = asking
    born = person["born"]
    if born is None or born >= pack.newborn_since:
        return
    twin = pack.reference_date.replace(year=pack.reference_date.year - pack.age(born))
    if twin < pack.newborn_since:
        assert premium(pack, **person) == premium(pack, **{**person, "born": twin})
