"""Who may enter which room. A room without an audience cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from courier.domain.errors import NotAllowed
from courier.services.accounts import actor_of_session
from courier.services.core import Actor, ActorKind, Core


class Audience(Enum):
    """Who a room is for."""

    PUBLIC = "public"
    COURIER = "courier"
    ADMIN = "admin"
    MACHINE = "machine"  # signed messages of outside systems; the room checks them itself


class Room(Blueprint):
    """A blueprint that lets in its audience and nobody else."""

    def __init__(
        self, name: str, *, audience: Audience, prefix: str = "", csrf_exempt: bool = False
    ) -> None:
        super().__init__(name, f"field_app.{name}", url_prefix=prefix or None)
        self.audience = audience
        self.csrf_exempt = csrf_exempt
        self.before_request(lambda: _let_in(audience))


def core() -> Core:
    """The core that this app was made on."""
    return cast("Core", current_app.extensions["core"])


def actor() -> Actor:
    """Who is signed in. Raises NotAllowed ``sign_in_needed``."""
    if g.get("actor") is None:
        raise NotAllowed("sign_in_needed")
    return cast("Actor", g.actor)


def load_actor() -> None:
    """Look the session up in the database on every request, so that ending it ends it at once."""
    g.actor = None
    mark = session.get("mark")
    if request.endpoint != "static" and mark:
        g.actor = actor_of_session(core(), county_id=mark[0], session_id=UUID(mark[1]))
        if g.actor is None:
            session.pop("mark")


def start_session(county_id: int, session_id: UUID) -> None:
    """Remember a sign-in in the browser; the rest stays in the database."""
    session.clear()
    session.permanent = True
    session["mark"] = (county_id, str(session_id))


def roles(*allowed: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only admins of these roles may use the view."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
            if actor().role not in allowed:
                raise NotAllowed("not_your_task")
            return cast("ResponseReturnValue", view(*args, **kwargs))

        return guarded

    return wrap


def _let_in(audience: Audience) -> ResponseReturnValue | None:
    kind = {Audience.COURIER: ActorKind.COURIER, Audience.ADMIN: ActorKind.ADMIN}.get(audience)
    if kind is None or (g.actor is not None and g.actor.kind is kind):
        return None
    if g.actor is None and request.method == "GET":
        return redirect(url_for(f"auth.{kind.value}_sign_in", next=request.full_path.rstrip("?")))
    raise NotAllowed("sign_in_needed" if g.actor is None else "not_your_room")
