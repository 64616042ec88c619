"""«Report this person»: a case about whoever showed a card, without the reporter's name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.cases import CaseKind
from courier.domain.credentials import Reason
from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.spoken_phones import phone_in
from courier.services.cards import check_card
from courier.services.cases import CardShown, Report, report_case
from courier.services.checks import card_numbered
from courier.services.core import Core
from courier.services.counties import counties_served
from courier.services.regions import find_villages
from courier.store.queries import cards as card_queries
from courier.store.rows.cards import HolderRow
from courier.texts import Locale


@dataclass(frozen=True, slots=True)
class Seen:
    """The card that was shown: its number, empty if none could be read, and its check's reason."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonReport:
    """What is told of whoever showed a card; village and phone may stay empty."""

    seen: Seen
    what: str
    village: str = ""
    phone: str = ""
    county_id: int | None = None  # asked for where the card tells none and several are served


@dataclass(frozen=True, slots=True)
class _About:
    county_id: int
    region_code: str
    courier_id: UUID | None


def seen_card(core: Core, *, number: str) -> Seen:
    """A card by its number alone, as the register knows it now; nothing is counted."""
    known = number_in(number)
    if not known:
        return Seen("", Reason.UNKNOWN)
    return Seen(known, check_card(core, text=known, way=None).verdict.reason)


def number_in(text: str) -> str:
    """A card's number in its one spelling, empty where this is none."""
    try:
        return short_codes.read_card_number(text)[1]
    except BadInput:
        return ""


def report_person(core: Core, report: PersonReport, locale: Locale) -> str:
    """Write the case down; its number.

    Raises BadInput ``report_empty``, ``report_phone_wrong``, Refused ``report_county_missing``.
    """
    phone = phone_in(report.phone) if report.phone.strip() else ""
    if phone is None:
        raise BadInput("report_phone_wrong")
    about = _about(core, report)
    return report_case(
        core,
        Report(
            county_id=about.county_id,
            kind=CaseKind.FRAUD,
            region_code=_region(core, about, report.village),
            locale=locale,
            what=report.what,
            story=report.what,
            place=report.village,
            phone=phone,
            card=CardShown(report.seen.number, report.seen.reason, about.courier_id),
        ),
    )


def shown_card(core: Core, number: str, reason: str) -> CardShown:
    """The card for a report, with its holder if the register knows one."""
    with core.begin() as work:
        try:
            courier_id = card_numbered(work, number)[1].courier_id
        except (BadInput, NotFound):
            courier_id = None
    return CardShown(number, reason, courier_id)


def _about(core: Core, report: PersonReport) -> _About:
    """County, office and holder of the card; without one, the county of its number or chosen."""
    number = report.seen.number
    county_id = short_codes.read_card_number(number)[0] if number else None
    with core.begin() as work:
        try:
            card_county, card = card_numbered(work, number)
        except (BadInput, NotFound):
            return _nobody(core, county_id, report.county_id)
        where = {"county_id": county_id, "courier_id": card.courier_id}
        holder = work.all(HolderRow, card_queries.HOLDER, where)[0]
    return _About(card_county, holder.township_code, card.courier_id)


def _nobody(core: Core, *county_ids: int | None) -> _About:
    served = counties_served(core)
    chosen = [row for row in served if row.county_id in county_ids]
    if not chosen and len(served) != 1:
        raise Refused("report_county_missing")
    county = (chosen or served)[0]
    return _About(county.county_id, county.region_code, None)


def _region(core: Core, about: _About, village: str) -> str:
    """The village that was named, if it is one of the county's; else the card's office."""
    found = find_villages(core, village, about.county_id) if village.strip() else ()
    return found[0].village_code if len(found) == 1 else about.region_code
