"""Where an admin may look, and what she may do there."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.errors import NotAllowed
from courier.domain.permissions import Permission, Role, permissions_of
from courier.domain.regions import area_prefix, within
from courier.services.core import Actor, ActorKind


def area_of(actor: Actor) -> dict[str, object]:
    """The county and the pattern of region codes that bound an actor's queries."""
    return {"county_id": actor.county_id, "area": area_prefix(actor.region_code) + "%"}


def looking_at(actor: Actor, county_id: int | None) -> Actor:
    """The admin as she looks at another county of her area; herself where it is none of hers."""
    if county_id is None or county_id == actor.home_county_id:
        return actor
    if not within(actor.region_code, f"{county_id:06d}000000"):
        return actor
    away = replace(actor, county_id=county_id, home_id=actor.home_county_id)
    return away if may(away, Permission.SEE_OTHER_COUNTIES) else actor


def may(actor: Actor, permission: Permission) -> bool:
    """Whether it is hers to do, in the county that she looks at."""
    if actor.kind is not ActorKind.ADMIN:
        return False
    return permission in permissions_of(actor.role, is_at_home=actor.is_at_home)


def require(actor: Actor, permission: Permission) -> None:
    """Raises NotAllowed for what is not hers to do.

    ``not_your_task``; ``auditor_reads_only`` for those who only look; ``looks_only_here`` away
    from one's own county.
    """
    if may(actor, permission):
        return
    if actor.kind is ActorKind.ADMIN and not permission.changes_nothing:
        if actor.role == Role.AUDITOR:
            raise NotAllowed("auditor_reads_only")
        if not actor.is_at_home:
            raise NotAllowed("looks_only_here")
    raise NotAllowed("not_your_task")
