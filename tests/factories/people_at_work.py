"""Couriers from proposal to a registered phone, and browsers that are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.services.core import Actor, Core
from courier.services.couriers import NewCourier, approve_courier, create_courier
from courier.services.invitations import NewDevice, accept_invitation, invite_courier
from tests.factories.county import EAST, PEACH, PLUM, County
from tests.factories.pictures import portrait

PIN = "482915"


def new_courier(**changes) -> NewCourier:
    facts = {
        "name": "赵春梅",
        "phone": "13900000001",
        "township_code": EAST,
        "village_codes": (PEACH, PLUM),
        "photo": portrait(),
    }
    return NewCourier(**{**facts, **changes})


@dataclass
class Registered:
    """A courier with a card, a PIN and a phone."""

    courier_id: UUID
    device: NewDevice
    invitation: str


def approved(core: Core, county: County, **changes) -> UUID:
    courier_id = create_courier(core, actor=county.clerk, new=new_courier(**changes))
    approve_courier(core, actor=county.chief, courier_id=courier_id)
    return courier_id


def registered(core: Core, county: County, **changes) -> Registered:
    courier_id = approved(core, county, **changes)
    token = invite_courier(core, actor=county.clerk, courier_id=courier_id).token
    return Registered(courier_id, accept_invitation(core, token=token, pin=PIN), token)


def signed_in(client, core: Core, actor: Actor):
    """The test client with an open session of this actor."""
    session_id = uuid4()
    with core.begin() as work:
        work.run(
            "insert into sessions (county_id, session_id, kind, person_id, started_at)"
            " values (:c, :s, :k, :p, :n)",
            {
                "c": actor.county_id,
                "s": session_id,
                "k": actor.kind.value,
                "p": actor.person_id,
                "n": core.clock.now(),
            },
        )
        work.commit()
    with client.session_transaction() as session:
        session["mark"] = (actor.county_id, str(session_id))
    return client
