"""A payment link by text to whoever is far away."""

from __future__ import annotations

from uuid import UUID

from courier.domain.errors import BadInput, Refused
from courier.domain.outgoing import TextKind, takes_texts
from courier.domain.regions import HOTLINE
from courier.domain.visits import read_phone
from courier.ports import FieldKind
from courier.services.core import Actor, Core
from courier.services.outgoing import write_text
from courier.services.payment_links import LinkState, find_link, view_in
from courier.texts import Locale, shown


def text_link(
    core: Core, *, actor: Actor, link_id: UUID, phone: str, locale: Locale = Locale.ZH_HANS
) -> None:
    """Have a link texted, once to a phone.

    Raises NotFound ``payment_link_unknown``, BadInput ``visit_phone_wrong`` or
    ``link_phone_no_texts``, Refused ``payment_link_over`` or ``texts_missing``.
    """
    number = read_phone(phone)
    if not takes_texts(number):
        raise BadInput("link_phone_no_texts")
    if not core.text_sender.reaches_phones:
        raise Refused("texts_missing")
    with core.begin_for(actor) as work:
        view = view_in(core, work, find_link(work, actor.county_id, link_id))
        if view.state not in {LinkState.OPEN, LinkState.PAYING}:
            raise Refused("payment_link_over")
        write_text(
            core,
            work,
            county_id=actor.county_id,
            phone=core.sealer.seal(FieldKind.PHONE, number),
            kind=TextKind.PAYMENT_LINK,
            about=f"link:{link_id}",
            facts={
                "people": str(len(view.people)),
                "amount": shown(view.total, locale),
                "address": view.address,
                "phone": view.office_phone or HOTLINE,
            },
            locale=locale,
            expires_at=view.expires_at,
        )
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="payment_link_texted",
            subject=f"link:{link_id}",
        )
        work.commit()
