"""Texts to phones: written down with what makes them necessary, sent by the worker.

A text belongs to one sender at a time (it is taken up before it is sent) and bears its own id to
the gateway, which sends each id once: a crash between sending and noting it down sends nothing
twice. What a text tells is sealed, and forgotten once it has ended.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from uuid import UUID

import structlog

from courier.domain.errors import BadInput, OutsideFailed, Refused
from courier.domain.outgoing import (
    KEPT,
    LEASE,
    MOST_TRIES,
    TextKind,
    TextStatus,
    pause_after,
    takes_texts,
)
from courier.ports import FieldKind, TextToSend
from courier.services.core import Core
from courier.store.queries import outgoing as queries
from courier.store.rows.outgoing import NewText, TextRow
from courier.store.unit_of_work import Work
from courier.texts import Locale, say

MOST_A_ROUND = 200
SEND_TEXT = "send_text"  # the job
log = structlog.get_logger()

Facts = Mapping[str, str]


def write_text(
    core: Core,
    work: Work,
    *,
    county_id: int,
    phone: bytes,
    kind: TextKind,
    about: str,
    facts: Facts,
    locale: Locale = Locale.ZH_HANS,
    expires_at: dt.datetime | None = None,
) -> bool:
    """Write a text down within a use-case's transaction, and have it sent after its commit.

    ``phone`` is sealed. A phone is told of a matter (``about``) once; a landline never. Answers
    whether this is the once.
    """
    takes = takes_texts(core.sealer.open(FieldKind.PHONE, phone))
    sealed = core.sealer.seal(FieldKind.TEXT, json.dumps({"about": about, **facts}))
    new = NewText(
        county_id=county_id,
        about=about,
        phone=phone,
        kind=kind.value,
        sealed_facts=sealed if takes else None,
        locale=locale.value,
        expires_at=expires_at,
    )
    message_id = queries.write_down(work, new, core.clock.now())
    if message_id is not None and takes:
        work.defer(SEND_TEXT, {"county_id": county_id, "message_id": message_id})
    return message_id is not None


def send_text(core: Core, *, county_id: int, message_id: UUID) -> TextStatus | None:
    """Send one text if its time has come and nobody else has it; answers where it stands then."""
    now = core.clock.now()
    with core.at_once() as work:
        text = queries.take_up(work, county_id, message_id, now, now + LEASE)
    if text is None:
        return None
    if text.expires_at is not None and text.expires_at <= now:
        return _ended(core, text, TextStatus.EXPIRED)
    if text.tries > MOST_TRIES:
        return _ended(core, text, TextStatus.FAILED, "sender_crashed")
    try:
        core.text_sender.send(_spelled(core, text))
    except (Refused, BadInput) as error:
        return _ended(core, text, TextStatus.FAILED, error.code)
    except OutsideFailed as error:
        return _tried(core, text, str(error.facts.get("reason") or error.code))
    return _ended(core, text, TextStatus.SENT)


def send_waiting_texts(core: Core) -> int:
    """Send what waits, also what a crashed sender left; forget what ended long ago.

    Answers how many were taken up.
    """
    now = core.clock.now()
    with core.begin() as work:
        due = queries.due(work, now, MOST_A_ROUND)
        queries.forget_ended(work, now - KEPT)
        work.commit()
    for text in due:
        send_text(core, county_id=text.county_id, message_id=text.message_id)
    return len(due)


def _spelled(core: Core, text: TextRow) -> TextToSend:
    facts = json.loads(core.sealer.open(FieldKind.TEXT, bytes(text.sealed_facts)))
    return TextToSend(
        key=str(text.message_id),
        phone=core.sealer.open(FieldKind.PHONE, bytes(text.phone)),
        words=say(f"outgoing.{text.kind}", Locale(text.locale), **facts),
    )


def _ended(core: Core, text: TextRow, status: TextStatus, failure: str | None = None) -> TextStatus:
    with core.at_once() as work:
        queries.end(work, text, status, core.clock.now(), failure)
    level = log.info if status is TextStatus.SENT else log.warning
    level("text_ended", outcome=status.value, failure=failure, **_traces(text))
    return status


def _tried(core: Core, text: TextRow, reason: str) -> TextStatus:
    pause = pause_after(text.tries)
    if pause is None:
        return _ended(core, text, TextStatus.FAILED, reason)
    with core.at_once() as work:
        queries.put_back(work, text, core.clock.now() + pause, reason)
    log.warning("text_not_sent", failure=reason, **_traces(text))
    return TextStatus.WAITING


def _traces(text: TextRow) -> dict[str, object]:
    return {"message": str(text.message_id), "kind": text.kind, "tries": text.tries}
