"""What an address carries along: the visit, and the people that were chosen."""

from __future__ import annotations

from uuid import UUID

from flask import request

from courier.domain.errors import NotFound


def visit_asked() -> UUID | None:
    """``?visit=``. Raises NotFound ``visit_not_found`` for what is no id."""
    text = request.values.get("visit", "")
    return _uuid(text, "visit_not_found") if text else None


def persons_asked() -> frozenset[UUID]:
    """``?person=``, repeated. Raises NotFound ``consent_not_a_member`` for what is no id."""
    return frozenset(
        _uuid(text, "consent_not_a_member") for text in request.values.getlist("person")
    )


def _uuid(text: str, code: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(code) from error
