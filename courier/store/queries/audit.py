"""The chain of the trail."""

from __future__ import annotations

from courier.store.rows.audit import ChainRow, LinkRow, UnlinkedRow
from courier.store.unit_of_work import Work


def chains(work: Work) -> list[ChainRow]:
    """Every county's chain."""
    return work.all(
        ChainRow,
        """select distinct on (county_id) county_id, place, link from audit_links
           order by county_id, place desc""",
    )


def links_after(work: Work, county_id: int, place: int, most: int) -> list[LinkRow]:
    """The links behind a place, in order."""
    return work.all(
        LinkRow,
        """select l.place, l.link, e.event_id,
             trunc(extract(epoch from e.at) * 1000000)::bigint as at_us, e.actor_kind,
             e.actor_id, e.action, e.subject, e.facts::text as facts
           from audit_links l left join audit_events e using (county_id, event_id)
           where l.county_id = :county_id and l.place > :place order by l.place limit :most""",
        {"county_id": county_id, "place": place, "most": most},
    )


def unlinked(work: Work) -> list[UnlinkedRow]:
    """The events that stand beside the chain."""
    return work.all(
        UnlinkedRow,
        """select county_id, event_id from audit_events e
           where not exists (select from audit_links l
             where l.county_id = e.county_id and l.event_id = e.event_id)
           order by county_id, event_id""",
    )


def link_at(work: Work, county_id: int, place: int) -> bytes | None:
    """The link of one place, None where there is none."""
    found = work.scalar(
        "select link from audit_links where county_id = :county_id and place = :place",
        {"county_id": county_id, "place": place},
    )
    return bytes(found) if found is not None else None
