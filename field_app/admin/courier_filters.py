"""Which couriers of the list an address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import MultiDict

from courier.domain.courier_states import CourierStatus
from courier.services import courier_views
from courier.services.courier_lists import EXPIRY_DAYS, CourierFilter
from courier.services.courier_views import PlaceView
from field_app.access import actor, core

MOST_CHOSEN = 100


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The places that may be chosen, by code and name: townships, villages of the chosen one."""

    townships: list[tuple[str, str]]
    villages: list[tuple[str, str]]


def wanted_in(asked: MultiDict[str, str]) -> CourierFilter:
    """What an address or a form asks for; what is nothing that can be asked is left out."""
    status = asked.get("status", "")
    days = asked.get("expires", type=int)
    return CourierFilter(
        status=CourierStatus(status) if status in set(CourierStatus) else None,
        township_code=_code(asked.get("township", "")),
        village_code=_code(asked.get("village", "")),
        expires_within_days=days if days in EXPIRY_DAYS else None,
        without_phone="no_phone" in asked,
        checked_today="checked" in asked,
        with_alarm="alarm" in asked,
        said=asked.get("said", ""),
        chosen=_chosen(asked.getlist("chosen")),
    )


def _code(said: str) -> str | None:
    """A region's code, None for what is none."""
    return said if said.isascii() and said.isdigit() else None


def query_of(wanted: CourierFilter) -> dict[str, str]:
    """The same as an address carries it; without ticks."""
    given = {
        "status": wanted.status.value if wanted.status else "",
        "township": wanted.township_code or "",
        "village": wanted.village_code or "",
        "expires": str(wanted.expires_within_days or ""),
        "no_phone": "1" if wanted.without_phone else "",
        "checked": "1" if wanted.checked_today else "",
        "alarm": "1" if wanted.with_alarm else "",
        "said": wanted.said,
    }
    return {name: word for name, word in given.items() if word}


def choices_for(wanted: CourierFilter) -> FilterChoices:
    """The places to choose from."""
    townships = courier_views.townships(core(), actor=actor())
    chosen = wanted.township_code or (townships[0].region_code if len(townships) == 1 else None)
    found = courier_views.villages(core(), actor=actor(), township_code=chosen) if chosen else ()
    return FilterChoices(_named(townships), _named(found))


def _named(places: tuple[PlaceView, ...]) -> list[tuple[str, str]]:
    return [(place.region_code, place.name) for place in places]


def _chosen(words: list[str]) -> tuple[UUID, ...]:
    found = []
    for word in words[:MOST_CHOSEN]:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return tuple(found)
