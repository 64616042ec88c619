"""Who may enter which room. A room without an audience cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from courier.domain.errors import NotAllowed
from courier.domain.permissions import Permission
from courier.services.admin_sign_in import Begun, begun_sign_in
from courier.services.areas import require
from courier.services.core import Actor, ActorKind, Core
from courier.services.sessions import SessionView, actor_of_session
from field_app.bare_files import FILES

# Pages that are open ask these by themselves; that is nobody's being there.
ASKED_BY_PAGES = frozenset({"admin_talks.since", "phone.day", "phone.items"})

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


class Audience(Enum):
    """Who a room is for."""

    PUBLIC = "public"
    COURIER = "courier"
    ADMIN = "admin"
    BEGUN = "begun"  # admins between the password and the second step
    MACHINE = "machine"  # signed messages of outside systems; the room checks them itself


KINDS = {Audience.COURIER: ActorKind.COURIER, Audience.ADMIN: ActorKind.ADMIN}


class Room(Blueprint):
    """A blueprint that lets in its audience and nobody else.

    A room for admins says what looking (``see``) and acting (``change``) in it needs; a view that
    needs something else says so by ``needs``. Without ``change`` nothing is done there.
    """

    def __init__(
        self,
        name: str,
        *,
        audience: Audience,
        prefix: str = "",
        csrf_exempt: bool = False,
        see: Permission | None = None,
        change: Permission | None = None,
    ) -> None:
        if audience is Audience.ADMIN and see is None:
            raise TypeError(f"room {name}: say which Permission looking (see=) needs")
        super().__init__(name, f"field_app.{name}", url_prefix=prefix or None)
        self.audience = audience
        self.csrf_exempt = csrf_exempt
        self.see, self.change = see, change
        self.before_request(self._let_in)

    def permission_for(self, view: Callable[..., object], method: str) -> Permission | None:
        """What an admin must be allowed for this; None is for nobody."""
        own: Permission | None = getattr(view, "permission", None)
        return own or (self.see if method in SAFE else self.change)

    def _let_in(self) -> ResponseReturnValue | None:
        if self.audience is Audience.BEGUN:
            return _let_half_way_in()
        if self.audience not in KINDS:
            return None
        kind = KINDS[self.audience]
        if g.actor is None and request.method == "GET":
            there = url_for(f"auth.{kind.value}_sign_in", next=request.full_path.rstrip("?"))
            return redirect(there)
        if g.actor is None or g.actor.kind is not kind:
            raise NotAllowed("sign_in_needed" if g.actor is None else "not_your_room")
        if kind is ActorKind.ADMIN:
            self._refuse_without_permission()
        return None

    def _refuse_without_permission(self) -> None:
        view = current_app.view_functions[str(request.endpoint)]
        permission = self.permission_for(view, request.method)
        if permission is None:
            raise NotAllowed("not_your_task")
        require(actor(), permission)


def core() -> Core:
    """The core that this app was made on."""
    return cast("Core", current_app.extensions["core"])


def actor() -> Actor:
    """Who is signed in. Raises NotAllowed ``sign_in_needed``."""
    if g.get("actor") is None:
        raise NotAllowed("sign_in_needed")
    return cast("Actor", g.actor)


def begun() -> Begun:
    """Who is half way in. Raises NotAllowed ``sign_in_needed``."""
    if g.get("begun") is None:
        raise NotAllowed("sign_in_needed")
    return cast("Begun", g.begun)


def session_id() -> UUID:
    """The session that this browser holds; there is one where there is an actor."""
    return UUID(session["mark"][1])


def load_actor() -> None:
    """Look the session up in the database on every request, so that ending it ends it at once."""
    g.actor = g.begun = None
    if request.endpoint in FILES:
        return
    if mark := session.get("mark"):
        by_hand = request.endpoint not in ASKED_BY_PAGES
        g.actor = actor_of_session(
            core(), county_id=mark[0], session_id=UUID(mark[1]), by_hand=by_hand
        )
        if g.actor is None:
            session.pop("mark")
    elif mark := session.get("begun"):
        g.begun = begun_sign_in(core(), county_id=mark[0], begun_id=UUID(mark[1]))


def start_session(view: SessionView) -> None:
    """Remember a sign-in in the browser; the rest stays in the database."""
    _remember("mark", view.county_id, view.session_id)


def start_half_way(county_id: int, begun_id: UUID) -> None:
    """Remember a sign-in of which the second step is still to come."""
    _remember("begun", county_id, begun_id)


def needs(permission: Permission) -> Callable[[View], View]:
    """This view needs something else than its room says; goes below ``route``."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def _remember(kind: str, county_id: int, row_id: UUID) -> None:
    """Nothing of what the browser held before is taken along but the language."""
    language = session.get("lang")
    session.clear()
    session.permanent = True
    session[kind] = (county_id, str(row_id))
    if language:
        session["lang"] = language


def _let_half_way_in() -> ResponseReturnValue | None:
    if g.begun is not None:
        return None
    if request.method == "GET":
        return redirect(url_for("auth.admin_sign_in", next=request.args.get("next")))
    raise NotAllowed("sign_in_needed")
