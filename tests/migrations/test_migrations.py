"""Up, down, and up again, with people and money in the tables."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from courier.services.health import check_readiness, newest_revision
from courier.store.database import MIGRATIONS, migrate, take_down
from tests.factories.county import COUNTY_ID, PEACH, REGIONS, make_county
from tests.factories.databases import own_database
from tests.factories.money import assess

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
]
OURS = """
    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'S', 'v') and c.relname <> 'alembic_version'
"""
ROUTINES = """
    select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and not exists (select from pg_depend d
      where d.objid = p.oid and d.deptype = 'e')
"""
TWO_TRIES = (
    (
        "insert into refunds (county_id, refund_id, out_refund_no, receipt_no, channel,"
        " transaction_id, holder, amount_fen, reason, requested_at, tries)"
        " values (:c, :r, 'R-T2', 1, 'wechat', 't', 'wechat', 1, 'death', now(), 2)"
    ),
    "insert into refund_numbers values (:c, 'R', :r, 1), (:c, 'R-T2', :r, 2)",
    (
        "insert into refund_states select :c, :r, unnest(array['requested', 'approved', 'sent',"
        " 'failed', 'done']), now(), '{}', 1"
    ),
    "insert into refund_states values (:c, :r, 'approved', now(), '{}', 2)",
)


@pytest.fixture
def engine(server_url):
    with own_database(server_url) as engine:
        yield engine


def one(engine, sql: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(sql)).scalar()


def test_the_revisions_are_numbered_without_a_gap():
    assert [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert newest_revision() == REVISIONS[-1]


def test_every_step_goes_down_and_leaves_nothing_behind(engine):
    migrate(engine)
    for revision in [*reversed(REVISIONS[:-1]), "base"]:
        take_down(engine, revision)
    assert one(engine, OURS) == 0
    assert one(engine, ROUTINES) == 0
    migrate(engine)
    assert one(engine, "select version_num from alembic_version") == REVISIONS[-1]


def test_migrating_twice_changes_nothing(engine):
    migrate(engine)
    before = one(engine, OURS)
    migrate(engine)
    assert one(engine, OURS) == before


def test_people_of_the_first_revision_are_there_after_the_last(engine):
    migrate(engine, REVISIONS[0])
    with engine.begin() as connection:
        for code, parent, level, name in REGIONS:
            county = None if level in ("province", "city") else COUNTY_ID
            connection.execute(
                text("insert into regions values (:r, :p, :l, :n, :n, :c, null)"),
                {"r": code, "p": parent, "l": level, "n": name, "c": county},
            )
        connection.execute(
            text(
                "insert into insurees (county_id, name, name_sort, id_number, id_masked,"
                " birth_date, sex, village_code) values (:c, '王大海', 'wang', '\\x01', '1*1',"
                " '1980-01-01', 'male', :v)"
            ),
            {"c": COUNTY_ID, "v": PEACH},
        )
    migrate(engine)
    assert one(engine, "select name from insurees") == "王大海"


def test_it_goes_down_and_up_again_with_people_who_owe_money(engine, core):
    migrate(engine)
    here = dataclasses.replace(core, engine=engine)
    make_county(here).household([("李秀兰", dt.date(1958, 3, 8), ["low_income"])])
    assess(here)
    for revision in reversed(REVISIONS[:-1]):
        take_down(engine, revision)
        assert one(engine, "select count(*) from insurees") == 1
    migrate(engine)
    assess(here)
    assert one(engine, "select own_fen from obligations") > 0


def test_a_refund_of_two_tries_goes_down_to_its_newest_and_up_again(engine):
    migrate(engine)
    facts = {"c": COUNTY_ID, "r": uuid4()}
    with engine.begin() as connection:
        for statement in TWO_TRIES:
            connection.execute(text(statement), facts)
    take_down(engine, "0010")
    kept = "select string_agg(state, ' ' order by state) from refund_states"
    assert one(engine, kept) == "approved done requested"
    migrate(engine)
    assert one(engine, "select out_refund_no from refund_numbers") == "R-T2"
    assert one(engine, kept) == "approved done requested"


def test_a_migration_gives_up_instead_of_stopping_the_counter(engine):
    migrate(engine)
    with engine.connect() as busy:
        busy.execute(text("lock table insurees in access share mode"))
        began = time.monotonic()
        with pytest.raises(OperationalError, match="lock timeout"):
            take_down(engine, "base")
        assert time.monotonic() - began < 15


def test_the_product_is_ready_only_with_all_migrations_done(engine, core):
    here = dataclasses.replace(core, engine=engine)
    migrate(engine, REVISIONS[0])
    assert not check_readiness(here).is_ready
    migrate(engine)
    assert check_readiness(here).is_ready
