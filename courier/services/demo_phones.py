"""The demo's short cut: this browser becomes the phone of a demo courier."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.domain.errors import NotFound
from courier.services.core import Core
from courier.services.demo_guard import is_marked
from courier.services.invitations import TOKEN_BYTES, NewDevice
from courier.services.passwords import token_hash
from courier.store.queries import accounts as sql


@dataclass(frozen=True, slots=True)
class DemoCourier:
    """A courier of the demo county whom anybody may be."""

    county_id: int
    courier_id: UUID
    courier_no: str
    name: str


def demo_couriers(core: Core) -> tuple[DemoCourier, ...]:
    """The active couriers, in the demo's own database; none in any other."""
    with core.begin() as work:
        if not is_marked(work):
            return ()
        return tuple(work.all(DemoCourier, sql.DEMO_COURIERS))


def register_demo_phone(core: Core, *, courier_no: str) -> NewDevice:
    """Register this browser beside the courier's other phones. Raises NotFound outside the demo."""
    device_token = secrets.token_urlsafe(TOKEN_BYTES)
    found = next((one for one in demo_couriers(core) if one.courier_no == courier_no), None)
    if found is None:
        raise NotFound("courier_unknown")
    with core.begin() as work:
        work.run(
            sql.ADD_DEVICE,
            {
                "county_id": found.county_id,
                "device_id": uuid4(),
                "courier_id": found.courier_id,
                "token_hash": token_hash(device_token),
                "now": core.clock.now(),
            },
        )
        work.commit()
    return NewDevice(found.county_id, found.courier_no, device_token)
