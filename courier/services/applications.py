"""A candidate's application: a link from the office, opened once on her own phone.

Whoever opens it gets a secret for that browser, and goes on with it for two weeks. A new link ends
the one before and its browser.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from uuid import UUID

from courier.domain.applications import BROWSER_LASTS, LINK_LASTS, PaperKind, PhotoFrame
from courier.domain.courier_states import CourierEvent, CourierStatus, CourierStep
from courier.domain.errors import Conflict, NotFound
from courier.services.core import Actor, Core
from courier.services.courier_history import hold, note, note_own, whose
from courier.services.invitations import TOKEN_BYTES, Invitation, county_of
from courier.services.papers import keep_paper
from courier.services.passwords import token_hash
from courier.store.queries import applications as sql
from courier.store.rows.applications import ApplicationRow
from courier.store.unit_of_work import Work

UNKNOWN = "application_unknown"


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """Whose application it is and what it has; it waits for the office when nothing is missing."""

    county_id: int
    courier_id: UUID
    name: str
    township_name: str
    villages: tuple[str, ...]
    office_phone: str | None
    has_photo: bool
    papers: frozenset[PaperKind]
    until: dt.datetime


def send_application(core: Core, *, actor: Actor, courier_id: UUID) -> Invitation:
    """A link that is good for 72 hours and opens once; an earlier one and its browser end.

    Raises NotFound ``courier_unknown``, Conflict ``courier_not_in_state``.
    """
    token = f"{actor.county_id}-{secrets.token_urlsafe(TOKEN_BYTES)}"
    expires_at = core.clock.now() + LINK_LASTS
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.SEND_APPLICATION)
        where = whose(actor, courier_id)
        work.run(sql.FORGET_LINKS, where)
        facts = {"token_hash": token_hash(token), "expires_at": expires_at}
        work.run(sql.ADD_LINK, {**where, **facts})
        note(core, work, actor, courier_id, CourierEvent.APPLICATION_SENT)
        work.commit()
    return Invitation(token, expires_at)


def read_link(core: Core, *, token: str) -> ApplicationView:
    """Whom a link is for. Raises NotFound ``application_unknown``, Conflict ``application_*``."""
    county_id = county_of(token, UNKNOWN)
    with core.begin() as work:
        row = _by_token(core, work, county_id, token)
    return _view(county_id, row, row.expires_at)


def open_link(core: Core, *, token: str) -> str:
    """Open the link for this browser; answers its secret, which is kept nowhere else.

    Raises NotFound ``application_unknown``, Conflict ``application_opened``,
    ``application_expired``, ``application_approved`` or ``application_ended``.
    """
    county_id = county_of(token, UNKNOWN)
    secret = f"{county_id}-{secrets.token_urlsafe(TOKEN_BYTES)}"
    now = core.clock.now()
    with core.begin() as work:
        row = _by_token(core, work, county_id, token)
        facts = {"browser_hash": token_hash(secret), "now": now, "until": now + BROWSER_LASTS}
        work.run(sql.OPEN_LINK, {"county_id": county_id, "token_hash": token_hash(token), **facts})
        note_own(core, work, county_id, row.courier_id, CourierEvent.APPLICATION_OPENED)
        work.commit()
    return secret


def own_application(core: Core, *, secret: str) -> ApplicationView:
    """The application of this browser. Raises NotFound ``application_unknown``, Conflict
    ``application_expired``, ``application_approved`` or ``application_ended``."""
    with core.begin() as work:
        return _own(core, work, secret, sql.BY_BROWSER)


def give_photo(core: Core, *, secret: str, photo: bytes, frame: PhotoFrame | None) -> None:
    """Keep the portrait, framed by her. Raises BadInput ``picture_*`` and as above."""
    clean = core.cleaner.clean_photo(photo, frame)
    with core.begin() as work:
        mine = _own(core, work, secret, sql.HOLD_BY_BROWSER)
        where = {"county_id": mine.county_id, "courier_id": mine.courier_id}
        work.run(sql.SET_PHOTO, {**where, "photo": clean})
        note_own(core, work, mine.county_id, mine.courier_id, CourierEvent.PHOTO_GIVEN)
        work.commit()


def give_paper(core: Core, *, secret: str, kind: PaperKind, picture: bytes) -> None:
    """Keep the picture of a paper, sealed. Raises BadInput ``picture_*`` and as above."""
    clean = core.cleaner.clean_paper(picture)
    with core.begin() as work:
        mine = _own(core, work, secret, sql.HOLD_BY_BROWSER)
        where = {"county_id": mine.county_id, "courier_id": mine.courier_id}
        keep_paper(core, work, where, kind, clean)
        event = CourierEvent.PAPER_GIVEN
        note_own(core, work, mine.county_id, mine.courier_id, event, paper=kind.value)
        work.commit()


def own_photo(core: Core, *, secret: str) -> bytes:
    """The portrait that she gave. Raises NotFound ``photo_missing`` and as above."""
    with core.begin() as work:
        mine = _own(core, work, secret, sql.BY_BROWSER)
        where = {"county_id": mine.county_id, "courier_id": mine.courier_id}
        photo = work.scalar(sql.PHOTO, where)
    if photo is None:
        raise NotFound("photo_missing")
    return bytes(photo)


def _by_token(core: Core, work: Work, county_id: int, token: str) -> ApplicationRow:
    facts = {"county_id": county_id, "token_hash": token_hash(token)}
    row = work.first(ApplicationRow, sql.BY_TOKEN, facts)
    if row is None:
        raise NotFound(UNKNOWN)
    if row.opened_at is not None:
        raise Conflict("application_opened")
    _check_open(core, row, row.expires_at)
    return row


def _own(core: Core, work: Work, secret: str, query: str) -> ApplicationView:
    county_id = county_of(secret, UNKNOWN)
    facts = {"county_id": county_id, "browser_hash": token_hash(secret)}
    row = work.first(ApplicationRow, query, facts)
    if row is None or row.browser_until is None:
        raise NotFound(UNKNOWN)
    _check_open(core, row, row.browser_until)
    return _view(county_id, row, row.browser_until)


def _check_open(core: Core, row: ApplicationRow, until: dt.datetime) -> None:
    if row.status in {CourierStatus.APPROVED, CourierStatus.ACTIVE}:
        raise Conflict("application_approved")
    if row.status != CourierStatus.APPLIED:
        raise Conflict("application_ended")
    if until <= core.clock.now():
        raise Conflict("application_expired")


def _view(county_id: int, row: ApplicationRow, until: dt.datetime) -> ApplicationView:
    return ApplicationView(
        county_id=county_id,
        courier_id=row.courier_id,
        name=row.name,
        township_name=row.township_name,
        villages=tuple(row.villages),
        office_phone=row.office_phone,
        has_photo=row.has_photo,
        papers=frozenset(PaperKind(kind) for kind in row.papers),
        until=until,
    )
