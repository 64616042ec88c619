"""What is said of payments that have arrived, or have not."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.regions import HOTLINE
from courier.domain.short_codes import normalised
from courier.domain.topics import Topic
from courier.services.answer_steps import next_replies, topic_reply
from courier.services.arrival_check import (
    Arrival,
    ArrivalState,
    HouseholdArrivals,
    arrivals_by_slip,
)
from courier.services.bubbles import Bubble, Link
from courier.services.core import Core
from courier.texts import Locale, say

MOST_LINES = 5  # the others stand behind «more»
PAY = (Topic.COURIER_REQUEST, Topic.PAY_CHANNEL)


def slip_bubble(core: Core, code: str, locale: Locale) -> Bubble:
    """How the people of a slip's household stand; the same words for every slip that is none."""
    found = arrivals_by_slip(core, code=code)
    return household_bubble(found, locale) if found else not_found(locale)


def household_bubble(household: HouseholdArrivals, locale: Locale) -> Bubble:
    """One household: a line for each person, with the public page of each receipt."""
    lines = [_line(one, household.office_phone, locale) for one in household.people]
    head = say("chat.arrival_found", locale, year=str(household.coverage_year))
    owes = any(one.state is ArrivalState.OPEN for one in household.people)
    topics = PAY if owes else (Topic.RECEIPT_PROOF,)
    return Bubble(
        "\n".join([head, *lines[:MOST_LINES]]),
        more="\n".join(lines[MOST_LINES:]),
        links=tuple(_links(household.people, locale)),
        replies=tuple(topic_reply(topic, locale) for topic in topics),
        topic=Topic.CHECK_STATUS,
        confidence=1.0,
        answered=True,
    )


def not_found(locale: Locale) -> Bubble:
    """Nothing was found, and it is not said why."""
    return Bubble(
        say("chat.arrival_not_found", locale, phone=HOTLINE),
        replies=next_replies(Topic.CHECK_STATUS, locale),
        topic=Topic.CHECK_STATUS,
        answered=True,
    )


def _line(one: Arrival, phone: str, locale: Locale) -> str:
    facts: dict[str, object] = {"name": one.name_masked, "phone": phone}
    if one.amount is not None:
        facts["amount"] = one.amount
    if one.receipt is None:
        plain = one.state is ArrivalState.PAID
        return say(f"chat.arrival_is_{'settled' if plain else one.state}", locale, **facts)
    facts |= {"day": one.receipt.paid_on, "number": one.receipt.number}
    facts["channel"] = say(f"receipts.channel_{one.receipt.channel}", locale)
    return say("chat.arrival_is_paid", locale, **facts)


def _links(people: Sequence[Arrival], locale: Locale) -> list[Link]:
    return [
        Link(
            f"/r/{normalised(one.receipt.code)}",
            say("chat.arrival_receipt", locale, name=one.name_masked),
        )
        for one in people
        if one.receipt is not None
    ]
