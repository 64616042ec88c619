"""One-time codes: counted before they are made, tried a few times, used once."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.domain.phone_codes import DAY, HOUR, MOST_TRIES, CodesAsked
from courier.store.rows.arrivals import AskedCodeRow, PhoneCodeRow
from courier.store.unit_of_work import Work


def lock_asker(work: Work, phone: bytes, conversation_id: UUID) -> None:
    """Let requests for one number, and of one conversation, wait for each other."""
    for asker in (phone.hex(), str(conversation_id)):
        work.run(
            "select pg_advisory_xact_lock(hashtext('phone code ' || :asker))", {"asker": asker}
        )


def asked_lately(work: Work, phone: bytes, conversation_id: UUID, now: dt.datetime) -> CodesAsked:
    """How many were asked for."""
    rows = work.all(
        CodesAsked,
        """select count(*) filter (where phone = :phone and created_at > :hour) as phone_hour,
             count(*) filter (where phone = :phone) as phone_day,
             count(*) filter (where conversation_id = :conversation and created_at > :hour)
               as conversation_hour,
             count(*) filter (where conversation_id = :conversation) as conversation_day
           from phone_codes where created_at > :day
             and (phone = :phone or conversation_id = :conversation)""",
        {"phone": phone, "conversation": conversation_id, "hour": now - HOUR, "day": now - DAY},
    )
    return rows[0]


def ask_for(
    work: Work, phone: bytes, conversation_id: UUID, now: dt.datetime, until: dt.datetime
) -> UUID:
    """Note that a code is wanted; it is made later, and only for a number on file."""
    found: UUID = work.scalar(
        """insert into phone_codes (conversation_id, phone, created_at, expires_at)
           values (:conversation, :phone, :now, :until) returning code_id""",
        {"conversation": conversation_id, "phone": phone, "now": now, "until": until},
    )
    return found


def to_make(work: Work, code_id: UUID, now: dt.datetime) -> AskedCodeRow | None:
    """Lock a code that is still to be made; ``county_id`` None: the number is on no file."""
    return work.first(
        AskedCodeRow,
        """select p.phone, p.expires_at, (select i.county_id from insurees i
             where i.phone = p.phone order by i.county_id limit 1) as county_id
           from phone_codes p
           where code_id = :code and code_hash is null and expires_at > :now for update of p""",
        {"code": code_id, "now": now},
    )


def keep_hash(work: Work, code_id: UUID, code_hash: bytes) -> None:
    """The code is made."""
    work.run(
        "update phone_codes set code_hash = :hash where code_id = :code",
        {"code": code_id, "hash": code_hash},
    )


def take_try(
    work: Work, phone: bytes, conversation_id: UUID, now: dt.datetime
) -> PhoneCodeRow | None:
    """Use up one try of the newest code; None when none is left."""
    return work.first(
        PhoneCodeRow,
        """update phone_codes set tries = tries + 1
           where code_id = (select code_id from phone_codes where phone = :phone
               and conversation_id = :conversation order by created_at desc, code_id desc limit 1)
             and tries < :most and expires_at > :now and used_at is null
           returning code_id, code_hash, tries""",
        {"phone": phone, "conversation": conversation_id, "now": now, "most": MOST_TRIES},
    )


def use(work: Work, code_id: UUID, now: dt.datetime) -> None:
    """It proved the number, and never will again."""
    work.run(
        "update phone_codes set used_at = :now where code_id = :code",
        {"code": code_id, "now": now},
    )


def forget(work: Work, before: dt.datetime) -> None:
    """Delete codes that no limit counts any more."""
    work.run("delete from phone_codes where created_at < :before", {"before": before})
