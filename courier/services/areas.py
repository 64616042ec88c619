"""Where an admin may look, and what she may do there."""

from __future__ import annotations

from courier.domain.errors import NotAllowed
from courier.domain.permissions import Permission, Role, permissions_of
from courier.domain.regions import area_prefix
from courier.services.core import Actor, ActorKind


def area_of(actor: Actor) -> dict[str, object]:
    """The county and the pattern of region codes that bound an actor's queries."""
    return {"county_id": actor.county_id, "area": area_prefix(actor.region_code) + "%"}


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


def acts(actor: Actor) -> bool:
    """Whether this admin does more than look, here."""
    return may(actor, Permission.KEEP_COURIERS)


def require_admin(actor: Actor) -> None:
    """Raises NotAllowed ``not_your_task`` for all but admins who see the people of their area."""
    require(actor, Permission.SEE_PEOPLE)


def refuse_reader(actor: Actor) -> None:
    """Raises NotAllowed as ``require`` does, for those who look and do not act."""
    require(actor, Permission.KEEP_COURIERS)
