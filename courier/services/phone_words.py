"""What the township is to look at before it counts, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from courier.domain.errors import BadInput
from courier.domain.money import Money, total
from courier.domain.phone_bodies import read_cash, read_consent, read_not_done, read_step
from courier.domain.phone_items import ItemKind
from courier.domain.receipts import number_shown
from courier.domain.visit_outcomes import read_reason
from courier.services.phone_steps import Hand
from courier.store.queries import visits as visit_queries
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


def story_of(
    work: Work, hands: Sequence[Hand], locale: Locale, summary_key: str
) -> tuple[str, str]:
    """What it comes to in one sentence, and the same with a line for each item."""
    summary = say(
        summary_key,
        locale,
        number=hands[0].phone.courier_no,
        count=len(hands),
        amount=total([_cash_in(hand) for hand in hands]),
    )
    return summary, "\n".join([summary, *(_line(work, hand, locale) for hand in hands)])


def _cash_in(hand: Hand) -> Money:
    if hand.item.kind is not ItemKind.CASH:
        return Money(0)
    try:
        return total([one.owed.amount for one in read_cash(hand.item.body).taken])
    except BadInput:
        return Money(0)


def _line(work: Work, hand: Hand, locale: Locale) -> str:
    try:
        words = _LINES[hand.item.kind](work, hand, locale)
    except BadInput:
        words = say("phone_items.case_unreadable", locale)
    return say("phone_items.case_line", locale, at=hand.at, words=words)


def _step(work: Work, hand: Hand, locale: Locale) -> str:
    visit_id, state = read_step(hand.item.body)
    visit, done = _visit_no(work, hand, visit_id), say(f"visits.state_{state.value}", locale)
    return say("phone_items.case_step", locale, visit=visit, done=done)


def _not_done(work: Work, hand: Hand, locale: Locale) -> str:
    read = read_not_done(hand.item.body)
    reason = say(f"visits.reason_{read_reason(read.reason).value}", locale)
    visit = _visit_no(work, hand, read.visit_id)
    return say("phone_items.case_not_done", locale, visit=visit, reason=reason)


def _consent(_work: Work, hand: Hand, locale: Locale) -> str:
    people = read_consent(hand.item.body).people
    amount = total([one.amount for one in people])
    return say("phone_items.case_consent", locale, count=len(people), amount=amount)


def _cash(_work: Work, hand: Hand, locale: Locale) -> str:
    leaves = "、".join(number_shown(one.leaf) for one in read_cash(hand.item.body).taken)
    return say("phone_items.case_cash", locale, amount=_cash_in(hand), leaves=leaves)


def _visit_no(work: Work, hand: Hand, visit_id: UUID) -> str:
    """The number that people know; a visit that is not there has none."""
    found = visit_queries.visit(work, hand.phone.county_id, visit_id)
    return found.visit_no if found else "–"


_LINES: Mapping[ItemKind, Callable[[Work, Hand, Locale], str]] = {
    ItemKind.STEP: _step,
    ItemKind.NOT_DONE: _not_done,
    ItemKind.CONSENT: _consent,
    ItemKind.CASH: _cash,
}
