"""Texts to phones: written down once, taken up by one sender at a time, ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from uuid import UUID

from courier.domain.outgoing import TextStatus
from courier.store.rows.outgoing import DueText, NewText, TextRow, ToldPayment, ToldVisit
from courier.store.unit_of_work import Work


def write_down(work: Work, new: NewText, now: dt.datetime) -> UUID | None:
    """The text's id; None if this phone is told of this matter already.

    Without facts it is noted as failed: a landline takes no texts, and is not asked again.
    """
    found: UUID | None = work.scalar(
        """insert into outgoing_messages (county_id, about, phone, text_key, sealed_facts, locale,
             created_at, next_at, expires_at, status)
           values (:county_id, :about, :phone, :kind, :sealed_facts, :locale, :now, :now,
             :expires_at,
             case when cast(:sealed_facts as bytea) is null then 'failed' else 'waiting' end)
           on conflict (county_id, about, phone) do nothing returning message_id""",
        {**asdict(new), "now": now},
    )
    return found


def take_up(
    work: Work, county_id: int, message_id: UUID, now: dt.datetime, until: dt.datetime
) -> TextRow | None:
    """The text for whoever sends it until ``until``; None if it is not due or another has it."""
    return work.first(
        TextRow,
        """update outgoing_messages set status = 'sending', tries = tries + 1, next_at = :until
           where county_id = :county and message_id = :message
             and status in ('waiting', 'sending') and next_at <= :now
           returning county_id, message_id, phone, text_key as kind, sealed_facts, locale, tries,
             expires_at""",
        {"county": county_id, "message": message_id, "now": now, "until": until},
    )


def end(
    work: Work, text: TextRow, status: TextStatus, now: dt.datetime, failure: str | None = None
) -> None:
    """It was sent, or never will be: what it told is forgotten. A later try's word counts."""
    work.run(
        """update outgoing_messages set status = :status, sealed_facts = null, failure = :failure,
             sent_at = case when :status = 'sent' then cast(:now as timestamptz) end
           where county_id = :county and message_id = :message and status = 'sending'
             and tries = :tries""",
        {**_this(text), "status": status.value, "now": now, "failure": failure},
    )


def put_back(work: Work, text: TextRow, next_at: dt.datetime, failure: str) -> None:
    """To be tried again later."""
    work.run(
        """update outgoing_messages set status = 'waiting', next_at = :next, failure = :failure
           where county_id = :county and message_id = :message and status = 'sending'
             and tries = :tries""",
        {**_this(text), "next": next_at, "failure": failure},
    )


def due(work: Work, now: dt.datetime, most: int) -> list[DueText]:
    """What is to be sent now, the oldest first; also what a crashed sender left."""
    return work.all(
        DueText,
        """select county_id, message_id from outgoing_messages
           where status in ('waiting', 'sending') and next_at <= :now
           order by next_at limit :most""",
        {"now": now, "most": most},
    )


def forget_ended(work: Work, before: dt.datetime) -> int:
    """Delete what ended long ago."""
    found = work.run(
        """delete from outgoing_messages
           where status not in ('waiting', 'sending') and created_at < :before""",
        {"before": before},
    )
    return int(found.rowcount)


def untold_payments(work: Work, since: dt.datetime, most: int) -> list[ToldPayment]:
    """Payments with a phone on file: of those paid for, else of their household; and of the
    visit's contact.
    """
    return work.all(
        ToldPayment,
        """with paid as (
             select r.county_id, r.attempt_id, r.coverage_year, count(*) as people,
               sum(r.amount_fen) as fen, min(r.village_code) as village_code,
               array_agg(i.phone) filter (where i.phone is not null) as phones
             from receipts r join insurees i using (county_id, insuree_id)
             where r.issued_at >= :since
             group by r.county_id, r.attempt_id, r.coverage_year)
           select distinct p.county_id, p.attempt_id, f.phone, p.people, p.coverage_year,
             cast(p.fen as bigint) as fen, coalesce(t.phone, c.phone) as office_phone
           from paid p
           join payment_attempts a using (county_id, attempt_id)
           left join visits v on v.county_id = p.county_id and v.visit_id = a.visit_id
           cross join lateral unnest(coalesce(p.phones, array(select i.phone from memberships m
               join insurees i using (county_id, insuree_id)
               where m.county_id = a.county_id and m.household_id = a.household_id
                 and m.left_on is null)) || v.contact_phone) as f (phone)
           join regions g on g.region_code = p.village_code
           join regions t on t.region_code = g.parent_code
           join regions c on c.region_code = t.parent_code
           where f.phone is not null
             and not exists (select from outgoing_messages m where m.county_id = p.county_id
               and m.about = 'payment:' || p.attempt_id and m.phone = f.phone)
           limit :most""",
        {"since": since, "most": most},
    )


def told_visit(work: Work, county_id: int, visit_id: UUID) -> ToldVisit | None:
    """A visit with those whom a text names."""
    return work.first(
        ToldVisit,
        """select v.visit_no, v.contact_phone, v.asker_phone, v.courier_id,
             k.name as courier_name, k.phone as courier_phone,
             coalesce(t.phone, c.phone) as office_phone
           from visits v
           join regions g on g.region_code = v.village_code
           join regions t on t.region_code = g.parent_code
           join regions c on c.region_code = t.parent_code
           left join couriers k on k.county_id = v.county_id and k.courier_id = v.courier_id
           where v.county_id = :county and v.visit_id = :visit""",
        {"county": county_id, "visit": visit_id},
    )


def _this(text: TextRow) -> dict[str, object]:
    return {"county": text.county_id, "message": text.message_id, "tries": text.tries}
