"""Where an admin may look and who may only look."""

from __future__ import annotations

from courier.domain.errors import NotAllowed
from courier.domain.regions import area_prefix
from courier.services.core import Actor, ActorKind

READERS = frozenset({"auditor"})


def area_of(actor: Actor) -> dict[str, object]:
    """The county and the pattern of region codes that bound an actor's queries."""
    return {"county_id": actor.county_id, "area": area_prefix(actor.region_code) + "%"}


def require_admin(actor: Actor) -> None:
    """Raises NotAllowed ``not_your_task`` for everybody but admins, who may all look."""
    if actor.kind is not ActorKind.ADMIN:
        raise NotAllowed("not_your_task")


def refuse_reader(actor: Actor) -> None:
    """Raises NotAllowed ``not_your_task`` or, for those who only look, ``auditor_reads_only``."""
    require_admin(actor)
    if actor.role in READERS:
        raise NotAllowed("auditor_reads_only")
