"""What an address carries along: the visit, the household, and the people that were chosen."""

from __future__ import annotations

from uuid import UUID

from flask import request

from courier.domain.errors import NotFound
from courier.domain.money import Money, total
from courier.services.households import HouseholdView, MemberView, household_view
from field_app.access import actor, core
from field_app.language import locale


def visit_asked() -> UUID | None:
    """``?visit=``. Raises NotFound ``visit_not_found`` for what is no id."""
    text = request.values.get("visit", "")
    return _uuid(text, "visit_not_found") if text else None


def persons_asked() -> frozenset[UUID]:
    """``?person=``, repeated. Raises NotFound ``consent_not_a_member`` for what is no id."""
    return frozenset(
        _uuid(text, "consent_not_a_member") for text in request.values.getlist("person")
    )


def opened_household(household_id: UUID) -> HouseholdView:
    """The household of the address, if it is hers. Raises NotFound ``household_not_found``."""
    return household_view(core(), actor(), household_id, locale=locale())


def chosen_of(view: HouseholdView) -> tuple[MemberView, ...]:
    """Those of the household that were chosen and may pay."""
    asked = persons_asked()
    return tuple(member for member in view.payable if member.insuree_id in asked)


def sum_of(chosen: tuple[MemberView, ...]) -> Money:
    """What they pay together."""
    return total([member.own for member in chosen if member.own])


def _uuid(text: str, code: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(code) from error
