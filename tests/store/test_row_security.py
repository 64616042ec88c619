"""The database itself keeps each admin and courier to their area, whatever a query forgets."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError, ProgrammingError

from courier.services.core import Actor, ActorKind
from courier.store.queries import bounds
from tests.factories.county import COUNTY_ID, EAST, PEACH, WEST
from tests.factories.full_county import NEIGHBOUR

APPENDED, NOT_PERMITTED = "YB500", "42501"
GUARDED = (
    "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
)
# Bounded by the county alone: no place stands in them, and no person of the area is shown by them.
OF_THE_COUNTY = {
    "admins", "audit_events", "audit_links", "cash_limits", "channel_payments", "idempotency_keys",
    "ledger_lines", "learning_phrases", "live_codes_seen", "office_hours", "outgoing_messages",
    "person_identities", "postings", "sessions", "status_lists", "status_places", "status_versions",
    "waiting_attempts",
}  # fmt: skip
OF_NOBODY = {  # money that nobody's order awaits stands in county 0 for all to see
    "channel_payments", "ledger_lines", "postings", "suspense_items", "learning_phrases",
}  # fmt: skip


@pytest.fixture(scope="module")
def guarded(made) -> list[str]:
    with made.core.begin() as work:
        return sorted(work.run(GUARDED).scalars())


def seen(made, actor: Actor, table: str, county: int | None = None) -> int:
    """How many rows of the first county (or of all) this actor's transaction sees."""
    where = "" if county is None else f" where county_id = {county}"
    with made.core.begin_for(actor) as work:
        return int(work.scalar(f"select count(*) from {table}{where}"))


def of_the_county(made, table: str) -> str:
    """A condition for rows that are some county's; conversations have none."""
    return f"county_id = {COUNTY_ID}" if _has(made, table, "county_id") else "true"


def test_something_stands_in_every_guarded_table(made, guarded):
    with made.core.begin() as work:
        empty = [
            table for table in guarded if not work.scalar(f"select exists (select from {table})")
        ]
    assert not empty, f"give each a row in tests/factories/full_county.py: {empty}"
    assert len(guarded) > 50


def test_another_county_sees_nothing(made, guarded):
    for name in ("county", "city", "city at home", "auditor", "courier of another county"):
        for table in guarded:
            where = of_the_county(made, table)
            with made.core.begin_for(made.strangers[name]) as work:
                found = work.scalar(f"select count(*) from {table} where {where}")
            assert found == 0, (name, table)


def test_another_township_sees_nothing_of_this_one(made, guarded):
    for name in ("township", "auditor of a township", "courier"):
        actor = made.strangers[name]
        for table in set(guarded) - OF_THE_COUNTY:
            county = COUNTY_ID if _has(made, table, "county_id") else None
            found = seen(made, actor, table, county)
            assert found == _own_rows(made, table, actor), (name, table)


def _own_rows(made, table: str, actor: Actor) -> int:
    """What stands there of couriers of the western township, or of the courier herself."""
    if not _has(made, table, "courier_id"):
        return 0
    is_own = "c.courier_id = :who" if actor.kind is ActorKind.COURIER else "c.township_code = :west"
    with made.core.begin() as work:
        return int(
            work.scalar(
                f"select count(*) from {table} join couriers c using (county_id, courier_id)"
                f" where {is_own}",
                {"west": WEST, "who": actor.person_id},
            )
        )


def _has(made, table: str, column: str) -> bool:
    with made.core.begin() as work:
        return bool(
            work.scalar(
                "select exists (select from information_schema.columns"
                " where table_name = :t and column_name = :c)",
                {"t": table, "c": column},
            )
        )


def test_whoever_runs_the_system_sees_nobody(made, guarded):
    for table in set(guarded) - OF_NOBODY - {"audit_links"}:  # hashes; her own steps are linked too
        assert seen(made, made.strangers["system"], table) == 0, table


def test_the_township_and_the_county_see_their_own(made, guarded):
    for table in guarded:
        both = {made.county.clerk, made.county.chief}
        if table == "roster_imports":
            both = {made.county.chief}  # hers: what the county brought in is no township's
        for actor in both:
            assert seen(made, actor, table) > 0, (actor.role, table)


def test_whoever_says_no_area_sees_nothing(made, guarded):
    with made.core.begin() as work:
        work.run("set local role yibao_bound")
        for table in set(guarded) - OF_NOBODY:
            assert work.scalar(f"select count(*) from {table}") == 0, table


def test_a_courier_sees_her_villages_and_herself(made):
    courier = made.county.courier
    facts = {"county": COUNTY_ID, "person": str(courier.person_id)}
    assert seen(made, courier, "couriers") == 1
    assert seen(made, courier, "households") == 2
    with made.core.begin() as work:  # rolled back: one of her two villages is another's now
        work.run("delete from courier_villages where village_code = :v", {"v": PEACH})
        work.run(bounds.COURIER, facts)
        assert work.scalar("select count(*) from households") == 1
        assert work.scalar("select count(*) from visits") == 1, "hers since she accepted it"
    with made.core.begin() as work:
        work.run("delete from courier_villages")
        work.run(bounds.COURIER, facts)
        assert work.scalar("select count(*) from households") == 0


@pytest.mark.parametrize("name", ["county", "township", "courier", "system"])
def test_no_row_of_another_area_can_be_changed_or_deleted(made, guarded, name):
    actor = made.strangers[name]
    tables = set(guarded) if name in ("county", "system") else set(guarded) - OF_THE_COUNTY
    if name == "system":
        tables -= {"audit_events", "audit_links"}  # what she does is on the trail
    for table in sorted(tables):
        where = of_the_county(made, table)
        if name in ("township", "courier") and table in ("couriers", "courier_villages"):
            where += f" and courier_id = '{made.ids['courier']}'"
        column = _first_column(made, table)
        for change in (f"update {table} set {column} = {column}", f"delete from {table}"):
            with made.core.begin_for(actor) as work:
                outcome = _touched(work, f"{change} where {where}")
            assert outcome in (0, APPENDED, NOT_PERMITTED), (name, change, outcome)


def _touched(work, change: str) -> int | str:
    """How many rows, or why none."""
    try:
        return work.run(change).rowcount
    except DBAPIError as error:
        return str(error.orig.sqlstate)


def _first_column(made, table: str) -> str:
    with made.core.begin() as work:
        return str(
            work.scalar(
                "select column_name from information_schema.columns where table_name = :t"
                " and is_identity = 'NO' and is_generated = 'NEVER'"
                " order by ordinal_position limit 1",
                {"t": table},
            )
        )


@pytest.mark.parametrize("name", ["county", "township", "courier", "system"])
def test_no_row_can_be_put_into_another_area(made, guarded, name):
    tables = set(guarded) if name in ("county", "system") else set(guarded) - OF_THE_COUNTY
    if name == "system":
        tables -= {"audit_events", "audit_links"}  # what she does is on the trail
    for table in sorted(tables):
        where = of_the_county(made, table)
        if table in (
            "couriers",
            "courier_villages",
        ):  # approved: other rules speak first
            where += f" and courier_id = '{made.ids['applied']}'"
        columns = _writable(made, table)
        with made.core.begin() as work:
            row = work.scalar(f"select to_jsonb({table}) from {table} where {where} limit 1")
        with made.core.begin_for(made.strangers[name]) as work:
            with pytest.raises(ProgrammingError) as refused:
                work.run(
                    f"insert into {table} ({columns}) overriding system value select {columns}"
                    f" from jsonb_populate_record(null::{table}, cast(:row as jsonb))",
                    {"row": json.dumps(row)},
                )
            assert refused.value.orig.sqlstate == "42501", (table, refused.value)


def _writable(made, table: str) -> str:
    with made.core.begin() as work:
        return str(
            work.scalar(
                "select string_agg(column_name, ', ') from information_schema.columns"
                " where table_name = :t and is_generated = 'NEVER'",
                {"t": table},
            )
        )


def test_a_row_of_ones_own_cannot_be_moved_into_another_area(made):
    with (
        made.core.begin_for(made.county.clerk) as work,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        work.run("update insurees set village_code = '990101102001'")


def test_a_query_that_forgot_its_scope_shows_nobody(made):
    with made.core.begin_for(made.strangers["county"]) as work:
        assert work.run("select * from insurees").all() == []
        assert work.run("select * from couriers where status <> 'x'").rowcount == 1  # her own
    with made.core.begin_for(made.strangers["township"]) as work:
        assert (
            work.run("select name from insurees i join obligations using (insuree_id)").all() == []
        )


def test_the_area_ends_with_the_transaction(made):
    with made.core.begin_for(made.strangers["county"]) as work:
        assert work.scalar("select count(*) from insurees") == 0
    with made.core.begin() as work:
        assert work.scalar("select current_setting('is_superuser')") == "on"
        assert work.scalar("select count(*) from insurees") > 0
        assert work.scalar("select bound_county()") is None


def test_that_somebody_is_paid_for_elsewhere_is_seen_and_nothing_else(made):
    with made.core.begin() as work:
        number = work.scalar(
            "select id_number from insurees where insuree_id = :i", {"i": made.ids["insuree"]}
        )
        facts = {"n": number, "o": b"somebody else", "a": uuid4(), "c": NEIGHBOUR}
        claim = "insert into premium_claims values (:x, 2031, :c, :a, null)"
        work.run(claim, {**facts, "x": facts["n"]})
        work.run(claim, {**facts, "x": facts["o"]})
        work.run(
            "select set_config('yibao.county', :c, true), set_config('yibao.area', :e, true),"
            " set_config('role', 'yibao_bound', true)",
            {"c": str(COUNTY_ID), "e": EAST[:9]},
        )
        elsewhere = work.run("select id_number from premium_claims where coverage_year = 2031")
        assert [bytes(one) for one in elsewhere.scalars()] == [bytes(number)]
        assert (
            work.run(
                "update premium_claims set released_at = now() where coverage_year = 2031"
            ).rowcount
            == 0
        )


def test_a_bound_hand_asks_for_her_own_area_whatever_she_names(made):
    asks = "select is_here from enrolled_outside(:c, :area, array[:n ::bytea])"
    with made.core.begin() as work:
        number = work.scalar(
            "select id_number from insurees where insuree_id = :i", {"i": made.ids["insuree"]}
        )
        everywhere = {"c": COUNTY_ID, "area": "99%", "n": number}
        assert work.run(asks, everywhere).scalars().all() == []
    for name, told in (("township", [True]), ("county", [False])):
        with made.core.begin_for(made.strangers[name]) as work:
            assert work.run(asks, everywhere).scalars().all() == told, name


@pytest.mark.parametrize("table", ["alembic_version", "phone_codes", "chat_browsers"])
def test_what_is_no_business_of_admins_is_closed_to_them(made, table):
    with (
        made.core.begin_for(made.county.chief) as work,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        work.run(f"select * from {table}")
