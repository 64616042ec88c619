"""Issuing a card within another use-case's transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.domain import short_codes
from courier.domain.credentials import MAX_REGIONS, PRINTED_LASTS, CardClaims
from courier.domain.errors import NotFound, Refused
from courier.domain.regions import area_prefix
from courier.services.core import Actor, Core
from courier.services.issuer_keys import signing_key
from courier.services.status_lists import take_place
from courier.store.queries import cards as sql
from courier.store.rows.cards import HolderRow
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class SignedCard:
    """A card and the name of the key that signed it."""

    kid: str
    card: bytes


def issue_in(
    core: Core,
    work: Work,
    actor: Actor,
    courier_id: UUID,
    *,
    until: dt.datetime | None = None,
    renews: bool = False,
) -> None:
    """Sign and keep a courier's card. Without ``until``, for a year.

    Her earlier one is revoked; with ``renews`` it stays in order until its own end.

    Raises Refused ``photo_missing``: a card without a face proves nothing.
    """
    where = {"county_id": actor.county_id, "courier_id": courier_id}
    holder = work.first(HolderRow, sql.HOLDER, where)
    if holder is None:
        raise NotFound("courier_unknown")
    if not holder.has_photo:
        raise Refused("photo_missing")
    now = core.clock.now().replace(microsecond=0)
    end_earlier = sql.FOLLOW_CARD_OF if renews else sql.REVOKE_CARDS_OF
    work.run(end_earlier, {**where, "now": now})
    valid_until = until or now + PRINTED_LASTS
    place = take_place(work, actor.county_id)
    claims = _claims(actor.county_id, holder, place, now, valid_until)
    signed = sign_in(core, work, claims)
    work.run(
        sql.ADD_CARD,
        {
            **where,
            "card_id": uuid4(),
            "card_no": claims.card_number,
            "kid": signed.kid,
            "status_index": claims.status_index,
            "credential": signed.card,
            "issued_at": now,
            "expires_at": claims.valid_until,
            "issued_by": actor.person_id,
        },
    )
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action="card_issued",
        subject=f"courier:{courier_id}",
        facts={"card_no": claims.card_number},
    )


def sign_in(core: Core, work: Work, claims: CardClaims) -> SignedCard:
    """Sign with the key in use."""
    key = signing_key(core, work)
    card = core.card_office.sign(claims, kid=key.kid, private_pem=key.private_pem)
    return SignedCard(key.kid, card)


def revoke_cards_in(work: Work, county_id: int, courier_id: UUID, now: dt.datetime) -> None:
    """A courier's cards are in order no longer, renewed ones among them."""
    work.run(sql.REVOKE_CARDS_OF, {"county_id": county_id, "courier_id": courier_id, "now": now})


def _claims(
    county_id: int,
    holder: HolderRow,
    status_index: int,
    now: dt.datetime,
    valid_until: dt.datetime,
) -> CardClaims:
    codes = tuple(holder.village_codes)
    if not codes or len(codes) > MAX_REGIONS:
        codes = (area_prefix(holder.township_code),)
    return CardClaims(
        county_id=county_id,
        card_number=short_codes.new_card_number(county_id),
        courier_number=holder.courier_no,
        name=holder.name,
        region_codes=codes,
        issued_at=now,
        valid_from=now,
        valid_until=valid_until,
        status_index=status_index,
    )
