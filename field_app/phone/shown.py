"""The day and the outcomes as JSON, as docs/field_sync.md says."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from courier.domain.money import Money
from courier.domain.phone_items import ItemOutcome
from courier.services.phone_days import PhoneDay, PhoneHousehold, PhoneMember, PhoneVisit
from courier.services.phone_outcomes import Outcome
from courier.texts import Locale, has, say
from field_app.form_tokens import form_token

# A refusal whose money is safe has words of its own; every other says the error's sentence.
KEPT = frozenset({"cash_kept", "cash_partly_kept"})
# Done, and yet she is to read what else happened with it.
TO_READ = frozenset({"cash_posted_instead"})
PAGES = {
    "visit": ("visits.visit", "visit_id"),
    "household": ("visits.household", "household_id"),
    "payment": ("payments.receipts_page", "attempt_id"),
}


def day_json(day: PhoneDay, locale: Locale) -> dict[str, Any]:
    """What ``GET /courier/sync`` answers."""
    return {
        "made_at": day.made_at.isoformat(),
        "server_now": day.made_at.isoformat(),
        "keep_until": day.keep_until.isoformat(),
        "unlock": base64.b64encode(day.unlock).decode("ascii"),
        "csrf": form_token(),
        "locale": locale.value,
        "coverage_year": day.coverage_year,
        "courier": {"no": day.courier_no, "name": day.courier_name},
        "visits": [_visit(one) for one in day.visits],
        "households": [_household(one, locale) for one in day.households],
        "aloud": day.aloud,
        "leaves": list(day.leaves),
        "cash": {"in_hand_fen": day.cash.in_hand.fen, "limit_fen": day.cash.limit.fen},
    }


def _visit(one: PhoneVisit) -> dict[str, Any]:
    return {
        "id": str(one.visit_id),
        "no": one.visit_no,
        "village": one.village,
        "place": one.place,
        "state": one.state,
        "wanted_on": one.wanted_on.isoformat() if one.wanted_on else None,
        "wanted_part": one.wanted_part,
        "contact": one.contact,
        "household": str(one.household_id) if one.household_id else None,
    }


def _household(one: PhoneHousehold, locale: Locale) -> dict[str, Any]:
    members = [_member(each, locale) for each in one.members]
    return {
        "id": str(one.household_id),
        "no": one.household_no,
        "slip": one.slip,
        "members": members,
    }


def _member(one: PhoneMember, locale: Locale) -> dict[str, Any]:
    view = one.view
    return {
        "person": str(view.insuree_id),
        "obligation": str(view.obligation_id) if view.obligation_id else None,
        "name": one.name,
        "who": who(view.relation, view.sex, view.age, locale),
        "own_fen": view.own.fen if view.own is not None else None,
        "standing": view.standing.value,
        "payable": view.is_payable,
        "consented": view.consented,
        "why": view.explanation,
        "introduced": one.read.who if one.read else "",
        "said": one.read.said if one.read else "",
    }


def who(relation: str, sex: str, age: int, locale: Locale) -> str:
    """Relation, sex and age in words, as on the household's page."""
    known = f"households.relation_{relation}"
    return say(
        "households.who",
        locale,
        relation=say(known if has(known, locale) else "households.relation_other", locale),
        sex=say(f"households.sex_{sex}", locale),
        age=age,
    )


def outcomes_json(now: dt.datetime, outcomes: Sequence[Outcome], locale: Locale) -> dict[str, Any]:
    """What came of a phone's items."""
    return {"server_now": now.isoformat(), "outcomes": [_outcome(one, locale) for one in outcomes]}


def _outcome(one: Outcome, locale: Locale) -> dict[str, Any]:
    return {
        "id": one.item_id,
        "outcome": one.outcome.value,
        "code": one.code,
        "words": _words(one, locale),
        "next": _page(one.leads_to),
        "to_read": one.code in TO_READ,
    }


def _words(one: Outcome, locale: Locale) -> str:
    if one.outcome is ItemOutcome.REFUSED and one.code not in KEPT:
        return say(f"errors.{one.code}", locale, **one.facts)
    return say(f"phone_items.{one.code}", locale, **_shown(one.facts, locale))


def _shown(facts: Mapping[str, Any], locale: Locale) -> dict[str, object]:
    """The facts, with those whose money goes back named one by one."""
    back = [_back(one, locale) for one in facts.get("back", ())]
    return {**facts, "back": say("phone_items.between", locale).join(back)}


def _back(one: Mapping[str, Any], locale: Locale) -> str:
    return say(
        f"phone_items.back_{one['why']}",
        locale,
        leaf=one["leaf"],
        name=one["name"] or say("phone_items.somebody", locale),
        amount=Money(one["fen"]),
    )


def _page(leads_to: str | None) -> str | None:
    if leads_to is None:
        return None
    kind, _, name = leads_to.partition(":")
    if kind not in PAGES:
        return url_for("visits.today")
    endpoint, argument = PAGES[kind]
    named: dict[str, Any] = {argument: name}
    return url_for(endpoint, **named)
