"""Where a code belongs that is ours but no slip's."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from courier.domain.scanned import CodeKind, recognise


class Belongs(NamedTuple):
    """A page, and what its button says."""

    href: str
    label: str


def where_it_belongs(text: str) -> Belongs | None:
    """The page of a scanned receipt or card; None for what has none, or is no business of hers."""
    scanned = recognise(text)
    if scanned.kind is CodeKind.RECEIPT:
        return Belongs(url_for("public.receipt", code=scanned.text), "scanning.see_receipt")
    if scanned.kind is CodeKind.CARD:
        return Belongs(url_for("credentials.check", code=scanned.text), "scanning.see_card")
    return None
