"""The trail is a chain: nothing in it can be altered, taken out or cut off unseen."""

from __future__ import annotations

import threading

import pytest

from courier.domain.errors import BadInput
from courier.domain.trail import Event, Flaw, link_of
from courier.services.audit import Head, head_of, verify_trail
from tests.factories.county import COUNTY_ID

NEIGHBOUR = COUNTY_ID + 1


def record(core, *subjects: str, county_id: int = COUNTY_ID) -> None:
    with core.begin() as work:
        for subject in subjects:
            work.record(
                county_id=county_id,
                actor=("admin", "王主任"),
                action="person_viewed",
                subject=subject,
                facts={"why": "他问“到账没”", "fen": 40000},
            )
        work.commit()


def tamper(core, *statements: str) -> None:
    """As somebody may who holds the database itself: without its triggers."""
    with core.begin() as work:
        work.run("set local session_replication_role = replica")
        for statement in statements:
            work.run(statement)
        work.commit()


def flaws(core, *noted: Head) -> list[tuple[int, Flaw]]:
    return [(one.place, one.flaw) for one in verify_trail(core, noted=noted).breaks]


@pytest.fixture
def trail(core):
    """Five events of one county, two of its neighbour."""
    record(core, "a", "b")
    record(core, "c", county_id=NEIGHBOUR)
    record(core, "d", "e", "f")
    record(core, "g", county_id=NEIGHBOUR)
    return core


def test_a_trail_that_nobody_touched_holds(trail):
    report = verify_trail(trail)
    assert not report.breaks
    assert [(head.county_id, head.place) for head in report.heads] == [
        (COUNTY_ID, 5),
        (NEIGHBOUR, 2),
    ]
    assert report.events == 7


def test_an_empty_trail_holds(core):
    report = verify_trail(core)
    assert (report.events, report.heads, report.breaks) == (0, [], [])


@pytest.mark.parametrize(
    "change",
    [
        "subject = 'somebody else'",
        "actor_id = '李主任'",
        "action = 'card_issued'",
        "facts = '{}'",
        "at = at + interval '1 microsecond'",
        "actor_kind = 'courier'",
    ],
)
def test_every_altered_field_is_seen_and_only_there(trail, change):
    tamper(trail, f"update audit_events set {change} where subject = 'd'")
    assert flaws(trail) == [(3, Flaw.ALTERED)]


def test_an_event_that_was_taken_out_is_seen(trail):
    tamper(trail, "delete from audit_events where subject = 'b'")
    assert flaws(trail) == [(2, Flaw.TAKEN_OUT)]


def test_an_event_taken_out_with_its_link_leaves_a_gap(trail):
    tamper(
        trail,
        f"delete from audit_links where county_id = {COUNTY_ID} and place = 2",
        "delete from audit_events where subject = 'b'",
    )
    assert flaws(trail) == [(2, Flaw.GAP)]


def test_places_moved_together_over_a_gap_are_seen(trail):
    tamper(
        trail,
        f"delete from audit_links where county_id = {COUNTY_ID} and place = 2",
        "delete from audit_events where subject = 'b'",
        f"update audit_links set place = place - 1 where county_id = {COUNTY_ID} and place > 2",
    )
    assert flaws(trail) == [(2, Flaw.ALTERED)]


def test_an_event_slipped_in_beside_the_chain_is_seen(trail):
    tamper(
        trail,
        "insert into audit_events (county_id, actor_kind, actor_id, action, subject)"
        f" values ({COUNTY_ID}, 'admin', 'x', 'card_issued', 'z')",
    )
    assert [flaw for _, flaw in flaws(trail)] == [Flaw.UNLINKED]


def test_a_tail_cut_off_is_seen_by_a_head_that_was_noted(trail):
    noted = next(iter(verify_trail(trail).heads))
    assert flaws(trail, noted) == []
    tamper(
        trail,
        f"delete from audit_links where county_id = {COUNTY_ID} and place > 3",
        "delete from audit_events where subject in ('e', 'f')",
    )
    assert flaws(trail) == []  # alone it cannot know
    assert flaws(trail, head_of(str(noted))) == [(5, Flaw.CUT_OFF)]


def test_a_chain_made_anew_is_seen_by_a_head_that_was_noted(trail):
    noted = next(iter(verify_trail(trail).heads))
    tamper(trail, "delete from audit_links", "delete from audit_events")
    record(trail, "a", "b", "d", "e", "f")
    assert flaws(trail, noted) == [(5, Flaw.CUT_OFF)]


def test_the_application_cannot_change_a_link(trail):
    with trail.begin() as work, pytest.raises(Exception, match="append-only"):
        work.run("update audit_links set place = 9")


def test_many_at_once_make_one_chain(core):
    threads = [threading.Thread(target=record, args=(core, f"{n}", f"{n}!")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify_trail(core)
    assert not report.breaks
    assert report.events == 16


def test_what_was_rolled_back_is_not_in_the_chain(core):
    with core.begin() as work:
        work.record(county_id=COUNTY_ID, actor=("admin", "x"), action="a", subject="lost")
    record(core, "kept")
    report = verify_trail(core)
    assert (report.events, report.breaks) == (1, [])


def test_no_two_fields_can_be_shifted_into_one_another():
    first = Event(1, 1, 1, "admin", "ab", "c", "s", "{}")
    second = Event(1, 1, 1, "admin", "a", "bc", "s", "{}")
    assert link_of(b"", first) != link_of(b"", second)


@pytest.mark.parametrize("given", ["", "1:2", "a:b:c", "1:2:zz", "1:2:3:4"])
def test_a_head_that_cannot_be_read_is_told(given):
    with pytest.raises(BadInput, match="trail_head_unreadable"):
        head_of(given)
