"""Sessions of admins and couriers: rows that every request looks up; ending one works at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from courier.domain.browsers import Browser
from courier.domain.errors import NotAllowed, NotFound
from courier.services.areas import looking_at
from courier.services.core import Actor, ActorKind, Core
from courier.services.tries import check_own_password
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import OpenSessionRow, SignedInRow
from courier.store.unit_of_work import Work

LONGEST_SESSION = dt.timedelta(hours=12)
LONGEST_IDLE = dt.timedelta(minutes=30)  # of admins; a courier's phone waits between two doors
NOTED_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session that has begun: what the browser keeps."""

    county_id: int
    session_id: UUID


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of one's own sign-ins."""

    session_id: UUID
    browser: Browser
    started_at: dt.datetime
    seen_at: dt.datetime
    is_this: bool


def actor_of_session(
    core: Core, *, county_id: int, session_id: UUID, by_hand: bool = True
) -> Actor | None:
    """Who is signed in; None as soon as session, phone, admin or courier is no longer good.

    ``by_hand`` false: the page asked by itself, which keeps nobody signed in.
    """
    facts = {"county_id": county_id, "session_id": session_id, "by_hand": by_hand, **_limits(core)}
    with core.at_once() as work:
        row = work.first(SignedInRow, sql.WHO_IS_SIGNED_IN, facts)
    if row is None:
        return None
    kind = ActorKind(row.kind)
    home = Actor(kind, county_id, row.person_id, row.name, row.region_code, row.role)
    return looking_at(home, row.looks_at)


def end_session(core: Core, *, county_id: int, session_id: UUID) -> None:
    """Sign out; ending an ended session is no error."""
    with core.begin() as work:
        ended = work.run(
            sql.END_SESSION,
            {"county_id": county_id, "session_id": session_id, "now": core.clock.now()},
        ).one_or_none()
        if ended is not None:
            _record(work, county_id, (ended.kind, str(ended.person_id)), "signed_out")
        work.commit()


def my_sessions(core: Core, *, actor: Actor, session_id: UUID) -> tuple[OpenSession, ...]:
    """Where somebody is signed in, the latest first; ``session_id`` is the one that asks."""
    facts = {**_whose(actor), "kind": actor.kind.value, **_limits(core)}
    with core.begin() as work:
        rows = work.all(OpenSessionRow, sql.OPEN_SESSIONS_OF, facts)
    return tuple(
        OpenSession(
            row.session_id,
            Browser(row.browser),
            row.started_at,
            row.seen_at,
            row.session_id == session_id,
        )
        for row in rows
    )


def end_my_session(
    core: Core, *, actor: Actor, session_id: UUID, password: str, ended: str
) -> SessionView:
    """End one of an admin's own; the password is asked for.

    Raises NotFound ``session_unknown``, also for somebody else's; NotAllowed ``password_wrong``,
    Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        check_own_password(work, actor, password, now)
        facts = {**_whose(actor), "session_id": _uuid(ended), "now": now}
        if not work.run(sql.END_ONE_OF_MINE, facts).rowcount:
            raise NotFound("session_unknown")
        _record(work, actor.home_county_id, actor.trail, "session_ended")
        work.commit()
    return SessionView(actor.home_county_id, session_id)


def end_my_other_sessions(
    core: Core, *, actor: Actor, session_id: UUID, password: str
) -> SessionView:
    """End all of an admin's own but this, which gets another name; the password is asked for.

    Raises NotAllowed ``password_wrong``, Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        check_own_password(work, actor, password, now)
        view = renew_session(work, actor, session_id, now)
        _record(work, actor.home_county_id, actor.trail, "other_sessions_ended")
        work.commit()
    return view


def random_id() -> UUID:
    """128 random bits; uuid4 has six fewer."""
    return UUID(bytes=secrets.token_bytes(16))


def open_session(
    work: Work,
    kind: ActorKind,
    who: Mapping[str, object],
    now: dt.datetime,
    *,
    browser: Browser,
    by: str,
) -> SessionView:
    """A new session of ``who`` (county_id, person_id, perhaps device_id); ``by`` says how."""
    facts = {"device_id": None, **who, "session_id": random_id(), "kind": kind.value}
    work.run(sql.START_SESSION, {**facts, "browser": browser.value, "now": now})
    county_id = cast("int", who["county_id"])
    said = {"by": by, "browser": browser.value}
    _record(work, county_id, (kind.value, str(who["person_id"])), "signed_in", said)
    return SessionView(county_id, cast("UUID", facts["session_id"]))


def renew_session(work: Work, actor: Actor, session_id: UUID, now: dt.datetime) -> SessionView:
    """Another name for this session, and the end of all others of this person.

    Raises NotAllowed ``sign_in_needed`` when it has ended meanwhile.
    """
    renewed = random_id()
    facts = {**_whose(actor), "session_id": session_id, "renewed_id": renewed, "now": now}
    if not work.run(sql.RENEW_SESSION, facts).rowcount:
        raise NotAllowed("sign_in_needed")
    work.run(sql.END_MY_OTHERS, {**facts, "session_id": renewed})
    return SessionView(actor.home_county_id, renewed)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("session_unknown") from error


def _whose(actor: Actor) -> dict[str, object]:
    return {"county_id": actor.home_county_id, "person_id": actor.person_id}


def _limits(core: Core) -> dict[str, object]:
    now = core.clock.now()
    return {
        "now": now,
        "oldest": now - LONGEST_SESSION,
        "idle_since": now - LONGEST_IDLE,
        "noted_before": now - NOTED_EVERY,
    }


def _record(
    work: Work,
    county_id: int,
    actor: tuple[str, str],
    action: str,
    facts: Mapping[str, object] | None = None,
) -> None:
    work.record(
        county_id=county_id,
        actor=actor,
        action=action,
        subject=f"session:{actor[1]}",
        facts=facts,
    )
