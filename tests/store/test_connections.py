"""A connection plans a statement once, and forgets what it knew only after an error."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

KNOWN = "select count(*) from pg_prepared_statements where statement like 'select % + 1 as told%'"
ASKED = "select cast(:number as integer) + 1 as told"


def _asked(core, times: int) -> None:
    for number in range(times):
        with core.begin() as work:
            assert work.scalar(ASKED, {"number": number}) == number + 1


def _known(core) -> int:
    with core.begin() as work:
        return work.scalar(KNOWN)


def test_a_statement_stays_prepared_when_a_transaction_that_only_looked_is_left(core):
    _asked(core, 4)
    assert _known(core) == 1
    _asked(core, 1)
    assert _known(core) == 1


def test_what_was_written_and_not_committed_is_gone_all_the_same(core):
    with core.begin() as work:
        work.run("insert into regions values ('110000000000', null, 'county', '甲', '甲', 110000)")
    with core.begin() as work:
        assert work.scalar("select count(*) from regions where region_code = '110000000000'") == 0


def test_after_an_error_nothing_is_kept_and_all_goes_on(core):
    _asked(core, 4)
    with pytest.raises(DBAPIError), core.begin() as work:
        work.run("select 1 / 0")
    assert _known(core) == 0
    _asked(core, 4)
    assert _known(core) == 1


def test_a_column_that_changed_meanwhile_is_an_error_once_and_then_told_anew(core):
    look = "select * from pg_temp.changing"
    with core.begin() as work:
        work.run("create temp table changing as select 1 as one")
        work.commit()
    for _ in range(4):
        with core.begin() as work:
            assert work.scalar(look) == 1
    with core.begin() as work:
        work.run("create temp table other as select 'two' as one")
        work.run("create or replace temp view unused as select 1 as nothing")
        work.commit()
    with core.begin() as work:
        work.run("alter table changing alter column one type text")
        work.commit()
    with core.begin() as work:
        assert work.scalar(look) == "1"
