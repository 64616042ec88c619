"""Sense checks of a pack's data that a schema cannot express."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from courier.domain.categories import AID, BASE
from courier.domain.errors import BadInput

Data = Mapping[str, Any]
_ALWAYS = ("0001-01-01", "9999-12-31")


def check_sense(data: Data, file: str) -> None:
    """Raise the first thing in a well-formed pack that makes no sense.

    BadInput: ``pack_name_differs``, ``pack_source_twice``, ``pack_source_unknown``,
    ``pack_dates_reversed``, ``pack_windows_overlap``, ``pack_window_twice``,
    ``pack_price_twice``, ``pack_aid_twice``, ``pack_aid_above_premium``, ``pack_tier_unknown``,
    ``pack_category_not_base``, ``pack_category_not_aid``, ``pack_age_bands_overlap``.
    """
    for code, path, facts in _complaints(data, file):
        raise BadInput(code, file=file, path=path, **facts)


Complaint = tuple[str, str, dict[str, object]]


def _complaints(data: Data, file: str) -> Iterator[Complaint]:
    yield from _name(data, file)
    yield from _sources(data)
    yield from _dates(data)
    yield from _windows(data.get("windows", []))
    for place, part in (("", data), ("proposal/", data.get("proposal", {}))):
        yield from _prices(part, place)
        yield from _aid(part, place)
    yield from _bands(data.get("age_bands", []))


def _name(data: Data, file: str) -> Iterator[Complaint]:
    if file.removesuffix(".json") != data["id"]:
        yield "pack_name_differs", "id", {"given": data["id"]}
    if not data["id"].endswith(f"-{data['coverage_year']}"):
        yield "pack_name_differs", "coverage_year", {"given": str(data["coverage_year"])}


def _sources(data: Data) -> Iterator[Complaint]:
    known: set[str] = set()
    for index, source in enumerate(data["sources"]):
        if source["id"] in known:
            yield "pack_source_twice", f"sources/{index}", {"given": source["id"]}
        known.add(source["id"])
    for path, row in _figures(data):
        if row["source"] not in known:
            yield "pack_source_unknown", path, {"given": row["source"]}


def _figures(data: Data) -> Iterator[tuple[str, Data]]:
    """Every object that names a source, with its path."""
    for key, value in data.items():
        rows = value if isinstance(value, list) else [value]
        for index, row in enumerate(rows):
            if not isinstance(row, dict):
                continue
            path = f"{key}/{index}" if isinstance(value, list) else key
            if "source" in row:
                yield path, row
            yield from ((f"{path}/{inner}", found) for inner, found in _figures(row))


def _dates(data: Data) -> Iterator[Complaint]:
    spans = [(f"windows/{n}", row) for n, row in enumerate(data.get("windows", []))]
    spans += [("coverage", data["coverage"])] if "coverage" in data else []
    for path, row in spans:
        first, last = row.get("from"), row.get("to")
        if first and last and dt.date.fromisoformat(first) > dt.date.fromisoformat(last):
            yield "pack_dates_reversed", path, {"first": first, "last": last}


def _windows(windows: list[Data]) -> Iterator[Complaint]:
    for (_, a), (index, b) in combinations(enumerate(windows), 2):
        if a["kind"] != b["kind"] or not _share_people(a, b):
            continue
        if a["kind"] == "newborn":
            yield "pack_window_twice", f"windows/{index}", {"kind": b["kind"]}
        elif _overlap(_span(a), _span(b)):
            yield "pack_windows_overlap", f"windows/{index}", {"kind": b["kind"]}


def _share_people(a: Data, b: Data) -> bool:
    mine, theirs = a.get("categories"), b.get("categories")
    return mine is None or theirs is None or bool(set(mine) & set(theirs))


def _span(window: Data) -> tuple[str, str]:
    """ISO days order as text."""
    return window.get("from") or _ALWAYS[0], window.get("to") or _ALWAYS[1]


def _overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _prices(part: Data, place: str) -> Iterator[Complaint]:
    prices = part.get("premiums", [])
    for index, row in enumerate(prices):
        strange = set(row.get("categories") or ()) - BASE
        if strange:
            yield "pack_category_not_base", f"{place}premiums/{index}", {"given": min(strange)}
    for (_, a), (index, b) in combinations(enumerate(prices), 2):
        if a.get("tier") == b.get("tier") and _share_people(a, b) and _share_place(a, b):
            yield "pack_price_twice", f"{place}premiums/{index}", {}


def _share_place(a: Data, b: Data) -> bool:
    return a.get("local") is None or b.get("local") is None or a["local"] == b["local"]


def _aid(part: Data, place: str) -> Iterator[Complaint]:
    tiers = {row.get("tier") for row in part.get("premiums", [])}
    seen: set[tuple[str, str | None]] = set()
    for index, row in enumerate(part.get("aid", [])):
        path = f"{place}aid/{index}"
        if row["category"] not in AID:
            yield "pack_category_not_aid", path, {"given": row["category"]}
        if row.get("tier") is not None and row["tier"] not in tiers:
            yield "pack_tier_unknown", path, {"given": row["tier"]}
        who = (row["category"], row.get("condition"))
        if who in seen:
            yield "pack_aid_twice", path, {"given": row["category"]}
        seen.add(who)
        if _exceeds(row, part.get("premiums", [])):
            yield "pack_aid_above_premium", path, {"given": row["category"]}


def _exceeds(aid: Data, prices: list[Data]) -> bool:
    """Whether a fixed sum is more than anybody of its tier pays; open where a premium is open."""
    tier, fen = aid.get("tier"), aid.get("amount_fen")
    of_tier = [row for row in prices if tier is None or row.get("tier") in {None, tier}]
    sure = [row["amount_fen"] for row in of_tier if not row.get("at_least")]
    if fen is None or not sure or len(sure) < len(of_tier):
        return False
    return bool(fen > max(sure))


def _bands(bands: list[Data]) -> Iterator[Complaint]:
    for (_, a), (index, b) in combinations(enumerate(bands), 2):
        if _ages(a) & _ages(b):
            yield "pack_age_bands_overlap", f"age_bands/{index}", {}


def _ages(band: Data) -> set[int]:
    return set(range(band["from_age"], (band.get("to_age") or 150) + 1))
