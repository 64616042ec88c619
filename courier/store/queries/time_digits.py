"""The secret of the six digits in a courier's phone, what was told, what was wrong."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.store.rows.time_digits import DigitsPhoneRow
from courier.store.unit_of_work import Work

_PHONES = """
select d.device_id, d.digits_secret, d.digits_kept_at is not null as is_kept
from courier_devices d
where d.county_id = :county and d.courier_id = :courier and d.revoked_at is null
"""


def own_phone(
    work: Work, county_id: int, courier_id: UUID, token_hash: bytes
) -> DigitsPhoneRow | None:
    """The registered phone that asks, locked."""
    return work.first(
        DigitsPhoneRow,
        _PHONES + " and d.token_hash = :token for update",
        {"county": county_id, "courier": courier_id, "token": token_hash},
    )


def phone_of(work: Work, county_id: int, courier_id: UUID) -> DigitsPhoneRow | None:
    """The phone of a courier that makes digits, locked; None if none does."""
    return work.first(
        DigitsPhoneRow,
        _PHONES
        + " and d.digits_kept_at is not null order by d.registered_at desc limit 1 for update",
        {"county": county_id, "courier": courier_id},
    )


def keep_secret(work: Work, county_id: int, device_id: UUID, secret: bytes) -> None:
    """A fresh secret, until the phone shows that it keeps it."""
    work.run(
        """update courier_devices set digits_secret = :secret
           where county_id = :county and device_id = :device""",
        {"county": county_id, "device": device_id, "secret": secret},
    )


def note_kept(work: Work, county_id: int, device_id: UUID, now: dt.datetime) -> None:
    """The phone keeps it; it is never given again."""
    work.run(
        """update courier_devices set digits_kept_at = :now
           where county_id = :county and device_id = :device""",
        {"county": county_id, "device": device_id, "now": now},
    )


def spend(work: Work, county_id: int, device_id: UUID, step: int, now: dt.datetime) -> bool:
    """Whether these digits are told for the first time."""
    added = work.run(
        """insert into spent_digits (county_id, device_id, step, spent_at)
           values (:county, :device, :step, :now) on conflict do nothing""",
        {"county": county_id, "device": device_id, "step": step, "now": now},
    )
    return added.rowcount > 0


def forget_spent(work: Work, before: dt.datetime) -> int:
    """Drop what is long past."""
    return work.run(
        "delete from spent_digits where spent_at < :before", {"before": before}
    ).rowcount


def wrong_since(work: Work, county_id: int, courier_id: UUID, since: dt.datetime) -> int:
    """How many wrong digits were told lately."""
    return int(
        work.scalar(
            """select coalesce(sum(wrong), 0) from wrong_digits
               where county_id = :county and courier_id = :courier and since > :since""",
            {"county": county_id, "courier": courier_id, "since": since},
        )
    )


def note_wrong(
    work: Work, county_id: int, courier_id: UUID, *, since: dt.datetime, now: dt.datetime
) -> None:
    """One more wrong try; those before ``since`` are forgotten."""
    work.run(
        """insert into wrong_digits as w (county_id, courier_id, since, wrong)
           values (:county, :courier, :now, 1)
           on conflict (county_id, courier_id) do update set
             wrong = case when w.since > :since then w.wrong + 1 else 1 end,
             since = case when w.since > :since then w.since else :now end""",
        {"county": county_id, "courier": courier_id, "since": since, "now": now},
    )
